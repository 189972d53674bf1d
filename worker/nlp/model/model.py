"""The trained model: an encoder, a tower and the heads that read both."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from worker.nlp.model.encoder import Encoder
from worker.nlp.model.heads import Heads
from worker.nlp.model.judge import Judge, StanceJudge
from worker.nlp.model.reader import StanceReader
from worker.nlp.model.tower import Tower
from worker.nlp.model.verifier import StanceVerifier


@dataclass(frozen=True)
class Model:
    """The parts of one set of weights; the heads work with no other encoder."""

    encoder: Encoder
    heads: Heads
    tower: Tower
    verifier: StanceVerifier | None = None

    @classmethod
    def load(cls, directory: Path | None = None) -> Self:
        """Load all parts; one thread to a pass.

        Args:
            directory: a folder written by ``training.export``; the packaged weights if None.

        Raises:
            EncoderError: a file is missing or cannot be read.

        """
        heads = Heads.load(directory)
        verifier = StanceVerifier.load(heads.verifier, directory)
        return cls(Encoder.load(directory), heads, Tower.load(directory), verifier)

    def reader(self) -> StanceReader:
        """Make what reads passages for stances."""
        return StanceReader(self.encoder, self.tower, self.heads.reader)

    def judge(self) -> StanceJudge:
        """Make what answers questions of stance."""
        return Judge(self.tower, self.heads)
