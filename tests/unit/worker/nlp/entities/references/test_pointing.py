"""The reader's word beside the scorer's."""

import numpy as np
import pytest

from tests.unit.worker.nlp.entities.references.reading import number, read, span
from worker.nlp.documents import Pointer
from worker.nlp.entities.references.pointing import LEAST, agreed, pointed
from worker.nlp.entities.references.scene import Scene

BODY = "Anna Kolb met Bill Roe. Kolb was late."


def shares(body, names, nowhere=0.0, title=""):
    """The reader's shares by the names of entities, and of none, without what all have."""
    doc = read(body, title)
    scene = Scene(doc)
    tokens = {
        token.i: share / len(span(doc, words))
        for words, share in names.items()
        for token in span(doc, words)
    }
    found = pointed(scene, Pointer(tokens, nowhere)) - np.float32(LEAST)
    assert len(found) == len(scene.entities) + 1
    by_name = {one.name: float(found[number(scene, one.name)]) for one in scene.entities}
    return by_name | {None: float(found[-1])}


def test_an_entity_has_the_shares_of_all_its_names():
    found = shares(BODY, {"Anna Kolb": 0.2, "Bill Roe": 0.1, "Kolb was": 0.8}, nowhere=0.05)
    assert found["Anna Kolb"] == pytest.approx(0.6)
    assert found["Bill Roe"] == pytest.approx(0.1)


def test_words_that_are_no_name_count_for_nobody():
    found = shares(BODY, {"Anna Kolb": 0.1, "Bill Roe": 0.1, "met": 0.7})
    assert found["Anna Kolb"] == found["Bill Roe"] == pytest.approx(0.1)


def test_who_is_named_nowhere_in_the_row_has_the_share_of_nowhere_as_has_none():
    found = shares(BODY, {"Anna Kolb": 0.3}, nowhere=0.7)
    assert found == {
        "Anna Kolb": pytest.approx(0.3),
        "Bill Roe": pytest.approx(0.7),
        None: pytest.approx(0.7),
    }


def test_a_name_that_the_reader_saw_and_gave_nothing_has_nothing():
    found = shares(BODY, {"Anna Kolb": 1.0, "Bill Roe": 0.0}, nowhere=0.4)
    assert found["Bill Roe"] == pytest.approx(0)


def test_the_reader_alone_rules_nobody_out():
    scene = Scene(read(BODY))
    assert (pointed(scene, Pointer({}, 0.0)) > 0).all()


def array(*values):
    return np.array(values, dtype=np.float32)


def test_without_weight_the_scorer_decides():
    scored = array(0.7, 0.2, 0.1)
    assert agreed(scored, array(0.1, 0.9, 0.3), 0.0) == pytest.approx(scored)


def test_both_are_multiplied():
    found = agreed(array(0.5, 0.3, 0.2), array(0.2, 0.6, 0.2), 1.0)
    assert found == pytest.approx(array(0.10, 0.18, 0.04) / 0.32)


def test_the_more_weight_the_more_the_reader_decides():
    scored, reader = array(0.8, 0.2), array(0.1, 0.9)
    found = [agreed(scored, reader, weight)[1] for weight in (0.0, 0.5, 1.0, 2.0)]
    assert found == sorted(found)
    assert found[0] < 0.5 < found[-1]


def test_what_comes_out_are_probabilities():
    assert agreed(array(0.5, 0.5), array(0.1, 0.02), 0.7).sum() == pytest.approx(1)


def test_what_the_scorer_rules_out_stays_so():
    assert agreed(array(0.0, 1.0), array(0.9, 0.1), 1.0)[0] == 0
