"""Pages of a list, sorted by a value and then by a number: where one ends, the next begins."""

import re
from dataclasses import dataclass
from typing import Any

from multidict import MultiMapping

from console.parameters import FilterError, Parameter

MOST_LISTED = 500
_PLACE = re.compile(r"(-?[0-9]{1,19}(?:\.[0-9]+)?(?:e-?[0-9]+)?):([0-9]{1,19})")
# SQLite's integers: 63 bits and a sign.
_MOST = (1 << 63) - 1

# What has no date comes last.
ORDERED = "coalesce(v, -1 << 62) AS v, n"

PAGE = (
    Parameter(
        "limit",
        "How many rows at most.",
        "40",
        schema={"type": "integer", "minimum": 1, "maximum": MOST_LISTED, "default": 40},
    ),
    Parameter("after", "Where the page before this one ended: its `next`."),
)


@dataclass(frozen=True)
class Page:
    """Part of a list: what follows on ``after`` in this order."""

    limit: int = 40
    after: tuple[float, int] | None = None
    sort: str = "published"

    @property
    def condition(self) -> str:
        """Which rows with the columns ``v`` and ``n`` belong to it and those after it."""
        return "1" if self.after is None else "(v, n) < (?, ?)"

    @property
    def values(self) -> list[object]:
        """The values of the condition, and the limit: one more row tells whether there are more."""
        return [*(self.after or ()), self.limit + 1]

    def next(self, rows: list[tuple[Any, ...]]) -> str | None:
        """Where the next page begins; rows begin with ``v`` and ``n``."""
        if len(rows) <= self.limit:
            return None
        value, number = rows[self.limit - 1][:2]
        return f"{value!r}:{number}"


def page(query: MultiMapping[str], sort: str) -> Page:
    """The page that a query asks for. Raises FilterError."""
    after = query.get("after", "")
    found = _PLACE.fullmatch(after)
    place = None
    if found:
        value = found[1]
        place = (float(value) if "." in value or "e" in value else int(value), int(found[2]))
    if after and (place is None or max(abs(place[0]), place[1]) > _MOST):
        raise FilterError("after is the `next` of the page before this one")
    return Page(_limit(query.get("limit", "")), place, sort)


def _limit(text: str) -> int:
    if not text:
        return Page.limit
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_LISTED):
        raise FilterError(f"limit is a number from 1 to {MOST_LISTED}")
    return int(text)
