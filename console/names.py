"""The two ends of a stance and its side, as the answers give them."""

from typing import Any

from console.rows import AUTHOR_ID, UNNAMED_ID
from console.schema import AUTHOR, UNNAMED

NOBODY: dict[int, dict[str, Any]] = {
    AUTHOR: {"id": AUTHOR_ID, "name": "the article itself"},
    UNNAMED: {"id": UNNAMED_ID, "name": "an unnamed source"},
}


def holder(number: int, id_: str | None, name: str | None) -> dict[str, Any]:
    """Id and name of a holder by its number in the store."""
    return dict(NOBODY.get(number) or {"id": id_, "name": name})


def polarity(side: int) -> str:
    """The contract's word for a side."""
    return "favor" if side > 0 else "against"
