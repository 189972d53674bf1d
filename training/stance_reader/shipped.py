"""The weights of an exported folder as float arrays again, to go on training from them."""

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import onnx
from onnx import numpy_helper

from worker.nlp.model.sessions import graph_in

Arrays: TypeAlias = dict[str, npt.NDArray[np.float32]]

_QUANTIZED, _SCALE, _ZERO = "_quantized", "_scale", "_zero_point"


def float_constants(path: Path) -> Arrays:
    """The constants of a graph that `training.graph.quantize` wrote, in float32, by their names.

    What was a matrix of bytes comes back as the float matrix that these bytes stand for.
    """
    constants: dict[str, npt.NDArray[Any]] = {
        one.name: numpy_helper.to_array(one)
        for one in onnx.load_from_string(graph_in(path)).graph.initializer
    }
    arrays = {}
    for name, value in constants.items():
        if name.endswith(_QUANTIZED):
            stem = name.removesuffix(_QUANTIZED)
            zero = constants[stem + _ZERO].astype(np.float32)
            arrays[stem] = (value.astype(np.float32) - zero) * constants[stem + _SCALE]
        elif not name.endswith((_SCALE, _ZERO)):
            arrays[name] = value
    return arrays
