from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from worker.nlp.model import onnx_messages, sessions, signed_weights
from worker.nlp.model.encoder import ENCODER_FILE, WEIGHTS
from worker.nlp.model.onnx_messages import INT8, UINT8
from worker.nlp.model.sessions import open_session
from worker.nlp.model.signed_weights import MATRIX, multiplied_exactly, with_signed_matrices
from worker.nlp.model.tower import TOWER_FILE

FILES = [ENCODER_FILE, TOWER_FILE]


def matrices(graph):
    """The matrices of its integer products, by name."""
    model = onnx_messages.Model.FromString(graph).graph
    names = {one.input[MATRIX] for one in model.node if one.op_type == signed_weights.PRODUCT}
    kinds = {UINT8: np.uint8, INT8: np.int8}
    return {
        one.name: np.frombuffer(one.raw_data, kinds[one.data_type])
        for one in model.initializer
        if one.name in names
    }


def answers(session, length=37):
    draw = np.random.default_rng(5)
    given = {
        one.name: draw.normal(size=(1, length, 384)).astype(np.float32)
        for one in session.get_inputs()
    }
    return session.run(None, given)


@pytest.mark.parametrize("file", FILES)
def test_every_matrix_is_shifted_and_nothing_else_changes(file):
    graph = (WEIGHTS / file).read_bytes()
    signed = with_signed_matrices(graph)
    before, after = matrices(graph), matrices(signed)
    assert len(before) > 20
    assert len(signed) == len(graph)
    for name, matrix in before.items():
        assert (matrix.dtype, after[name].dtype) == (np.uint8, np.int8)
        np.testing.assert_array_equal(matrix.astype(int) - 128, after[name])


@pytest.mark.parametrize("file", FILES)
def test_both_kinds_of_matrices_give_the_same_bits(file, monkeypatch):
    if not multiplied_exactly():
        pytest.skip("this processor multiplies signed bytes with saturation")
    signed = answers(open_session(WEIGHTS / file))
    monkeypatch.setattr(sessions, "multiplied_exactly", lambda: False)
    for one, other in zip(signed, answers(open_session(WEIGHTS / file)), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_matrices_stay_unsigned_where_signed_ones_saturate(monkeypatch):
    given = []
    monkeypatch.setattr(sessions, "multiplied_exactly", lambda: False)
    monkeypatch.setattr(
        sessions.onnxruntime, "InferenceSession", lambda graph, *_, **__: given.append(graph)
    )
    open_session(WEIGHTS / ENCODER_FILE)
    assert given == [(WEIGHTS / ENCODER_FILE).read_bytes()]


def test_the_product_that_decides_has_sums_that_do_not_fit_in_16_bits():
    session = onnxruntime.InferenceSession(
        signed_weights._largest_product(), providers=["CPUExecutionProvider"]
    )
    given = np.zeros((8, 64), np.uint8)
    given[:, :2] = 255
    (product,) = session.run(None, {"activations": given})
    assert product.shape == (8, 32)
    assert np.iinfo(np.int16).max < 2 * 255 * 127
    assert set(product.ravel()) <= {2 * 255 * 127, np.iinfo(np.int16).max}


def test_a_processor_with_vnni_multiplies_signed_bytes_exactly():
    about = Path("/proc/cpuinfo")
    flags = about.read_text("utf-8").split() if about.is_file() else []
    if not {"avx512_vnni", "avx512bw", "avx512dq", "avx512vl"} <= set(flags):
        pytest.skip("this processor has no VNNI")
    assert multiplied_exactly()
