"""The loaded weights: one encoder and one set of heads in a process, however many pipelines."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worker.nlp.model.encoder import Encoder
    from worker.nlp.model.heads import Heads
    from worker.nlp.model.judge import Judge
    from worker.nlp.model.tower import Tower

_MODEL_CARD: Final = Path(__file__).parent / "weights" / "model.json"


@cache
def shared_encoder() -> "Encoder":
    """The packaged encoder, loaded at the first call; one thread to a pass."""
    from worker.nlp.model.encoder import Encoder  # noqa: PLC0415 - imports onnxruntime

    return Encoder.load()


@cache
def shared_heads() -> "Heads":
    """The packaged heads, loaded at the first call."""
    from worker.nlp.model.heads import Heads  # noqa: PLC0415 - imports onnxruntime by way of the encoder

    return Heads.load()


@cache
def shared_tower() -> "Tower":
    """The packaged tower, loaded at the first call; one thread to a pass."""
    from worker.nlp.model.tower import Tower  # noqa: PLC0415 - imports onnxruntime

    return Tower.load()


@cache
def shared_judge() -> "Judge":
    """The packaged heads with their tower, for questions of stance; loaded at the first call."""
    from worker.nlp.model.judge import Judge  # noqa: PLC0415 - imports onnxruntime

    return Judge(shared_tower(), shared_heads())


@cache
def model_version() -> str:
    """Name and version of the packaged weights, read without loading them."""
    return str(json.loads(_MODEL_CARD.read_text(encoding="utf-8"))["model"])
