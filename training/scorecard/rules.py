"""How often each guard speaks, and how often rightly.

A guard is judged by the stances that it alone keeps out: those that are in the event as soon as the
article is read without it. It is right about those that are not marked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from spacy.tokens import Doc

from topics.events import Enrichment, Stance
from training.scorecard.curve import Tallies, tallies
from training.scorecard.figures import Figure, Ruler, Section
from training.scorecard.marked import MarkedArticle
from training.scorecard.matching import verdicts
from training.scorecard.model import Model
from training.scorecard.stances import Read
from training.scorecard.tallies import Counts, precision, rows_of
from worker.nlp.enrichment import enrichment
from worker.nlp.stance.component import StanceComponent
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard
from worker.nlp.topics.component import TopicComponent

Words: TypeAlias = tuple[int, int]
Key: TypeAlias = tuple[str, str | None, str, str]
"""Holder's kind and id, target's id and polarity of a stance."""


class Trial(NamedTuple):
    """One article, what the pipeline says of it, and what its rules did."""

    read: Read
    rules: Counter[str]
    """by rule: how often it spoke, what it did alone, and how often rightly"""
    curve: Tallies = MappingProxyType({})
    topics: Mapping[str, float] = MappingProxyType({})
    """the probability of each top-level topic"""


class Observed:
    """The guards, with rows that note what they say."""

    def __init__(self) -> None:
        self.objections: Counter[str] = Counter()
        self.guards = tuple(guard._replace(objects=self._noted(guard)) for guard in GUARDS)

    def _noted(self, guard: Guard) -> Callable[[Case], bool]:
        def objects(case: Case) -> bool:
            answer = guard.objects(case)
            self.objections[guard.reason] += answer
            return answer

        return objects


def read(model: Model, articles: Sequence[MarkedArticle]) -> list[Trial]:
    """Read every article, and again without each guard that objects to anything in it."""
    return [_tried(model, article) for article in articles]


def _tried(model: Model, article: MarkedArticle) -> Trial:
    with model.analyzer.reading(article.body, article.title) as doc:
        event = enrichment(doc)
        observed, judge = Observed(), model.judge()
        confidence = StanceConfidence.described(model.heads.confidence)
        asked = model.verifier
        again = _said(doc, StanceComponent(judge, confidence, observed.guards, asked))
        assert again.stances == event.stances
        counts: Counter[str] = Counter()
        for guard in GUARDS:
            counts[f"{guard.reason}.spoke"] = observed.objections[guard.reason]
            if observed.objections[guard.reason]:
                others = [row for row in GUARDS if row is not guard]
                without = _said(doc, StanceComponent(judge, confidence, others, asked))
                counts.update(withheld(guard.reason, article, event, without))
        curve = tallies(doc, article, judge, confidence, asked)
        topics = TopicComponent(model.heads).scores(doc)
        return Trial(Read(article, event), counts, curve, topics)


def _said(doc: Doc, tagger: StanceComponent) -> Enrichment:
    return enrichment(tagger(doc))


def key_of(stance: Stance) -> Key:
    """What makes two stances of an article the same."""
    return stance.holder.kind, stance.holder.id, stance.target.id, stance.polarity


def withheld(
    guard: str, article: MarkedArticle, event: Enrichment, without: Enrichment
) -> Counter[str]:
    """The stances that are said only without the guard, and how many of them are not marked."""
    said = {key_of(stance) for stance in event.stances}
    counts: Counter[str] = Counter()
    for one in verdicts(article, without):
        if key_of(one.stance) not in said:
            counts[f"{guard}.alone"] += 1
            counts[f"{guard}.right"] += not one.hits
            counts[f"{guard}.opposite"] += one.opposite
    return counts


def measure(trials: Sequence[Trial], ruler: Ruler) -> Section:
    """A row for each rule that did anything."""
    counts = [trial.rules for trial in trials]
    section = Section(f"What each stance rule does: {len(trials)} articles")
    total = sum(counts, Counter())
    idle = []
    for name in (guard.reason for guard in GUARDS):
        if total[f"{name}.alone"]:
            section.figures.append(_figure(ruler, name, counts))
        else:
            idle.append(f"{name} (spoke {total[f'{name}.spoke']} times)")
    section.notes += _notes(idle)
    return section


def _figure(ruler: Ruler, name: str, counts: Sequence[Counter[str]]) -> Figure:
    def counted(some: Sequence[Counter[str]]) -> Counts:
        return rows_of([one[f"{name}.right"], one[f"{name}.alone"], 0] for one in some)

    total = sum(counts, Counter())
    figure = ruler.figure(f"rules.guards.{name}", precision, counted, counts)
    return figure.with_counts(
        **{what: total[f"{name}.{what}"] for what in ("spoke", "alone", "opposite")}
    )


def _notes(idle: Sequence[str]) -> Iterator[str]:
    yield (
        "A guard spoke where it was the first to object to a claim, whatever the model's "
        "confidence; alone are the stances that are emitted only without it, and the score is the "
        "share of these that are not marked. Opposite are those whose pair is marked with the "
        "other polarity only."
    )
    if idle:
        yield f"These changed no event: {', '.join(idle)}."
