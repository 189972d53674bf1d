"""The packaged graphs multiply integers exactly on every processor.

On x86 with AVX2 and without VNNI, a product of unsigned by signed bytes adds two neighbours in 16
bits. 255 · 127 + 255 · 127 does not fit; 255 · 64 + 255 · 64 does. Products of unsigned bytes are
exact everywhere.
"""

import numpy as np
import pytest

from tests.support.onnx_file import Graph, read
from worker.nlp.model.encoder import ENCODER_FILE, WEIGHTS
from worker.nlp.model.tower import TOWER_FILE

PRODUCTS = {"MatMulInteger": 1, "DynamicQuantizeMatMul": 1, "MatMulIntegerToFloat": 1}
"""Kinds of nodes that multiply integers, each with the place of its weights among the inputs."""

SAFE = 64


def may_saturate(graph: Graph) -> list[str]:
    """The weights of integer products whose sums of two neighbours may not fit in 16 bits."""
    names = {inputs[PRODUCTS[kind]] for kind, inputs in graph.nodes if kind in PRODUCTS}
    arrays = {name: graph.constants[name] for name in names}
    return [
        name
        for name, array in arrays.items()
        if array.dtype == np.int8 and np.abs(array.astype(np.int16)).max() > SAFE
    ]


@pytest.mark.parametrize("file", [ENCODER_FILE, TOWER_FILE])
def test_no_product_can_saturate(file):
    graph = read(WEIGHTS / file)
    assert sum(kind in PRODUCTS for kind, _ in graph.nodes) > 20
    assert may_saturate(graph) == []


def test_signed_weights_of_the_whole_range_would_be_noticed():
    node = ("MatMulInteger", ["x", "w"])
    assert may_saturate(Graph([node], {"w": np.array([127], np.int8)})) == ["w"]
    assert may_saturate(Graph([node], {"w": np.array([-64, 63], np.int8)})) == []
    assert may_saturate(Graph([node], {"w": np.array([255], np.uint8)})) == []
