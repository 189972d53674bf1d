"""What is typed into the search field, as a query of SQLite's full-text index; pure.

Words must all be there, wherever. ``"two words"`` must stand together, ``-word`` and
``-"two words"`` must not be there, and ``prais*`` finds every word that begins so. Capitals and
accents do not count.
"""

import re
from dataclasses import dataclass

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LETTER = re.compile(r"\w")


class SearchError(ValueError):
    """There is nothing to search for; the text says why."""


@dataclass(frozen=True)
class Search:
    """Terms that an article must have, and terms that it must not have."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def match(self) -> str:
        """All the wanted terms, as the index is asked; empty if there are none."""
        return " AND ".join(self.wanted)

    @property
    def not_match(self) -> str:
        """Any of the unwanted terms; empty if there are none."""
        return " OR ".join(self.unwanted)


def search(text: str) -> Search:
    """What this text searches for. Raises SearchError if it has no letter or digit."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for found in _TERM.finditer(text):
        words = found["word"] if found["phrase"] is None else found["phrase"]
        if not _LETTER.search(words):
            continue
        (unwanted if found["minus"] else wanted).append(_term(words, found["phrase"] is None))
    if text.strip() and not wanted and not unwanted:
        raise SearchError("q has no letter or digit, so there is nothing to search for")
    return Search(tuple(wanted), tuple(unwanted))


def _term(words: str, may_be_a_beginning: bool) -> str:
    beginning = may_be_a_beginning and words.endswith("*")
    # In quotation marks nothing is an operator of the index.
    quoted = '"' + words.rstrip("*").replace('"', '""') + '"'
    return f"{quoted} *" if beginning else quoted
