"""The shipped model as the scorecard uses it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from worker.nlp.analyzer import Analyzer
from worker.nlp.model.encoder import Encoder
from worker.nlp.model.heads import Heads
from worker.nlp.model.tower import Tower


@dataclass(frozen=True)
class Model:
    """The parts of the model, and the analyzer built from them."""

    encoder: Encoder
    heads: Heads
    tower: Tower

    @classmethod
    def load(cls, weights: Path | None = None) -> "Model":
        """Load the weights in a folder, or the packaged ones if None."""
        return cls(Encoder.load(weights), Heads.load(weights), Tower.load(weights))

    @cached_property
    def analyzer(self) -> Analyzer:
        """The whole pipeline on these weights."""
        return Analyzer(self.encoder, self.heads, self.tower)
