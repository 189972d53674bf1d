"""A second encoder, for stances; it builds on what the first makes of each sentence.

It reads the same word embeddings, with vectors added as marks, and the first one's states.

It has two uses. The reader marks which sentence it reads, and gets the targets in it and their
holders from a single pass. The judge marks the two spans that a question is about, so that every
layer can tell who does what to whom, and needs a pass for each question.
"""

from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import onnxruntime

from worker.nlp.model.encoder import WEIGHTS, EncoderError, FloatArray
from worker.nlp.model.sessions import open_session

TOWER_FILE: Final = "tower.int8.onnx"


class Outputs(NamedTuple):
    """What a pass for stances gives for each piece of the row."""

    last_hidden: FloatArray
    """(n, 384)"""
    tags: FloatArray
    """(n, 5): scores of no target, of the first and a later piece of a target that somebody is for,
    and of one that somebody is against"""
    asks: FloatArray
    """(n, 384): the mean over a target's pieces asks for its holder"""
    answers: FloatArray
    """(n, 384): how well each piece answers is its product with what is asked"""
    middle: FloatArray
    """(n, 384): the states of an earlier layer, on which the verifier builds"""


class Tower:
    """The tower's layers in onnxruntime."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    @classmethod
    def load(cls, directory: Path | None = None, threads: int = 1) -> "Tower":
        """Load the graph; the packaged weights if ``directory`` is None.

        Raises:
            EncoderError: the file is missing or onnxruntime cannot read it.

        """
        path = (WEIGHTS if directory is None else directory) / TOWER_FILE
        if not path.is_file():
            raise EncoderError(f"no {TOWER_FILE} in {path.parent}: it is part of the package")
        try:
            return cls(open_session(path, threads))
        except Exception as error:  # onnxruntime raises types of its own
            raise EncoderError(f"cannot read {path}: {error}") from error

    def read(self, marked: FloatArray, states: FloatArray) -> FloatArray:
        """Run the layers over one sentence.

        Args:
            marked: embedded pieces with their marks, (n, 384).
            states: what the encoder makes of each piece, (n, 384); zeros for [CLS] and [SEP].

        Returns:
            The last hidden states, (n, 384).

        """
        (hidden,) = self._run(["last_hidden"], marked, states)
        return hidden

    def read_for_stances(self, marked: FloatArray, states: FloatArray) -> Outputs:
        """Run the layers and the reader's heads over one row, given as `read` takes it."""
        return Outputs(*self._run(list(Outputs._fields), marked, states))

    def _run(self, wanted: list[str], marked: FloatArray, states: FloatArray) -> list[FloatArray]:
        given = {"marked": marked[None, :, :], "states": states[None, :, :]}
        return [np.asarray(one[0], np.float32) for one in self._session.run(wanted, given)]
