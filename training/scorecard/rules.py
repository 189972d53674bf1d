"""How often each guard and each voice of the stance rules speaks, and how often rightly.

A guard is judged by the stances that it alone keeps out: those that are in the event as soon as the
article is read without it. It is right about those that are not marked. A voice is judged by the
emitted stances that it voted for, and is right about those that are marked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from spacy.tokens import Doc

from topics.events import Enrichment, Stance
from training.scorecard.figures import Figure, Ruler, Section
from training.scorecard.marked import MarkedArticle
from training.scorecard.matching import verdicts
from training.scorecard.model import Model
from training.scorecard.stances import Read
from training.scorecard.tallies import Counts, precision, rows_of
from worker.nlp.enrichment import enrichment
from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.judge import Scores, StanceJudge
from worker.nlp.stance.component import StanceComponent
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard
from worker.nlp.stance.reading import Heard, Reading, Vote
from worker.nlp.stance.voices.table import VOICES, Voice

Words: TypeAlias = tuple[int, int]
Key: TypeAlias = tuple[str, str | None, str, str]
"""Holder's kind and id, target's id and polarity of a stance."""


class Trial(NamedTuple):
    """One article, what the pipeline says of it, and what its rules did."""

    read: Read
    rules: Counter[str]
    """by rule: how often it spoke, what it did alone, and how often rightly"""


class Remembered:
    """A judge that is asked each question once: readings without a guard repeat nearly all."""

    def __init__(self, judge: StanceJudge) -> None:
        self._judge = judge
        self._answers: dict[tuple[object, ...], Scores] = {}

    @property
    def thresholds(self) -> Mapping[str, float]:
        """Those of the judge."""
        return self._judge.thresholds

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        """What the judge says, or said."""
        return self._once(self._judge.polarity, sentence, target)

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        """What the judge says, or said."""
        return self._once(self._judge.tone, sentence, target)

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        """What the judge says, or said."""
        return self._once(self._judge.relation, sentence, p, q)

    def _once(self, ask: Callable[..., Scores], sentence: EncodedSentence, *spans: Words) -> Scores:
        key = (ask.__name__, id(sentence), *spans)
        if key not in self._answers:
            self._answers[key] = ask(sentence, *spans)
        return self._answers[key]


class Observed:
    """The two tables with rows that note what they say."""

    def __init__(self) -> None:
        self.objections: Counter[str] = Counter()
        self.voted: dict[str, set[Key]] = {voice.name: set() for voice in VOICES}
        self.guards = tuple(guard._replace(objects=self._noted(guard)) for guard in GUARDS)
        self.voices = tuple(voice._replace(listen=self._overheard(voice)) for voice in VOICES)

    def _noted(self, guard: Guard) -> Callable[[Case], bool]:
        def objects(case: Case) -> bool:
            answer = guard.objects(case)
            self.objections[guard.name] += answer
            return answer

        return objects

    def _overheard(self, voice: Voice) -> Callable[[Reading, Sequence[Vote]], Heard]:
        def listen(reading: Reading, others: Sequence[Vote]) -> Heard:
            heard = voice.listen(reading, others)
            entities = reading.index.entities
            self.voted[voice.name] |= {
                (
                    vote.holder,
                    None if vote.holder_entity is None else entities[vote.holder_entity].id,
                    entities[vote.target].id,
                    vote.polarity,
                )
                for vote in heard.votes
            }
            return heard

        return listen


def read(model: Model, articles: Sequence[MarkedArticle]) -> list[Trial]:
    """Read every article, and again without each guard that objects to anything in it."""
    return [_tried(model, article) for article in articles]


def _tried(model: Model, article: MarkedArticle) -> Trial:
    with model.analyzer.reading(article.body, article.title) as doc:
        event = enrichment(doc)
        judge, observed = Remembered(model.judge()), Observed()
        confidence = StanceConfidence(model.heads.read_weights)
        again = _said(doc, StanceComponent(judge, confidence, observed.guards, observed.voices))
        assert again.stances == event.stances
        counts: Counter[str] = Counter()
        for guard in GUARDS:
            counts[f"{guard.name}.spoke"] = observed.objections[guard.name]
            if observed.objections[guard.name]:
                others = [row for row in GUARDS if row is not guard]
                without = _said(doc, StanceComponent(judge, confidence, others))
                counts.update(withheld(guard.name, article, event, without))
        counts.update(voted(observed.voted, article, event))
        return Trial(Read(article, event), counts)


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


def voted(votes: Mapping[str, set[Key]], article: MarkedArticle, event: Enrichment) -> Counter[str]:
    """The emitted stances that each voice voted for, and how many of them are marked."""
    counts: Counter[str] = Counter()
    for one in verdicts(article, event):
        voices = [voice for voice, keys in votes.items() if key_of(one.stance) in keys]
        for voice in voices:
            counts[f"{voice}.spoke"] += 1
            counts[f"{voice}.right"] += bool(one.hits)
            counts[f"{voice}.opposite"] += one.opposite
            counts[f"{voice}.alone"] += len(voices) == 1
    return counts


def measure(trials: Sequence[Trial], ruler: Ruler) -> Section:
    """A row for each rule that did anything."""
    counts = [trial.rules for trial in trials]
    section = Section(f"What each stance rule does: {len(trials)} articles")
    total = sum(counts, Counter())
    idle = []
    for kind, names, whole in (
        ("guards", [guard.name for guard in GUARDS], "alone"),
        ("voices", [voice.name for voice in VOICES], "spoke"),
    ):
        for name in names:
            if total[f"{name}.{whole}"]:
                section.figures.append(_figure(ruler, f"rules.{kind}.{name}", name, whole, counts))
            else:
                idle.append(f"{name} (spoke {total[f'{name}.spoke']} times)")
    section.notes += _notes(idle)
    return section


def _figure(
    ruler: Ruler, key: str, name: str, whole: str, counts: Sequence[Counter[str]]
) -> Figure:
    def counted(some: Sequence[Counter[str]]) -> Counts:
        return rows_of([one[f"{name}.right"], one[f"{name}.{whole}"], 0] for one in some)

    total = sum(counts, Counter())
    figure = ruler.figure(key, precision, counted, counts)
    return figure.with_counts(
        **{what: total[f"{name}.{what}"] for what in ("spoke", "alone", "opposite")}
    )


def _notes(idle: Sequence[str]) -> Iterator[str]:
    yield (
        "A guard spoke where it was the first to object to a claim, whatever the model's "
        "confidence; alone are the stances that are emitted only without it, and the score is the "
        "share of these that are not marked. A voice spoke for an emitted stance, alone where no "
        "other voice did; its score is the share that is marked. Opposite are those whose pair is "
        "marked with the other polarity only."
    )
    if idle:
        yield f"These changed no event: {', '.join(idle)}."
