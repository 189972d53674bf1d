"""The inner speaker of "Ruiz quoted Weiss as saying that …": it is Weiss who says it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.bounds import worded
from worker.nlp.attribution.parts import Draft, Stretch
from worker.nlp.english.words import word_list

_QUOTING: Final = word_list("quoting")
_SAYING: Final = word_list("as_saying")

_LONGEST: Final = 16
"""Tokens between the verb and "as": a name with its office."""


def inner(doc: Doc, draft: Draft) -> Draft:
    """The attribution of who is quoted, in place of that of who quotes."""
    if draft.cue is None:
        return draft
    for verb in range(draft.cue.start, draft.cue.end):
        if doc[verb].lower_ in _QUOTING and (at := _as_saying(doc, verb)) is not None:
            source = worded(doc, verb + 1, at)
            contents = [rest for one in draft.contents for rest in _without(doc, one, verb, at + 2)]
            if source is not None and contents:
                return replace(draft, source=source, cue=Stretch(at, at + 2), contents=contents)
    return draft


def _as_saying(doc: Doc, verb: int) -> int | None:
    """The "as" of "as saying" behind a verb, in its sentence."""
    for at in range(verb + 1, min(verb + 1 + _LONGEST, len(doc) - 1)):
        if doc[at].is_sent_start:
            return None
        if doc[at].lower_ == "as" and doc[at + 1].lower_ in _SAYING:
            return at
    return None


def _without(doc: Doc, content: Stretch, start: int, end: int) -> Iterator[Stretch]:
    """What is left of a content without the tokens from ``start`` to before ``end``."""
    if content.end <= start or end <= content.start:
        yield content
        return
    for left, right in ((content.start, start), (end, content.end)):
        if left < right and (rest := worded(doc, left, right)) is not None:
            yield rest
