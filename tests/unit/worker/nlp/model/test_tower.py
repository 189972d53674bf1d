import numpy as np
import pytest

from worker.nlp.model.encoder import EncoderError
from worker.nlp.model.packaged import packaged
from worker.nlp.model.tower import TOWER_FILE, Outputs, Tower

ROWS, STATES = np.random.default_rng(3).normal(size=(2, 5, 384)).astype(np.float32)


def test_it_gives_a_vector_for_each_row_and_the_same_every_time():
    tower = packaged().tower
    read = tower.read(ROWS, STATES)
    assert (read.shape, read.dtype) == ((5, 384), np.float32)
    np.testing.assert_array_equal(tower.read(ROWS, STATES), read)


def test_a_mark_on_one_row_changes_what_is_read_of_the_others():
    marked = ROWS.copy()
    marked[1] += 1
    there, here = packaged().tower.read(marked, STATES), packaged().tower.read(ROWS, STATES)
    assert not np.allclose(there[3], here[3])


def test_what_the_encoder_makes_of_one_row_changes_what_is_read_of_the_others():
    states = STATES.copy()
    states[1] += 1
    there, here = packaged().tower.read(ROWS, states), packaged().tower.read(ROWS, STATES)
    assert not np.allclose(there[3], here[3])


def test_a_pass_for_stances_gives_everything_that_the_reader_needs():
    tower = packaged().tower
    outputs = tower.read_for_stances(ROWS, STATES)
    assert isinstance(outputs, Outputs)
    assert [one.shape for one in outputs] == [(5, 384), (5, 5), *[(5, 384)] * 3]
    assert {one.dtype for one in outputs} == {np.dtype(np.float32)}
    assert all(one.any() for one in outputs)


def test_both_kinds_of_pass_read_the_same_layers():
    tower = packaged().tower
    np.testing.assert_array_equal(
        tower.read_for_stances(ROWS, STATES).last_hidden, tower.read(ROWS, STATES)
    )


def test_the_states_for_the_verifier_are_those_of_an_earlier_layer():
    outputs = packaged().tower.read_for_stances(ROWS, STATES)
    assert not np.allclose(outputs.middle, outputs.last_hidden)


def test_asking_and_answering_differ():
    outputs = packaged().tower.read_for_stances(ROWS, STATES)
    assert not np.allclose(outputs.asks, outputs.answers)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(EncoderError, match=f"no {TOWER_FILE}"):
        Tower.load(tmp_path)


def test_a_file_that_is_not_a_graph_says_so(tmp_path):
    (tmp_path / TOWER_FILE).write_bytes(b"not a graph")
    with pytest.raises(EncoderError, match="cannot read"):
        Tower.load(tmp_path)
