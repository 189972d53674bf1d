"""Matrices of signed bytes, on the processors that multiply those exactly.

The files hold matrices of unsigned bytes, which onnxruntime multiplies exactly on every processor.
Processors with VNNI multiply activations by signed bytes twice as fast and just as exactly, so the
results are the same to the last bit. On x86 with AVX2 alone such products saturate: there the
matrices stay as they are. A small product tells which processor this is.
"""

from functools import cache
from typing import Any, Final

import numpy as np
import onnxruntime

from worker.nlp.model import onnx_messages
from worker.nlp.model.onnx_messages import INT8, INT32, UINT8

PRODUCT: Final = "MatMulInteger"
MATRIX, ZERO_POINT = 1, 3
"""Places of the matrix and of its zero point among a product's inputs."""

_SIGN: Final = 0x80
_LARGEST_ACTIVATION, _LARGEST_WEIGHT = 255, 127
_ROWS, _INNER, _COLUMNS = 8, 64, 32
_IR_VERSION, _OPSET = 8, 17


@cache
def multiplied_exactly() -> bool:
    """Whether onnxruntime multiplies unsigned by signed bytes without saturation here."""
    session = onnxruntime.InferenceSession(_largest_product(), providers=["CPUExecutionProvider"])
    given = np.full((_ROWS, _INNER), _LARGEST_ACTIVATION, np.uint8)
    (product,) = session.run(None, {"activations": given})
    return bool((product == _LARGEST_ACTIVATION * _LARGEST_WEIGHT * _INNER).all())


def with_signed_matrices(graph: bytes) -> bytes:
    """The graph with signed matrices in all integer products.

    Args:
        graph: an ONNX file whose products have matrices w + 128 with zero point 128, as
            `training.graph.quantize` writes them.

    Returns:
        The file with matrices w and zero point 0, of the same size.

    """
    model = onnx_messages.Model.FromString(graph)
    products = [node for node in model.graph.node if node.op_type == PRODUCT]
    names = {node.input[at] for node in products for at in (MATRIX, ZERO_POINT)}
    for tensor in model.graph.initializer:
        if tensor.name in names and tensor.data_type == UINT8:
            signed = np.frombuffer(tensor.raw_data, np.uint8) ^ _SIGN
            tensor.raw_data, tensor.data_type = signed.tobytes(), INT8
    return bytes(model.SerializeToString())


def _largest_product() -> bytes:
    """A graph whose sums of two neighbours do not fit in 16 bits."""
    model = onnx_messages.Model(ir_version=_IR_VERSION)
    model.opset_import.add(domain="", version=_OPSET)
    graph: Any = model.graph
    graph.name = "largest-product"
    graph.node.add(input=["activations", "weights"], output=["product"], op_type=PRODUCT)
    weights = np.full((_INNER, _COLUMNS), _LARGEST_WEIGHT, np.int8)
    graph.initializer.add(
        dims=weights.shape, data_type=INT8, name="weights", raw_data=weights.tobytes()
    )
    for values, name, kind in (
        (graph.input, "activations", UINT8),
        (graph.output, "product", INT32),
    ):
        values.add(name=name).type.tensor_type.elem_type = kind
    return bytes(model.SerializeToString())
