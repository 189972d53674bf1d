"""Clubs by whom they play: “Orbo Stars lost to the Denver Nuggets”.

Whoever plays a club is one too. The tagger takes the other for a person, a town or a thing.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.clubs import speaks_of_sport
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import fold
from worker.nlp.tokens import text_of, tokens_of

_CLUB: Final = TABLE.label_of["organization"]
_UNSURE: Final = frozenset({"person", "location", "product", "misc", "facility"})
_VERBS: Final = word_list("match_verbs")
_LINKS: Final = word_list("match_links")
_MOST: Final = 6
"""Tokens between two rivals: “won the league ahead of”."""


def rivals(
    marked: Sequence[Finding], labels: Mapping[str, str], gazetteer: Gazetteer
) -> dict[str, str]:
    """The forms that are clubs since they play one, with that label."""
    found: dict[str, str] = {}
    for one, other in _pairs(marked):
        forms = fold(text_of(one.span)), fold(text_of(other.span))
        clubs = [labels.get(form) == _CLUB for form in forms]
        if clubs[0] == clubs[1]:
            continue
        name, form = (other, forms[1]) if clubs[0] else (one, forms[0])
        if labels.get(form) in _UNSURE and _may_be_club(name, gazetteer):
            found[form] = _CLUB
    return found


def _pairs(marked: Sequence[Finding]) -> Iterator[tuple[Finding, Finding]]:
    for one, other in pairwise(marked):
        doc, start, end = one.span.doc, int(one.span.end), int(other.span.start)
        if (
            not 0 < end - start <= _MOST
            or sentence_of(one.span).start != sentence_of(other.span).start
        ):
            continue
        between = tokens_of(doc).lowers[start:end]
        plays = not _VERBS.isdisjoint(between) and between[-1] in _LINKS
        if plays and speaks_of_sport(sentence_of(one.span)):
            yield one, other


def _may_be_club(name: Finding, gazetteer: Gazetteer) -> bool:
    span = name.span
    if gazetteer.knows(text_of(span)) or usual_gender(span[0].lower_) is not None:
        return False
    return len(span) > 1 or name.label != "location"
