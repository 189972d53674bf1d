"""The shipped model as the scorecard uses it."""

from dataclasses import dataclass
from functools import cached_property

from worker.nlp.analyzer import Analyzer
from worker.nlp.model import model


@dataclass(frozen=True)
class Model(model.Model):
    """The parts of the model, and the analyzer that they make."""

    @cached_property
    def analyzer(self) -> Analyzer:
        """The whole pipeline on these weights."""
        return Analyzer(self)
