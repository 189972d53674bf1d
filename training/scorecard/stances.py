"""Who is for or against whom, from the text of whole articles, held against every mark.

Precision counts a stance as right if it is marked at all; recall asks for the plain ones, and
``recall_all`` for the implied ones too. ``opposite`` is the worst fault: the pair is marked with
the other polarity only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from topics.events import Enrichment
from training.scorecard.decisions import Decision
from training.scorecard.figures import Figure, Ruler, Section
from training.scorecard.marked import AUTHOR, Facts, MarkedArticle, Party, Triple
from training.scorecard.matching import (
    PRONOUNS,
    Verdict,
    covers,
    marked_names,
    names_agree,
    verdicts,
)
from training.scorecard.tallies import (
    Counts,
    by_confidence,
    calibration_error,
    precision,
    rows_of,
    share,
)

NAMED: Final = frozenset(
    {"person", "organization", "country", "place", "group", "law", "event", "product", "work"}
)
"""Kinds of targets that can have a name."""

_UNRESOLVABLE: Final = frozenset({"author", "unnamed", "policy", "idea"})
"""Kinds that a pronoun or a description is not looked up for: they are no entities."""

_HOLDERS: Final = ("entity", "author", "unnamed")
_REFERENCES: Final = ("name", "description", "pronoun")
_MARKED: Final = "marked"
_UNMARKED: Final = "not marked"


class Read(NamedTuple):
    """One article and what the pipeline says of it."""

    article: MarkedArticle
    event: Enrichment


def tally(article: MarkedArticle, event: Enrichment) -> Counter[str]:
    """Everything that is counted of one article, by what it counts."""
    judged = verdicts(article, event)
    counts = _emitted(judged)
    reached = {AUTHOR}.union(*marked_names(article, event).values())
    found = {triple for one in judged for triple in one.hits}
    for triple, facts in article.triples().items():
        counts["marked_all"] += 1
        counts["found_all"] += triple in found
        if facts.plain:
            for group in ("", *_groups(triple, facts, reached)):
                counts[f"marked{group}"] += 1
                counts[f"found{group}"] += triple in found
    return counts + _references(article, event)


def _emitted(judged: Sequence[Verdict]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in judged:
        for group in ("", f".{one.stance.holder.kind}"):
            counts[f"emitted{group}"] += 1
            counts[f"right{group}"] += bool(one.hits)
        counts["opposite"] += one.opposite
    return counts


def _groups(triple: Triple, facts: Facts, reached: set[str]) -> Iterator[str]:
    """The groups that a marked stance is in; ``reached`` are the names that are entities."""
    yield f".target_{facts.target_kind}"
    yield f".holder_{facts.holder_kind}"
    yield f".how_{facts.how}"
    named = facts.holder_kind not in ("author", "unnamed") and facts.target_kind in NAMED
    yield ".both_can_have_a_name" if named else ".one_has_no_name"
    both = triple.holder in reached and triple.target in reached
    yield ".both_are_entities" if both else ".one_is_no_entity"


def _references(article: MarkedArticle, event: Enrichment) -> Counter[str]:
    """How many of the parties' words are a mention of an entity, and of the right one."""
    counts: Counter[str] = Counter()
    for mark in article.marks:
        for party in (mark.holder, mark.target):
            if not party.words or party.kind in _UNRESOLVABLE:
                continue
            sort, place = _sort(party), article.place_of(party)
            meant = [
                entity
                for entity in event.entities
                if any(covers(mention, place) for mention in entity.mentions)
            ]
            names = {
                name
                for entity in meant
                for name in (entity.name, *(mention.text for mention in entity.mentions))
            }
            counts[f"references.{sort}"] += 1
            counts[f"resolved.{sort}"] += bool(meant)
            counts[f"referred.{sort}"] += any(names_agree(party.name, name) for name in names)
    return counts


def _sort(party: Party) -> str:
    if party.words.lower() in PRONOUNS:
        return "pronoun"
    return "name" if names_agree(party.words, party.name) else "description"


def f1(sums: Counts) -> Counts:
    """F1 from (…, 4): right, emitted, found, marked."""
    right, wanted = share(sums[..., 0], sums[..., 1]), share(sums[..., 2], sums[..., 3])
    return share(2 * right * wanted, right + wanted)


def figures(tallies: Sequence[Counter[str]], ruler: Ruler) -> list[Figure]:
    """Every figure of the tallies, one of each article."""

    def of(name: str, part: str, whole: str) -> Figure:
        def counted(some: Sequence[Counter[str]]) -> Counts:
            return rows_of([one[part], one[whole], 0] for one in some)

        figure = ruler.figure(f"stances.{name}", precision, counted, tallies)
        return figure.with_counts(of=sum(one[whole] for one in tallies))

    def quadruples(some: Sequence[Counter[str]]) -> Counts:
        keys = ("right", "emitted", "found", "marked")
        return rows_of([one[key] for key in keys] for one in some)

    groups = sorted(
        {key.removeprefix("marked.") for one in tallies for key in one if key.startswith("marked.")}
    )
    details = [
        *((f"recall.{group}", f"found.{group}", f"marked.{group}") for group in groups),
        *((f"precision.{one}", f"right.{one}", f"emitted.{one}") for one in _HOLDERS),
        *((f"resolved.{one}", f"resolved.{one}", f"references.{one}") for one in _REFERENCES),
        *((f"referred.{one}", f"referred.{one}", f"resolved.{one}") for one in _REFERENCES),
    ]
    return [
        of("precision", "right", "emitted"),
        of("recall", "found", "marked"),
        ruler.figure("stances.f1", f1, quadruples, tallies),
        of("recall_all", "found_all", "marked_all"),
        of("opposite", "opposite", "emitted"),
        *(of(*detail) for detail in details if any(one[detail[-1]] for one in tallies)),
    ]


def measure(read: Sequence[Read], ruler: Ruler) -> Section:
    """Precision and recall of the whole pipeline on whole articles."""
    tallies = [tally(*one) for one in read]
    marked = sum(one["marked"] for one in tallies)
    section = Section(
        f"For or against whom, whole articles: {len(read)} articles, {marked} plain stances"
    )
    section.figures = figures(tallies, ruler)
    judged = [
        (Decision(_MARKED if one.hits else _UNMARKED, {_MARKED: one.stance.confidence}), article.id)
        for article, event in read
        for one in verdicts(article, event)
    ]
    if judged:
        decisions, owners = [one for one, _ in judged], [owner for _, owner in judged]
        section.figures.append(
            ruler.figure(
                "calibration.stances_ece",
                calibration_error,
                by_confidence,
                decisions,
                units=owners,
            )
        )
        section.add_reliability("calibration.stances_ece", decisions)
    section.notes.append(
        "Stances are counted once an article. The figures resolved are the shares of the marked "
        "words that are a mention of any entity, and referred those of them that mean the right "
        "one."
    )
    return section
