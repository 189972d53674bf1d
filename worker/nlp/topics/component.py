"""Finds the IPTC Media Topics of an article: the top levels by a trained head, the rest by words.

The head gives each of the 17 top levels a calibrated probability. Below a top level that is
probable enough, a concept is found if the text names it often enough, and not far less often than
another one there: an article on oil names a bank or two. Its score is that of the top level times
``DEEPER``, which is a fixed factor and not a measured probability. A top level below which the text
names something so often needs to be only ``NAMED`` times as probable.
"""

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from topics.events import Topic
from worker.nlp.documents import TITLE_SEPARATOR, findings
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.tokens import tokens_of
from worker.nlp.topics.taxonomy import Concept, Taxonomy, normalised

DEEPER: Final = 0.9
"""The score of a deeper concept, as a share of its top level's."""

TITLE_WEIGHT: Final = 3.0
LEAD_WEIGHT: Final = 2.0
LEAD_SENTENCES: Final = 2

MIN_SUPPORT: Final = 2
"""Mentions that a deeper concept needs in the text; one in the title counts as this many."""

WORDS_PER_MENTION: Final = 300
"""A long text names many things often, so it needs one mention for so many words."""

SHARE: Final = 1 / 2
"""The least mentions of a deeper concept, as a share of those of the most frequent one there."""

NAMED: Final = 2 / 3
"""The threshold of a top level of which the text names something, as a share of the fitted one.

Chosen on the marked dev articles: a smaller share finds more there and is wrong more often."""

MAX_DEEPER: Final = 3
"""The most deeper concepts below one top level."""

SHORT_TEXT: Final = 30
"""A text with fewer words has only one or two sentences to average over."""

SURE: Final = 0.8
"""The least score in such a short text; the head saw none in training."""

_DIGITS: Final = 4


class TopicHead(Protocol):
    """What this component needs of the heads."""

    thresholds: Mapping[str, float]

    def topics(
        self,
        cls: npt.NDArray[np.float32],
        mean: npt.NDArray[np.float32],
        pieces: npt.NDArray[np.int64],
    ) -> dict[str, float]:
        """A probability for each top-level code."""


class TopicComponent:
    """Fills ``findings(doc).topics``."""

    def __init__(self, heads: TopicHead) -> None:
        self._heads = heads
        self._taxonomy = Taxonomy()

    def __call__(self, doc: Doc) -> Doc:
        """Find the topics, unless the article is skipped."""
        found = findings(doc)
        scores = self.scores(doc)
        if not scores:
            return doc
        topics = self._emitted(doc, scores)
        if not topics:
            found.abstentions["topic_below_threshold"] += 1
        found.topics = sorted(topics, key=lambda topic: (-topic.score, topic.code))
        return doc

    def scores(self, doc: Doc) -> dict[str, float]:
        """The probability of each top level; none for an article that is not read."""
        sentences = read_sentences(doc)
        if findings(doc).skipped or not sentences:
            return {}
        weights = _weights(doc)
        return self._heads.topics(
            _mean([one.encoded.cls for one in sentences], weights),
            _mean([one.encoded.mean for one in sentences], weights),
            np.concatenate([one.encoded.pieces for one in sentences]),
        )

    def _emitted(self, doc: Doc, scores: Mapping[str, float]) -> list[Topic]:
        """The top levels with a score that is high enough, and the supported concepts below."""
        support, words = self._support(doc)
        enough = max(MIN_SUPPORT, words // WORDS_PER_MENTION)
        topics: list[Topic] = []
        for code, score in scores.items():
            threshold = self._heads.thresholds.get(f"topic:{code}", 1.0)
            own = self._supported(code, scores, support, enough)
            threshold *= NAMED if own else 1.0
            if score >= (max(threshold, SURE) if words < SHORT_TEXT else threshold):
                topics.append(_topic(self._taxonomy.concepts[code], score))
                topics += self._deeper(score, own)
        return topics

    def _support(self, doc: Doc) -> tuple[dict[str, int], int]:
        """How often the text names each concept, and the number of its words."""
        chars = findings(doc).title_chars
        text = tokens_of(doc).text
        title, body = text[:chars], text[chars + len(TITLE_SEPARATOR) if chars else 0 :]
        words = normalised(body)
        counts = self._taxonomy.counted(words)
        for code, count in self._taxonomy.counted(normalised(title)).items():
            counts[code] += count * MIN_SUPPORT
        return dict(counts), len(words)

    def _supported(
        self, top: str, scores: Mapping[str, float], support: Mapping[str, int], needed: int
    ) -> dict[str, int]:
        """The concepts below a top level that the text names often enough, with their mentions."""
        below = {
            code: count
            for code, count in support.items()
            if code != top and self._taxonomy.concepts[code].path[0] == top
        }
        named = sorted(below.values(), reverse=True)
        least = max(needed, SHARE * max(named, default=0))
        return {
            code: count
            for code, count in below.items()
            if count >= least
            and (code not in self._taxonomy.bystanders or [count] == named[:1] != named[1:2])
            and not any(
                scores.get(rival, 0.0) > scores[top]
                for rival in self._taxonomy.rivals.get(code, ())
            )
        }

    def _deeper(self, score: float, supported: Mapping[str, int]) -> list[Topic]:
        """The deepest of the supported concepts, best supported first."""
        concepts = self._taxonomy.concepts
        covered = {above for code in supported for above in concepts[code].path[:-1]}
        deepest = [code for code in supported if code not in covered]
        deepest.sort(key=lambda code: (-supported[code], code))
        return [_topic(concepts[code], score * DEEPER) for code in deepest[:MAX_DEEPER]]


def _weights(doc: Doc) -> npt.NDArray[np.float32]:
    """The weight of each sentence: title and beginning say best what an article is about."""
    chars = findings(doc).title_chars
    weights: list[float] = []
    lead = 0
    for sentence in doc.sents:
        if sentence.start_char < chars:
            weights.append(TITLE_WEIGHT)
        else:
            weights.append(LEAD_WEIGHT if lead < LEAD_SENTENCES else 1.0)
            lead += 1
    return np.asarray(weights, dtype=np.float32)


def _mean(
    rows: list[npt.NDArray[np.float32]], weights: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    return np.asarray(np.average(np.stack(rows), axis=0, weights=weights), dtype=np.float32)


def _topic(concept: Concept, score: float) -> Topic:
    return Topic(
        code=concept.code,
        name=concept.name,
        path=concept.path,
        score=min(1.0, round(score, _DIGITS)),
    )
