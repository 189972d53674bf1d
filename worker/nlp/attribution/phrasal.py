"""Quotations whose speaker stands beside them with a cue of two words: “Never,” shot back Kolb.

Verb, particle and name right behind the quotation leave no doubt. The tagger has seen few of these
cues, and may take the name for a piece of what was said.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.english.quotations import Quotation
from worker.nlp.english.verbs import reporting_words
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.titles import is_title

_BESIDE: Final = word_pairs("reporting_beside")
"""Such cues that mean something else anywhere but beside a quotation: “put in”."""

_PRONOUNS: Final = word_list("speaking_pronouns")
_TWO: Final = 2
_LONGEST: Final = 8
"""The most tokens of an office before the speaker's name."""


class Spoken(NamedTuple):
    """The cue and the source beside a quotation."""

    cue: Stretch
    source: Stretch


def spoken(doc: Doc, quotation: Quotation, index: MentionIndex) -> Spoken | None:
    """The cue of two words right behind a quotation, and the person before or behind it."""
    start = int(quotation.span.end)
    if not quotation.closed or start >= len(doc):
        return None
    start += doc[start].text == ","
    if _is_cue(doc, start):
        cue = Stretch(start, start + _TWO)
        source = _person(doc, cue.end, index)
        return None if source is None else Spoken(cue, source)
    source = _person(doc, start, index)
    if source is None or not _is_cue(doc, source.end):
        return None
    return Spoken(Stretch(source.end, source.end + _TWO), source)


def free(parts: Iterable[Parts], found: Iterable[Spoken]) -> None:
    """Take what is a cue or a source here from what the tagger made of it."""
    for said in found:
        for part in parts:
            if part.sentence.touches(said.cue):
                for stretches in (part.contents, part.cues, part.sources):
                    stretches[:] = [one for one in stretches if not _is_taken(one, said)]


def _is_taken(stretch: Stretch, said: Spoken) -> bool:
    whole = said.cue.hull(said.source)
    return whole.start <= stretch.start and stretch.touches(whole)


def _is_cue(doc: Doc, at: int) -> bool:
    if at + 1 >= len(doc) or doc[at].is_title:
        return False
    return reporting_words(doc, at) == _TWO or _BESIDE.get(doc[at].lower_) == doc[at + 1].lower_


def _person(doc: Doc, start: int, index: MentionIndex) -> Stretch | None:
    """A person's name with titles before it, or a pronoun, at a token."""
    if start >= len(doc):
        return None
    if doc[start].lower_ in _PRONOUNS:
        return Stretch(start, start + 1)
    limit = min(len(doc), start + _LONGEST)
    name = end_of_run(doc, start, limit, lambda token: index.at(token.i) is None and _leads(token))
    mention = index.at(name) if name < limit else None
    if mention is None or index.entities[mention.entity].type != "person":
        return None
    return Stretch(start, mention.end)


def _leads(token: Token) -> bool:
    return is_title(token.text) or token.text == "."
