# ruff: noqa: RUF001 - patterns of punctuation that news has
"""Leaves the furniture of the page out of a body: whole lines, and asides inside a paragraph."""

import re
from collections.abc import Iterator
from typing import Final

from worker.nlp.text.furniture_lines import CREDIT, heads_links, kind_of
from worker.nlp.text.view import Edit

MOST: Final = 0.5
"""The share of a body that may be furniture: a text with more is what the caller wants read."""

LONGEST_LINK: Final = 150
MOST_LINKS: Final = 8
"""Lines after “Read more:” that may be its links, and the characters of each."""

_LINE: Final = re.compile(r"[^\n]+\n?(?:[ \t\r]*\n)*")
"""A line with the empty lines after it: without it, the text is what it was before."""

_PROSE_END: Final = re.compile(r"[.!?:;,…\"'”’]\Z")

_MARKETS: Final = (
    r"(?:NYSE(?: American| Arca)?|N(?:asdaq|ASDAQ)(?:GS|CM|GM)?|AMEX|LSE|LON|AIM|TSXV?|ASX|HKEX"
    r"|SEHK|FRA|ETR|TYO|OTC[A-Z]*|BSE|NSE|JSE|SGX|Euronext)"
)
_SYMBOL: Final = r"[A-Z0-9]{1,6}(?:[.-][A-Z]{1,2})?"
_ASIDE: Final = re.compile(
    rf" ?(?:\({_MARKETS} ?: ?{_SYMBOL}(?:[,;/] ?(?:{_MARKETS} ?: ?)?{_SYMBOL}){{0,5}}\)"
    r"|\([A-Z]{2,5}\.[A-Z]{1,2}\)|<\.?[A-Z0-9]{1,6}(?:\.[A-Z]{1,2})?>"
    r"|[\[(] ?(?:READ(?: MORE)?|Read (?:more|also)|RELATED|Related|WATCH|SEE ALSO|See also|PHOTOS?"
    r"|VIDEOS?|MORE|Also on [A-Z][\w ]{1,29}) ?: [^()\[\]\n]{2,200}[\])])"
)
"""“(NYSE: HCL)” behind the name of a company, and “[Read more: …]” between two sentences."""

_WORD: Final = re.compile(r"[^ \n]+")
_LINKS_END: Final = re.compile(r" MORE\b")
_LONGEST_LINKS: Final = 900
"""Characters of related links in a sentence."""

_OPENING: Final = frozenset("\"'“‘0123456789")
_FULL_NAME: Final = 7
"""Words of a full name that may come between a surname and the same surname."""

_HEADING: Final = re.compile(r"^Story highlights (?=\S)", re.MULTILINE)
_CREDIT_AT_END: Final = re.compile(rf"(?<=[.!?”\")]) ?(?i:{CREDIT})(?=\s*$)", re.MULTILINE)


def without_lines(text: str) -> Iterator[Edit]:
    """The lines of furniture, with the empty lines after each, unless they are most of a text."""
    lines = list(_furniture(text))
    if sum(line.end - line.start for line in lines) <= MOST * len(text):
        yield from lines


def without_asides(text: str) -> Iterator[Edit]:
    """Links, stock-exchange symbols and credits that are part of a line of prose."""
    found = [
        Edit(*one.span(), "")
        for pattern in (_ASIDE, _HEADING, _CREDIT_AT_END)
        for one in pattern.finditer(text)
    ]
    found += _links_behind_names(text)
    done = 0
    for edit in sorted(found):
        if edit.start >= done:
            yield edit
            done = edit.end


def _links_behind_names(text: str) -> Iterator[Edit]:
    """Links about a person, with the full name before them and MORE behind them.

    “Sen. Anna Kolb Anna Maria KolbSenate to vote on dams … Kolb's plan MORE (D-Iowa) said”.
    """
    done = 0
    for end in _LINKS_END.finditer(text):
        first = max(done, text.rfind("\n", done, end.start()) + 1, end.start() - _LONGEST_LINKS)
        start = _start_of_links(text, first, end.start())
        if start is not None:
            yield Edit(start, end.end(), "")
        done = end.end()


def _start_of_links(text: str, first: int, end: int) -> int | None:
    """The end of the person's name: the surname comes again, with the first link right behind."""
    words = list(_WORD.finditer(text, first, end))
    for at, word in enumerate(words):
        for before in range(at - 1, max(-1, at - 1 - _FULL_NAME), -1):
            name = words[before].group()
            glued = word.group()[len(name) :]
            if not name[0].isupper() or not word.group().startswith(name):
                continue
            if glued and (glued[0].isupper() or glued[0] in _OPENING):
                return words[before].end()
            given = before > 0 and words[before - 1].group() == words[before + 1].group()
            if given and not glued:
                return words[before].end()
    return None


def _furniture(text: str) -> Iterator[Edit]:
    links = 0
    for found in _LINE.finditer(text):
        line = found.group().strip()
        if not line:
            continue
        if heads_links(line):
            links = MOST_LINKS
        elif kind_of(line) is None:
            if not links or len(line) > LONGEST_LINK or _PROSE_END.search(line):
                links = 0
                continue
            links -= 1
        yield Edit(*found.span(), "")
