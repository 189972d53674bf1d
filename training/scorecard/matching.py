"""Which stances of an event are marked, by the names and the words of their parties.

A name of the marks and an entity of the event are the same where their words agree, or where a
mention of the entity covers most of the words that were marked.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from topics.events import Enrichment, Entity, Span, Stance
from training.scorecard.marked import AUTHOR, Facts, MarkedArticle, Place, Triple

PRONOUNS: Final = frozenset(
    (
        *("he", "she", "they", "him", "her", "them", "his", "hers", "their", "theirs"),
        *("i", "me", "my", "we", "us", "our", "you", "your", "it", "its"),
        *("who", "whom", "whose", "himself", "herself", "themselves", "itself"),
        *("this", "that", "these", "those"),
    )
)
NAMELESS_KINDS: Final = frozenset({"unnamed", "group"})
"""Kinds of marked holders that an unnamed holder of an event can be."""

_TITLES: Final = frozenset(
    (
        *("the", "a", "an", "of", "and", "us", "u.s", "mr", "mrs", "ms", "dr", "sir"),
        *("president", "sen", "senator", "rep", "gov", "former", "prime", "minister"),
    )
)
"""Words that do not tell two names apart."""

_MOST: Final = 0.6
"""Share of the marked words that a mention must cover to be about the same."""


class Verdict(NamedTuple):
    """One stance of an event, and what the marks say of it."""

    stance: Stance
    hits: tuple[Triple, ...]
    """the marked triples that it is"""

    opposite: bool
    """the pair is marked with the other polarity only"""


def names_agree(one: str, other: str) -> bool:
    """Whether two names can be the same: all words of the shorter are among the longer's.

    A single word must be the last of the other name, or the first of two.
    """
    short, long = sorted((_name_words(one), _name_words(other)), key=len)
    if not short:
        return False
    if short == long:
        return True
    single = short[-1] == long[-1] or (len(long) == 2 and short[-1] == long[0])
    return set(short) <= set(long) and (len(short) > 1 or single)


def _name_words(name: str) -> list[str]:
    text = re.sub(r"['\u2019]s\b", "", name.lower())
    words = [word.strip(".'\u2019") for word in re.findall(r"[\w.'\u2019-]+", text)]
    return [word for word in words if word and word not in _TITLES] or words


def covers(mention: Span, place: Place | None) -> bool:
    """Whether a mention covers most of a place."""
    if place is None or mention.field != place.field:
        return False
    shared = min(mention.end, place.end) - max(mention.start, place.start)
    return shared > 0 and shared >= _MOST * (place.end - place.start)


def names_of(entity: Entity) -> set[str]:
    """What an event calls an entity, pronouns left aside."""
    texts = {mention.text for mention in entity.mentions}
    return {entity.name} | {text for text in texts if text.lower() not in PRONOUNS}


def marked_names(article: MarkedArticle, event: Enrichment) -> dict[str, set[str]]:
    """The names of the marks that each entity of the event is, by the entity's id."""
    places: dict[str, list[Place | None]] = {}
    for mark in article.marks:
        for party in (mark.holder, mark.target):
            places.setdefault(party.name, []).append(article.place_of(party))
    places.pop(AUTHOR, None)

    def same(entity: Entity, name: str) -> bool:
        return any(names_agree(name, other) for other in names_of(entity)) or any(
            covers(mention, place) for mention in entity.mentions for place in places[name]
        )

    return {entity.id: {name for name in places if same(entity, name)} for entity in event.entities}


def verdicts(article: MarkedArticle, event: Enrichment) -> list[Verdict]:
    """Hold each stance of an event against the marks, in the order of the event."""
    triples, names = article.triples(), marked_names(article, event)
    found = []
    for stance in event.stances:
        holders = _holders(article, triples, names, stance)
        targets = names.get(stance.target.id, set())
        about = [one for one in triples if one.holder in holders and one.target in targets]
        hits = tuple(one for one in about if one.polarity == stance.polarity)
        found.append(Verdict(stance, hits, bool(about) and not hits))
    return found


def _holders(
    article: MarkedArticle,
    triples: Mapping[Triple, Facts],
    names: Mapping[str, AbstractSet[str]],
    stance: Stance,
) -> AbstractSet[str]:
    """The names of the marks that the holder of a stance can be."""
    if stance.holder.kind == "author":
        return {AUTHOR}
    if stance.holder.id is not None and stance.holder.id in names:
        return names[stance.holder.id]
    shown = stance.evidence[0]
    sentence = article.sentence_at(shown.field, shown.start)
    return {
        triple.holder
        for triple, facts in triples.items()
        if facts.holder_kind in NAMELESS_KINDS and sentence in facts.sentences
    }
