"""The model that comes with the package: loaded once in a process, however many pipelines use it.

Asking for its name imports neither onnxruntime nor spaCy.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.nlp.model.model import Model

_MODEL_CARD: Final = Path(__file__).parent / "weights" / "model.json"


@cache
def packaged() -> "Model":
    """The packaged model, loaded at the first call.

    Raises:
        EncoderError: a file is missing or cannot be read.

    """
    from worker.nlp.model.model import Model  # noqa: PLC0415 - imports onnxruntime

    return Model.load()


@cache
def model_version() -> str:
    """Name and version of the packaged weights, read without loading them."""
    return str(json.loads(_MODEL_CARD.read_text(encoding="utf-8"))["model"])
