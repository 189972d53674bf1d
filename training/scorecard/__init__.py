"""Score the shipped model: the int8 graphs and the numpy heads, as the worker runs them.

Every figure stands beside simpler things that answer the same questions in the same run.
`python -m training.scorecard --help` has the options; no torch is needed.
"""

from pathlib import Path

from training.scorecard import polarity as _polarity
from training.scorecard import relation as _relation
from training.scorecard import topics as _topics
from training.scorecard.decisions import Decision as Decision
from training.scorecard.model import Model as Model


def polarity_decisions(model: Model, path: Path) -> list[Decision]:
    """One decision for each target of a NewsMTSC file."""
    return _polarity.decide(model.analyzer, _polarity.read(path))


def relation_decisions(model: Model, path: Path) -> list[Decision]:
    """One decision for each sentence of a DSE file."""
    questions, _ = _relation.read(path)
    return _relation.decide(model.analyzer, questions)


def topic_decisions(model: Model, path: Path, sentences: int = 1000) -> list[Decision]:
    """One decision for each article of a MasakhaNEWS file, among its six classes only."""
    return _topics.decide(model, _topics.read(path), sentences)
