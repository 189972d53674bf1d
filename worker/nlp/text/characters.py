# ruff: noqa: RUF001 - marks that are typed for others
"""Repairs damaged characters: what crawlers, editors and code pages do to single letters.

Each step looks only at stretches that are damaged, so a text without damage stays as it is. Their
order matters: an HTML code may stand for a letter that was decoded with the wrong code page, and
such letters contain soft hyphens, control characters and fixed spaces.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

import ftfy
from ftfy.badness import is_bad
from ftfy.chardata import UTF8_DETECTOR_RE
from ftfy.fixes import fix_c1_controls

from worker.nlp.text.view import CleanText, Edit

Step: TypeAlias = Callable[[str], Iterator[Edit]]

_CODE: Final = re.compile(
    r"&(?:amp;)*(#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)"
)
"""An HTML code, also one whose ``&`` was coded again: ``&amp;nbsp;``."""

_LOST_CLOSER: Final = re.compile(r"(?<=[!-~])(?<![(\[])\u00e2\u20ac(?=\s|\Z)")
"""A misread closing quotation mark whose last byte, which no code page prints, was lost."""

_CONTROLS: Final = re.compile("[\x80-\x9f]")
_PRINTED: Final = {chr(control): fix_c1_controls(chr(control)) for control in range(0x80, 0xA0)}
_UNDEFINED: Final = "\x81\x8d\x8f\x90\x9d"
"""Controls that mean nothing in Windows-1252."""

_UNSEEN: Final = re.compile(
    "["
    "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\u202a-\u202e\u2066-\u2069"
    f"{_UNDEFINED}]+"
)
_JOINERS: Final = re.compile(
    r"(?<![^\0-\u024f\u2010-\u2026])[\u200c\u200d]+(?![^\0-\u024f\u2010-\u2026])"
)
"""Joiners between Latin letters; elsewhere they hold emoji together, or other scripts."""

_FIXED_SPACE: Final = re.compile("[\N{NO-BREAK SPACE}\u2000-\u200a\N{NARROW NO-BREAK SPACE}\u3000]")

_OTHER_HYPHENS: Final = re.compile("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}]")
_JOINING_DASH: Final = re.compile(r"\b(?!\d)[^\W_a-z][\w\u2019']+(\N{EN DASH})(?=(?!\d)[^\W_a-z])")
"""An en dash for the hyphen between two names: “Kern–Beck”. Around an aside it has spaces."""

_OTHER_APOSTROPHES: Final = re.compile(
    r"(?<=[^\W\d_])[`\N{ACUTE ACCENT}\N{MODIFIER LETTER TURNED COMMA}\N{PRIME}"
    r"\N{MODIFIER LETTER APOSTROPHE}\N{REVERSED PRIME}\N{FULLWIDTH APOSTROPHE}](?=[^\W\d_])"
    r"|(?<=\b[A-Z])\N{LEFT SINGLE QUOTATION MARK}(?=[A-Z])"
)
"""Marks that are typed for an apostrophe inside a word."""

_PARTED_NAME: Final = re.compile(r"(?<=\bO['\u2019]) (?=[A-Z][a-z])")
"""A space that a program put into “O’Brien”."""

_MISREAD: Final = "sloppy-windows-1252"
"""The code page with which UTF-8 is usually misread; ftfy adds it to Python's."""


def repaired(text: CleanText) -> CleanText:
    """The view without damaged characters."""
    for step in _STEPS:
        text = text.edited(step(text.text))
    return text


def _codes(text: str) -> Iterator[Edit]:
    """HTML codes, as the browser would show them."""
    if "&" in text:
        for found in _CODE.finditer(text):
            # A fixed space would keep ftfy from the misread character after it.
            shown = html.unescape(f"&{found[1]}").replace("\N{NO-BREAK SPACE}", " ")
            if shown != f"&{found[1]}":
                yield Edit(*found.span(), shown)


def _misread(text: str) -> Iterator[Edit]:
    """UTF-8 that was decoded as another code page: ``â€™`` for an apostrophe.

    Where some of it is certain, the rest is believed too: ``ErdoÄŸan`` could be a name.
    """
    if text.isascii():
        return
    runs = list(UTF8_DETECTOR_RE.finditer(text))
    certain = any(is_bad(run.group()) for run in runs)
    for run in runs:
        fixed = ftfy.fix_encoding(run.group())
        if certain and fixed == run.group():
            fixed = _decoded(fixed)
        if fixed != run.group():
            yield Edit(*run.span(), fixed)


def _decoded(run: str) -> str:
    try:
        return run.encode(_MISREAD).decode()
    except UnicodeError:
        return run


def _controls(text: str) -> Iterator[Edit]:
    """Control characters that are quotation marks and dashes in Windows-1252."""
    if not text.isascii():
        for found in _CONTROLS.finditer(text):
            yield Edit(*found.span(), _PRINTED[found.group()])


def _apostrophes(text: str) -> Iterator[Edit]:
    if "`" in text or not text.isascii():
        for found in _OTHER_APOSTROPHES.finditer(text):
            yield Edit(*found.span(), "'")


def _joined_names(text: str) -> Iterator[Edit]:
    if not text.isascii():
        for found in _JOINING_DASH.finditer(text):
            yield Edit(*found.span(1), "-")


def _parted_names(text: str) -> Iterator[Edit]:
    for found in _PARTED_NAME.finditer(text):
        yield Edit(*found.span(), "")


def _replacing(pattern: re.Pattern[str], replacement: str) -> Step:
    def step(text: str) -> Iterator[Edit]:
        if not text.isascii():
            for found in pattern.finditer(text):
                yield Edit(*found.span(), replacement)

    return step


_STEPS: Final[tuple[Step, ...]] = (
    _codes,
    _replacing(_LOST_CLOSER, html.unescape("&rdquo;")),
    _misread,
    _controls,
    _replacing(_UNSEEN, ""),
    _replacing(_JOINERS, ""),
    _replacing(_FIXED_SPACE, " "),
    _replacing(_OTHER_HYPHENS, "-"),
    _apostrophes,
    _joined_names,
    _parted_names,
)
