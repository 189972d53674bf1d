"""Who holds a stance that the reader found: an entity, the author, or somebody without a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind
from worker.nlp.documents import DocAttribution, DocTarget
from worker.nlp.entities.kinds import HOLDER_TYPES
from worker.nlp.entities.references.phrases import OWNERS, pronoun_group
from worker.nlp.stance.phrases import core
from worker.nlp.stance.reading import Reading
from worker.nlp.tokens import text_of, tokens_of

LEAST_SHARE: Final = 0.03
"""A token that is less probable than this is no part of the holder's words."""

JOINT: Final = 0.12
"""From this share on, somebody holds a stance beside the most probable holder."""

FIRST_PERSON: Final = frozenset({"i", "we"})

Found: TypeAlias = Literal["name", "description", "pronoun", "speaker", "author", "unnamed"]
"""How the holder was found: by its words, or as the speaker of what the sentence reports."""


class Held(NamedTuple):
    """The holder of one stance."""

    kind: HolderKind
    entity: int | None
    words: TokenSpan | None
    share: float
    """how probable the reader finds this holder"""
    found: Found


class _Candidate(NamedTuple):
    kind: HolderKind | None
    """None for words that mean somebody who is not known"""
    entity: int | None
    words: TokenSpan | None
    share: float
    found: Found

    @property
    def key(self) -> tuple[object, ...]:
        # Two unnamed holders are one only if they are the same words.
        if self.kind == "unnamed" and self.words is not None:
            return (self.kind, text_of(self.words).lower())
        return (self.kind, self.entity)


def holders_of(reading: Reading, target: DocTarget) -> list[Held]:
    """The probable holders, the most probable first; several where "A and B" hold it together.

    Words that mean nobody who is known are left out, so that the list may be empty.
    """
    candidates = _without_twins(_candidates(reading, target))
    shares: dict[tuple[object, ...], float] = defaultdict(float)
    alike: dict[tuple[object, ...], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        key = one.key
        shares[key] += one.share
        alike[key].append(one)
    found: list[Held] = []
    ranked = sorted(shares, key=lambda key: -shares[key])
    for rank, key in enumerate(ranked):
        if rank > 0 and shares[key] < JOINT:
            break
        same = alike[key]
        one = max(same, key=lambda one: one.share)
        if one.kind == "unnamed" and any(other.found == "speaker" for other in same):
            one = one._replace(found="speaker")
        if found and _only_reports(reading, one, found[0]):
            continue
        if one.kind is not None:
            share = min(1.0, shares[key])
            found.append(Held(one.kind, one.entity, one.words, share, one.found))
    return found


def _without_twins(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """The candidates; of unnamed ones in the same place, all with the words of the most probable.

    The reader points to "a diplomat" where the attribution has "a diplomat who asked not to be
    named".
    """
    found: list[_Candidate] = []
    for one in sorted(candidates, key=lambda one: -one.share):
        twin = next((other for other in found if _in_one_place(one, other)), None)
        found.append(one if twin is None else one._replace(words=twin.words))
    return found


def _in_one_place(one: _Candidate, other: _Candidate) -> bool:
    if one.kind != "unnamed" or other.kind != "unnamed":
        return False
    if one.words is None or other.words is None:
        return False
    return bool(one.words.start < other.words.end and other.words.start < one.words.end)


def _only_reports(reading: Reading, one: _Candidate, first: Held) -> bool:
    """Whether somebody only says that another holds it: Kolb in “Kolb said Ruiz hates Peru”."""
    if one.entity is None or first.words is None or first.entity == one.entity:
        return False
    said = speaking(reading, first.words)
    return said is not None and reading.entity_number(said.source_entity) == one.entity


def _candidates(reading: Reading, target: DocTarget) -> Iterator[_Candidate]:
    for span, share in _stretches(reading, target):
        yield _named(reading, span, share)
    yield _Candidate("author", None, None, target.author, "author")
    yield _speaker(reading, target.span, target.elsewhere)


def _stretches(reading: Reading, target: DocTarget) -> Iterator[tuple[TokenSpan, float]]:
    """The runs of tokens that may be the holder's words, each with its share."""
    tokens = sorted(at for at, share in target.holders.items() if share >= LEAST_SHARE)
    texts = tokens_of(reading.doc).texts
    start = 0
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        joined = (
            after is not None
            and all(texts[at].isspace() for at in range(token + 1, after))
            and reading.sentence_of(token) == reading.sentence_of(after)
        )
        if not joined:
            some = tokens[start : index + 1]
            share = sum(target.holders[at] for at in some)
            span = core(reading.doc, some[0], some[-1] + 1)
            if span is not None:
                yield span, share
            start = index + 1


def _named(reading: Reading, span: TokenSpan, share: float) -> _Candidate:
    """Whom some words mean."""
    number = reading.index.meant_by(span)
    if number is None:
        meant = reading.index.source_entity(span)
        number = None if meant is None else reading.entity_number(meant.id)
    if number is not None:
        if (country := reading.capitals.country_of(number)) is not None:
            return _Candidate("entity", country, span, share, "name")
        if reading.index.entities[number].type not in HOLDER_TYPES:
            return _Candidate(None, None, span, share, "name")
        mention = reading.index.headed(span)
        found: Found = "name" if mention is None else mention.kind
        return _Candidate("entity", number, span, share, found)
    # "My sister" is not the one who speaks.
    words = [token for token in span if len(span) == 1 or token.lower_ not in OWNERS]
    groups = {pronoun_group(token) for token in words} - {None}
    if groups & FIRST_PERSON:
        return _speaker(reading, span, share)
    if groups and len(span) == 1:
        return _Candidate(None, None, span, share, "pronoun")
    return _Candidate("unnamed", None, span, share, "unnamed")


def _speaker(reading: Reading, span: TokenSpan, share: float) -> _Candidate:
    """Who says the words around a span: the source of the attribution, or else the author."""
    said = speaking(reading, span)
    if said is None:
        if reading.reported.is_quoted(span.start, span.end):
            return _Candidate(None, None, None, share, "speaker")
        return _Candidate("author", None, None, share, "author")
    number = reading.entity_number(said.source_entity)
    if number is not None:
        country = reading.capitals.country_of(number)
        number = number if country is None else country
        return _Candidate("entity", number, said.source, share, "speaker")
    if said.source is None or (len(said.source) == 1 and pronoun_group(said.source[0])):
        return _Candidate(None, None, said.source, share, "speaker")
    words = core(said.source.doc, said.source.start, said.source.end)
    return _Candidate("unnamed", None, words, share, "speaker")


def speaking(reading: Reading, span: TokenSpan) -> DocAttribution | None:
    """The attribution whose content has the span; the one with the shortest content if several."""
    around = [
        (content.end - content.start, at)
        for at, content in reading.said_at(span.start)
        if span.end <= content.end
    ]
    return reading.attributions[min(around)[1]] if around else None
