"""Acronyms that stand behind what they mean: “the Water Sharing Treaty (WST)”.

An acronym alone reads as a body's. Where the article says that it is a treaty's, a dam's or a
war's, all its mentions are that thing. And so are a person's initials: “Anna Maria Kolb (AMK)”,
“Anna Maria Kolb, known as AMK”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.marks import CLOSING_BRACKETS, OPENING_BRACKETS, OPENING_MARKS
from worker.nlp.english.windows import end_of_run
from worker.nlp.entities.finding.expansions import MAX_NAMES, MIN_LETTERS, spells
from worker.nlp.entities.finding.initials import are_of
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.names import is_acronym
from worker.nlp.tokens import tokens_of

_OTHERS: Final = frozenset({"law", "event", "work", "product", "facility"})
"""Types that an acronym alone is seldom taken for."""

_SAY_ALSO: Final = frozenset(
    {"known", "as", "also", "widely", "simply", "better", "commonly", "or", "called"}
)
_CALLED: Final = 6
"""The most tokens between a name and the initials: “, widely known as “”."""


def explained(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names; an acronym in brackets behind such a thing is one, and is it everywhere."""
    starts = {name.start: name for name in names}
    taken = {token for name in names for token in range(name.start, int(name.span.end))}
    meant = _spelt(doc, names)
    new = [
        Name(doc[at : at + 1], meant[text].type)
        for at, text in enumerate(tokens_of(doc).texts if meant else ())
        if text in meant and at not in taken
    ]
    for name in names:
        at = int(name.span.end) + 1
        if len(name.span) == 1:
            continue
        if name.type == "person":
            at = _initials_after(name)
        elif name.type not in _OTHERS or not _is_in_brackets(doc, at):
            continue
        if at >= len(doc):
            continue
        known = starts.get(at)
        if known is None or known.record is None:
            again = doc[at].text in meant
            meant.setdefault(doc[at].text, name)
            new += [Name(doc[at : at + 1], name.type)] if known is None and not again else []
    return [_as_meant(name, meant) for name in (*names, *new)] if meant else list(names)


def _initials_after(name: Name) -> int:
    """Where a person's initials stand behind the name, in brackets or behind “known as”.

    The end of the text if they do not.
    """
    doc, end = name.span.doc, int(name.span.end)
    after = end_of_run(doc, end, min(len(doc), end + _CALLED), _is_between)
    called = any(token.text in _SAY_ALSO for token in doc[end:after])
    found = (called or _is_in_brackets(doc, end + 1)) and after < len(doc)
    return after if found and are_of(doc[after].text, name.parts) else len(doc)


def _is_between(token: Token) -> bool:
    return token.text in _SAY_ALSO | OPENING_MARKS or token.text == ","


def _is_in_brackets(doc: Doc, at: int) -> bool:
    if at + 1 >= len(doc) or doc[at - 1].text not in OPENING_BRACKETS:
        return False
    return doc[at + 1].text in CLOSING_BRACKETS and is_acronym(doc[at].text)


def _spelt(doc: Doc, names: Sequence[Name]) -> dict[str, Name]:
    """Things by words with small letters that are the beginnings of theirs: AfCFTA.

    Only so many are compared, so that a text of such words stays cheap.
    """
    mixed = [text for text in dict.fromkeys(tokens_of(doc).texts) if _is_mixed(text)]
    if not mixed:
        return {}
    things = {name.parts: name for name in names if name.type in _OTHERS and len(name.span) > 1}
    return {
        text: thing
        for text in mixed[:MAX_NAMES]
        for words, thing in list(things.items())[:MAX_NAMES]
        if words and words[0][0] == text[0].lower() and spells(words, text.lower())
    }


def _is_mixed(text: str) -> bool:
    capitals = sum(letter.isupper() for letter in text)
    return text.isalpha() and MIN_LETTERS <= capitals < len(text) and text[0].isupper()


def _as_meant(name: Name, meant: Mapping[str, Name]) -> Name:
    thing = meant.get(name.text)
    if thing is None:
        return name
    return replace(name, type=thing.type, record=thing.record, whole=thing.parts)
