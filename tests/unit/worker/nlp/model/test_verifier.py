"""The verifier: what it reads of a passage, and what it answers."""

import gzip

import numpy as np
import pytest

from worker.nlp.model.encoder import EncoderError
from worker.nlp.model.packaged import packaged
from worker.nlp.model.verifier import (
    AFTER,
    AROUND,
    BEFORE,
    MOST,
    VERIFIER_FILE,
    Question,
    StanceVerifier,
    window,
)
from worker.nlp.read_passage import ReadPassage

WIDTH = 4
ROLES = np.eye(4, dtype=np.float32)
ARRAYS = {
    "roles": ROLES * 10,
    "kinds": np.array([[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, 3]], dtype=np.float32),
    "sides": np.array([[0, 0, 7, 0], [0, 0, 8, 0]], dtype=np.float32),
    "0.weight": np.eye(3 * WIDTH, dtype=np.float32),
    "0.bias": np.zeros(3 * WIDTH, dtype=np.float32),
    "1.weight": np.zeros((3 * WIDTH, 3), dtype=np.float32),
    "1.bias": np.log(np.array([0.5, 0.3, 0.2], dtype=np.float32)),
}


class Passing:
    """Layers that change nothing, and remember what they were given."""

    def run(self, _wanted, given):
        self.marked = given["marked"][0].copy()
        return [given["marked"]]


def passage_of(length):
    states = np.zeros((length, WIDTH), dtype=np.float32)
    tokens = (None, *range(length - 2), None)
    return ReadPassage(tokens, states)


def asked(**told):
    usual = {"target": [3], "holder": [1], "target_again": [], "holder_again": []}
    return Question(**usual | {"kind": "entity", "polarity": "favor"} | told)


def marked(question, length=8):
    layers = Passing()
    StanceVerifier(layers, ARRAYS).answer(passage_of(length), question)
    return layers.marked


def test_what_is_asked_is_marked():
    given = marked(asked(target_again=[5], holder_again=[6]))
    assert given[1:7].argmax(1)[[2, 0, 4, 5]].tolist() == [0, 1, 2, 3]
    assert given[2].tolist() == given[4].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("kind", "polarity", "first"),
    [("entity", "favor", [7, 1]), ("author", "against", [8, 2]), ("unnamed", "favor", [7, 3])],
)
def test_the_kind_of_holder_and_the_side_are_marked_at_the_first_place(kind, polarity, first):
    assert marked(asked(kind=kind, polarity=polarity))[0, 2:].tolist() == first


def test_asking_does_not_change_the_passage():
    passage = passage_of(8)
    StanceVerifier(Passing(), ARRAYS).answer(passage, asked())
    assert not passage.states.any()


@pytest.mark.parametrize(("polarity", "expected"), [("favor", (0.3, 0.2)), ("against", (0.2, 0.3))])
def test_the_answer_is_about_the_side_that_is_asked_about(polarity, expected):
    answer = StanceVerifier(Passing(), ARRAYS).answer(passage_of(8), asked(polarity=polarity))
    assert tuple(answer) == pytest.approx(expected)


@pytest.mark.parametrize("holder", [[1], []])
def test_the_head_reads_the_target_the_holder_and_the_first_place(holder):
    # The weight of the second part shows in the answer only if that part is read.
    weight = np.zeros((3 * WIDTH, 3), dtype=np.float32)
    weight[WIDTH + 1, 1] = 1.0
    arrays = ARRAYS | {"1.weight": weight, "1.bias": np.zeros(3, dtype=np.float32)}
    answer = StanceVerifier(Passing(), arrays).answer(passage_of(8), asked(holder=holder))
    # The holder's role is 10 at its places; the first place, read in its stead, has none of it.
    assert (answer.agreed > 0.99) == bool(holder)


def test_the_first_place_is_read_in_the_stead_of_a_holder_without_words():
    weight = np.zeros((3 * WIDTH, 3), dtype=np.float32)
    weight[WIDTH + 2, 1] = 1.0
    arrays = ARRAYS | {"1.weight": weight, "1.bias": np.zeros(3, dtype=np.float32)}
    answer = StanceVerifier(Passing(), arrays).answer(passage_of(8), asked(holder=[]))
    # The mark of the side, which is 7 there, is at no other place.
    assert answer.agreed > 0.99


def test_a_short_row_is_read_whole_but_for_its_last_mark():
    assert window(8, [3], [1]) == [0, 1, 2, 3, 4, 5, 6]


def test_what_stands_around_the_target_is_read():
    assert window(230, [100, 101], []) == [0, *range(100 - BEFORE, 101 + AFTER + 1)]


def test_what_stands_between_target_and_holder_is_read():
    places = window(230, [100], [40])
    assert set(range(40, 101)) <= set(places)
    assert min(places[1:]) == 40 - AROUND


def test_far_holders_are_read_without_what_stands_between():
    places = window(230, [200], [20])
    assert {12, 20, 28, 168, 200, 224} <= set(places)
    assert not {29, 167} & set(places)


def test_of_too_many_places_the_nearest_are_read():
    places = window(230, range(60, 160), [30])
    assert len(places) == 1 + MOST
    assert places == sorted(set(places))
    assert {30, 60, 159} <= set(places)


def test_weights_without_a_verifier_have_none(tmp_path):
    assert StanceVerifier.load({}, tmp_path) is None


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(EncoderError, match=f"no {VERIFIER_FILE}"):
        StanceVerifier.load(ARRAYS, tmp_path)


@pytest.mark.parametrize("content", [b"no graph", gzip.compress(b"no graph")])
def test_a_broken_file_says_so(tmp_path, content):
    (tmp_path / VERIFIER_FILE).write_bytes(content)
    with pytest.raises(EncoderError, match="cannot read"):
        StanceVerifier.load(ARRAYS, tmp_path)


def test_the_packaged_verifier_gives_probabilities_that_depend_on_the_question():
    verifier = packaged().verifier
    draw = np.random.default_rng(3)
    passage = ReadPassage(passage_of(20).tokens, draw.normal(size=(20, 384)).astype(np.float32))
    answers = [
        verifier.answer(passage, asked(target=target, polarity=polarity))
        for target in ([4], [12])
        for polarity in ("favor", "against")
    ]
    assert len(set(answers)) == len(answers)
    assert all(0 < one.agreed + one.opposite < 1 for one in answers)
