"""Precision and recall of stances at each threshold, so that subscribers can choose theirs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from spacy.tokens import Doc

from training.scorecard.figures import Figure, Ruler, Section
from training.scorecard.marked import MarkedArticle
from training.scorecard.stances import f1, tally
from training.scorecard.tallies import Counts, precision, rows_of
from worker.nlp.enrichment import enrichment
from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.judge import Scores, StanceJudge, Words
from worker.nlp.model.verifier import StanceVerifier
from worker.nlp.stance.component import StanceComponent
from worker.nlp.stance.confidence import StanceConfidence

THRESHOLDS: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

Tallies = Mapping[float, Counter[str]]
"""What is counted of one article, by the threshold."""


class _Lenient:
    """A judge with another threshold for stances."""

    def __init__(self, judge: StanceJudge, threshold: float) -> None:
        self._judge = judge
        self.thresholds = MappingProxyType({**judge.thresholds, "read": threshold})

    def polarity(self, sentence: EncodedSentence, target: Words) -> Scores:
        return self._judge.polarity(sentence, target)

    def tone(self, sentence: EncodedSentence, target: Words) -> Scores:
        return self._judge.tone(sentence, target)

    def relation(self, sentence: EncodedSentence, p: Words, q: Words) -> Scores:
        return self._judge.relation(sentence, p, q)


def tallies(
    doc: Doc,
    article: MarkedArticle,
    judge: StanceJudge,
    confidence: StanceConfidence,
    verifier: StanceVerifier | None = None,
) -> Tallies:
    """Count an article that was read, at each threshold; its stances are found again."""
    found = {}
    for threshold in THRESHOLDS:
        tagger = StanceComponent(_Lenient(judge, threshold), confidence, verifier=verifier)
        found[threshold] = tally(article, enrichment(tagger(doc)))
    return found


def measure(curves: Sequence[Tallies], ruler: Ruler) -> Section:
    """Three figures for each threshold, and how many stances an article has there."""
    section = Section(f"Stances by threshold: {len(curves)} articles")
    for threshold in THRESHOLDS:
        counts = [one[threshold] for one in curves]
        section.figures += _figures(f"stances.from_{threshold}", counts, ruler)
    return section


def _figures(name: str, tallied: Sequence[Counter[str]], ruler: Ruler) -> list[Figure]:
    def shares(part: str, whole: str) -> Figure:
        def counted(some: Sequence[Counter[str]]) -> Counts:
            return rows_of([one[part], one[whole], 0] for one in some)

        figure = ruler.figure(f"{name}.{_NAMES[part]}", precision, counted, tallied)
        return figure.with_counts(of=sum(one[whole] for one in tallied))

    def quadruples(some: Sequence[Counter[str]]) -> Counts:
        keys = ("right", "emitted", "found", "marked")
        return rows_of([one[key] for key in keys] for one in some)

    return [
        shares("right", "emitted"),
        shares("found", "marked"),
        ruler.figure(f"{name}.f1", f1, quadruples, tallied),
        shares("opposite", "emitted"),
    ]


_NAMES: Final = {"right": "precision", "found": "recall", "opposite": "opposite"}
