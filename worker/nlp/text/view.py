"""A clean view of a published text: what is read, and where each of its characters was."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Stretch: TypeAlias = tuple[int, int]
"""The first character of a stretch of text, and the one after its last."""


class Edit(NamedTuple):
    """A stretch of text, and what is read instead of it."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class CleanText:
    """A text to read, which stands for a published one.

    The character at ``i`` stands for the published characters from ``starts[i]`` to before
    ``ends[i]``: for none where white space was added. Both only ever grow.
    """

    text: str
    published: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, published: str) -> "CleanText":
        """A text that is read as it was published."""
        length = len(published)
        return cls(published, published, range(length), range(1, length + 1))

    def edited(self, edits: Iterable[Edit]) -> "CleanText":
        """The view after some edits of its text, which are in text order and do not overlap.

        Each new character stands for all that the replaced ones stood for, so a span that ends
        inside a damaged stretch covers the whole stretch.
        """
        text: list[str] = []
        # Numbers as bytes: the parts that no edit touches are only copied.
        starts, ends = array("q"), array("q")
        done = 0
        for start, end, replacement in edits:
            text += (self.text[done:start], replacement)
            starts.extend(self.starts[done:start])
            ends.extend(self.ends[done:start])
            first, last = self._stood_for(start, end)
            starts.extend([first] * len(replacement))
            ends.extend([last] * len(replacement))
            done = end
        if not text:
            return self
        text.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        return CleanText("".join(text), self.published, starts, ends)

    def place(self, start: int, end: int) -> Stretch:
        """Where in the published text the characters of a stretch are, from first to last.

        Raises:
            ValueError: the stretch is empty.

        """
        if not start < end:
            raise ValueError(f"no characters from {start} to {end}")
        return self.starts[start], self.ends[end - 1]

    def _stood_for(self, start: int, end: int) -> Stretch:
        if start < end:
            return self.place(start, end)
        between = self.ends[start - 1] if start else 0
        return between, between
