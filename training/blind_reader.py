"""A reader that finds no target anywhere: the heads of a tower that has not learned to read yet."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from training.encoder import HIDDEN
from training.graph import Weights
from training.stance_reader.network import NAMES
from worker.nlp.model.reader import KINDS

TAGS: Final = 5
"""How many tags the reader has: none, and the first and later pieces for and against."""

SURE: Final = 10.0
"""A score beside which all others are as nothing."""


def graph_weights() -> Weights:
    """Its heads in the graph, by the names of `training.stance_reader.network.Reader`."""
    square, row = np.zeros((HIDDEN, HIDDEN), np.float32), np.zeros(HIDDEN, np.float32)
    nothing = np.zeros(TAGS, np.float32)
    nothing[0] = SURE
    return {
        "lift.weight": square,
        "tags.1.weight": square,
        "tags.1.bias": row,
        "tags.3.weight": np.zeros((TAGS, HIDDEN), np.float32),
        "tags.3.bias": nothing,
        "asks.weight": square,
        "asks.bias": row,
        "answers.weight": square,
        "answers.bias": row,
    }


def arrays() -> dict[str, npt.NDArray[Any]]:
    """Its heads in numpy, by their names in heads.npz."""
    shapes: dict[str, tuple[int, ...]] = {
        "current": (HIDDEN,),
        "nowhere": (2 * HIDDEN, 2),
        "plain": (2 * HIDDEN, 2),
    }
    made = {"reader.current": np.zeros(shapes.pop("current"), np.float16)}
    shapes |= {"kind": (HIDDEN, len(KINDS)), "unnamed": (HIDDEN, 1)}
    shapes |= dict.fromkeys(("means", "named"), (HIDDEN, NAMES))
    for name, shape in shapes.items():
        made[f"reader.{name}.weight"] = np.zeros(shape, np.float16)
        made[f"reader.{name}.bias"] = np.zeros(shape[-1], np.float16)
    return made
