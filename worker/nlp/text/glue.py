# ruff: noqa: RUF001 - patterns of punctuation that news has
"""Parts what was glued together, and joins initials that a program cut up.

Glued are sentences of two paragraphs, and a paragraph with a link.

“… on Monday.Anna Kolb said” gets a space between its sentences, and “… the talks in ChileShare this
article” an empty line before the link.
"""

import re
from collections.abc import Iterator
from typing import Final

from worker.nlp.text.view import Edit

_SEAM: Final = re.compile(
    r"""
    (?: [a-z]{2} | [0-9]{2} | [0-9]% )   # the end of a word,
    (?P<stop> [.!?\u2026] [”’)\]]{0,2} (?P<straight>"?) )  # of a sentence,
    (?= ["“‘(]? (?:[A-Z][a-z’']|[AI]\ ) )    # and the beginning of the next one
    (?! (?:Com|Org|Net|Gov|Edu|Co|Js|Tv)\b )
    | (?P<dateline> \([A-Z]{2,10}\) ) (?= [A-Z][a-z] )
    """,
    re.VERBOSE,
)
_CHUNK: Final = 64
"""Characters on either side of a seam in which an address would show."""

_ADDRESS: Final = re.compile(r"@|//|www\.|[a-z]/[a-z]", re.IGNORECASE)

_END: Final = r"(?<=[a-z0-9.!?\u2026”\"’)%])"
_LINK: Final = re.compile(
    rf"{_END}(?=(?:Share|SHARE) [Tt]|Read [Mm]ore|READ MORE|Advertisement|ADVERTISEMENT"
    r"|(?:Story|STORY|Article) (?:continues|CONTINUES|[Cc]ontinued) |Continue [Rr]eading"
    r"|(?:Sign up|Subscribe) (?:for|to) |Related:|Photograph:|Image copyright)"
)
_AFTER_LINK: Final = re.compile(
    r"(?i:share this (?:article|story|page|post)|advertisement|story continues below|read more"
    r"|continue reading(?: the main story| below)?)(?=[A-Z“][A-Za-z]{0,30} )"
)
"""Links after which the next paragraph may begin at once."""


_INITIALS: Final = re.compile(r"\b[A-Z](?: \. [A-Z])+\b(?: \.)?")

_APOSTROPHE: Final = re.compile(r"(?<=\b[ODL]) ['’] (?=[A-Z])")
_DOT: Final = re.compile(r"(?<=\b[A-Z]) (?=\.[A-Z]\. [A-Z])")

_SIGNED: Final = re.compile(r"(?:^|[”\"] |[.!?][”\"])(?P<dash>[-–—~])(?=[A-Z][a-z])", re.MULTILINE)


def signatures_parted(text: str) -> Iterator[Edit]:
    """The space that is missing in “… the agency.” -Anna Kolb”: the dash is no part of the name."""
    for found in _SIGNED.finditer(text):
        yield Edit(found.end("dash"), found.end("dash"), " ")


_CUE: Final = re.compile(r"[,.!?][”\"](?=[a-z]{2})")


def cues_parted(text: str) -> Iterator[Edit]:
    """The space that is missing in “We won,”said Anna Kolb."""
    for found in _CUE.finditer(text):
        yield Edit(found.end(), found.end(), " ")


def initials_joined(text: str) -> Iterator[Edit]:
    """The spaces in “U . S .”: texts that a program cut into words have them."""
    for found in _INITIALS.finditer(text):
        for at in range(found.start(), found.end()):
            if text[at] == " ":
                yield Edit(at, at + 1, "")


def names_joined(text: str) -> Iterator[Edit]:
    """The spaces in “Bernardo O ' Higgins”."""
    for found in _APOSTROPHE.finditer(text):
        yield Edit(found.start(), found.start() + 1, "")
        yield Edit(found.end() - 1, found.end(), "")


def dots_joined(text: str) -> Iterator[Edit]:
    """The space in “A .J. Spiker”."""
    for found in _DOT.finditer(text):
        yield Edit(*found.span(), "")


def links_parted(text: str) -> Iterator[Edit]:
    """The line breaks that are missing before and after a link."""
    places = {found.start() for found in _LINK.finditer(text)}
    places |= {found.end() for found in _AFTER_LINK.finditer(text)}
    for at in sorted(places):
        yield Edit(at, at, "\n\n")


def sentences_parted(text: str) -> Iterator[Edit]:
    """The break that is missing where two sentences touch: in crawled text, that of a paragraph."""
    quotes = _Quotes(text)
    for found in _SEAM.finditer(text):
        if found["dateline"]:
            yield Edit(found.end(), found.end(), " ")
        elif not _in_address(text, found.start("stop")):
            at = found.end()
            if found["straight"] and not quotes.closes(at - 1):
                at -= 1
            yield Edit(at, at, "\n\n")


class _Quotes:
    """Tells whether a straight mark opens or closes, by those before it in its paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = 0
        self._open = False

    def closes(self, at: int) -> bool:
        """Whether the mark at a place closes a quotation; places must come in text order."""
        line = self._text.rfind("\n", self._read, at) + 1
        if line:
            self._read, self._open = line, False
        self._open ^= self._text.count('"', self._read, at) % 2 == 1
        self._read = at
        return self._open


def _in_address(text: str, at: int) -> bool:
    before = text[max(0, at - _CHUNK) : at].split()
    after = text[at : at + _CHUNK].split()
    return _ADDRESS.search("".join((*before[-1:], *after[:1]))) is not None
