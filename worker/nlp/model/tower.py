"""Reads a sentence again, with the spans marked that a question is about.

The encoder's vectors do not depend on the question. The tower is a second encoder that runs once
for each question, on the same word embeddings. Vectors that mean "holder" and "target" are added at
the two spans, so that every layer can tell who does what to whom. A question costs more than the
encoder's pass over the sentence, so the judge asks the tower only if a first glance sees something.
"""

from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime

from worker.nlp.model.encoder import WEIGHTS, EncoderError, FloatArray, open_session

TOWER_FILE: Final = "tower.int8.onnx"


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

    def read(self, marked: FloatArray) -> FloatArray:
        """Run the layers over one sentence's marked vectors, (n, 384) to (n, 384)."""
        (hidden,) = self._session.run(None, {"marked": marked[None, :, :]})
        return np.asarray(hidden[0], dtype=np.float32)
