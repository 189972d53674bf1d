"""IPTC Media Topics of an article: a trained head for the top level, its own words below.

The head gives each of the 17 top levels a calibrated probability. Below a top level that it
supports, a concept counts where the text names it; its score is the top level's times
``DEEPER``, a fixed factor and no measured probability.
"""

from collections.abc import Mapping
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from topics.events import Topic
from worker.nlp.documents import TITLE_SEPARATOR, findings
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.topics.taxonomy import Concept, Taxonomy, normalised

DEEPER: Final = 0.9
"""What one concept below the top level costs in score."""

TITLE_WEIGHT: Final = 3.0
LEAD_WEIGHT: Final = 2.0
LEAD_SENTENCES: Final = 2

MIN_SUPPORT: Final = 2
"""Mentions in the text that a deeper concept needs; one in the title counts for as many."""

WORDS_PER_MENTION: Final = 300
"""A long text names many things twice."""

NEAR: Final = 0.6
"""A top level at this share of its threshold lets a concept through that is named twice as much."""

MAX_DEEPER: Final = 3
"""Deeper concepts below one top level."""

SHORT_TEXT: Final = 30
"""Words below which an average over sentences is an average over one or two."""

SURE: Final = 0.8
"""What a top level needs in so short a text, which the head never saw in training."""

_DIGITS: Final = 4


class TopicHead(Protocol):
    """What is asked of the trained heads here."""

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
        """Find what an article that is not skipped is about."""
        found = findings(doc)
        sentences = read_sentences(doc)
        if found.skipped or not sentences:
            return doc
        weights = _weights(doc)
        scores = self._heads.topics(
            _mean([one.encoded.cls for one in sentences], weights),
            _mean([one.encoded.mean for one in sentences], weights),
            np.concatenate([one.encoded.pieces for one in sentences]),
        )
        support, words = self._support(doc)
        enough = max(MIN_SUPPORT, words // WORDS_PER_MENTION)
        topics: list[Topic] = []
        for code, score in scores.items():
            threshold = self._heads.thresholds.get(f"topic:{code}", 1.0)
            if score >= (max(threshold, SURE) if words < SHORT_TEXT else threshold):
                topics.append(_topic(self._taxonomy.concepts[code], score))
                topics += self._deeper(code, score, support, enough)
            elif score >= NEAR * threshold:
                topics += self._deeper(code, score, support, 2 * enough)
        if not topics:
            found.abstentions["topic_below_threshold"] += 1
        found.topics = sorted(topics, key=lambda topic: (-topic.score, topic.code))
        return doc

    def _support(self, doc: Doc) -> tuple[dict[str, int], int]:
        """How often the text names each concept, and how many words it has."""
        chars = findings(doc).title_chars
        title, body = doc.text[:chars], doc.text[chars + len(TITLE_SEPARATOR) if chars else 0 :]
        words = normalised(body)
        counts = self._taxonomy.counted(words)
        for code, count in self._taxonomy.counted(normalised(title)).items():
            counts[code] += count * MIN_SUPPORT
        return dict(counts), len(words)

    def _deeper(
        self, top: str, score: float, support: Mapping[str, int], needed: int
    ) -> list[Topic]:
        """The deepest supported concepts below a top level, best supported first."""
        concepts = self._taxonomy.concepts
        supported = {
            code: count
            for code, count in support.items()
            if count >= needed and concepts[code].path[0] == top and code != top
        }
        covered = {above for code in supported for above in concepts[code].path[:-1]}
        deepest = [code for code in supported if code not in covered]
        deepest.sort(key=lambda code: (-supported[code], code))
        return [_topic(concepts[code], score * DEEPER) for code in deepest[:MAX_DEEPER]]


def _weights(doc: Doc) -> npt.NDArray[np.float32]:
    """What the article is about stands in the title and at the beginning."""
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
