"""The words and marks that sentences, languages and names are told by, each list under its name."""

import json
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "lexicon.json"
_LISTS: Final[dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """The entries of one list; KeyError for a name that is none."""
    return frozenset(_LISTS[name].split())
