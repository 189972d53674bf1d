"""Bodies that every country has, such as a Defense Ministry, where the tagger overlooked them.

It does so right behind their country: “Russia's Defense Ministry said”. The words of such a name
are few and general, so that they are one only where a country or a people stands before.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.windows import end_of_run
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import is_headline
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.states import NAME_WORDS, NAMED, body_of, country_before
from worker.nlp.tokens import tokens_of

_LABEL: Final = TABLE.label_of["organization"]


def with_state_bodies(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with the bodies behind their countries."""
    if NAMED.isdisjoint(tokens_of(doc).lowers):
        return list(findings)
    taken = {at for one in findings for at in range(one.span.start, one.span.end)}
    found = [Finding(doc[start:end], _LABEL) for start, end in _behind_countries(doc, gazetteer)]
    new = [one for one in found if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted([*findings, *new], key=lambda finding: int(finding.span.start))


def _behind_countries(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    lowers = tokens_of(doc).lowers
    for sentence in doc.sents:
        if NAME_WORDS.isdisjoint(lowers[sentence.start : sentence.end]) or is_headline(sentence):
            continue
        at, bound = int(sentence.start), int(sentence.end)
        while at < bound:
            end = end_of_run(doc, at, bound, _is_general) if lowers[at] in NAME_WORDS else at
            if end > at and country_before(doc, at, gazetteer) is not None:
                words = tuple(token.lower_ for token in doc[at:end])
                if body_of(words) and not _continues(doc, end):
                    yield at, end
            at = max(end, at + 1)


def _is_general(token: Token) -> bool:
    return bool(token.is_title) and token.lower_ in NAME_WORDS


def _continues(doc: Doc, end: int) -> bool:
    return end < len(doc) and not doc[end].is_sent_start and bool(doc[end].is_title)
