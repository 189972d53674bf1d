"""The packaged graphs multiply integers exactly on every processor.

On x86 with AVX2 and without VNNI, a product of unsigned by signed bytes adds two neighbours in 16
bits. 255 · 127 + 255 · 127 does not fit; 255 · 64 + 255 · 64 does. Products of unsigned bytes are
exact everywhere.
"""

import numpy as np
import pytest

from worker.nlp.model import onnx_messages
from worker.nlp.model.encoder import ENCODER_FILE, WEIGHTS
from worker.nlp.model.onnx_messages import INT8
from worker.nlp.model.signed_weights import with_signed_matrices
from worker.nlp.model.tower import TOWER_FILE

PRODUCTS = {"MatMulInteger": 1, "DynamicQuantizeMatMul": 1, "MatMulIntegerToFloat": 1}
"""Kinds of nodes that multiply integers, each with the place of its weights among the inputs."""

SAFE = 64


def products(graph: bytes) -> list[str]:
    """The weights of its integer products."""
    nodes = onnx_messages.Model.FromString(graph).graph.node
    return [one.input[PRODUCTS[one.op_type]] for one in nodes if one.op_type in PRODUCTS]


def may_saturate(graph: bytes) -> list[str]:
    """The weights of integer products whose sums of two neighbours may not fit in 16 bits."""
    names = set(products(graph))
    return [
        one.name
        for one in onnx_messages.Model.FromString(graph).graph.initializer
        if one.name in names
        and one.data_type == INT8
        and np.abs(np.frombuffer(one.raw_data, np.int8).astype(np.int16)).max() > SAFE
    ]


@pytest.mark.parametrize("file", [ENCODER_FILE, TOWER_FILE])
def test_no_product_can_saturate(file):
    graph = (WEIGHTS / file).read_bytes()
    assert len(products(graph)) > 20
    assert may_saturate(graph) == []


def test_signed_weights_of_the_whole_range_would_be_noticed():
    signed = with_signed_matrices((WEIGHTS / ENCODER_FILE).read_bytes())
    assert set(may_saturate(signed)) == set(products(signed))
