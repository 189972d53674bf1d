"""How an article is cut into the passages that the stance reader reads."""

from collections.abc import Sequence
from typing import Final, NamedTuple

MAX_PIECES: Final = 160
"""Word pieces of a passage's own sentences; a longer sentence is read to here."""

MAX_BEFORE: Final = 72
"""Word pieces of the whole sentences that are read before a passage's own."""

MAX_TITLE: Final = 24
"""Word pieces of the longest title that is read before every passage."""


class Passage(NamedTuple):
    """Some sentences of an article, by their numbers."""

    before: tuple[int, ...]
    """those that are read so that the own ones are understood"""
    own: range
    """those that are read for stances"""


def passages(lengths: Sequence[int], *, titled: bool, room: int = MAX_PIECES) -> list[Passage]:
    """Cut an article into passages; each sentence is one passage's own.

    Args:
        lengths: word pieces of every sentence.
        titled: whether the first sentence is the title.
        room: word pieces that a passage's own sentences may have together.

    """
    found = []
    start = 0
    while start < len(lengths):
        end, left = start + 1, room - lengths[start]
        while end < len(lengths) and lengths[end] <= left:
            left -= lengths[end]
            end += 1
        found.append(Passage(_before(lengths, start, titled=titled), range(start, end)))
        start = end
    return found


def _before(lengths: Sequence[int], start: int, *, titled: bool) -> tuple[int, ...]:
    first, left = start, MAX_BEFORE
    while first > 0 and lengths[first - 1] <= left:
        first -= 1
        left -= lengths[first]
    near = tuple(range(first, start))
    if titled and first > 0 and lengths[0] <= MAX_TITLE:
        return (0, *near)
    return near
