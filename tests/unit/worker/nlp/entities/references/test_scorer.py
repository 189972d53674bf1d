import numpy as np
import pytest

from tests.unit.worker.nlp.entities.references.reading import number, read
from worker.nlp.entities.references.scene import Scene
from worker.nlp.entities.references.scorer import (
    GUESSED,
    Network,
    Scorer,
    packaged_scorer,
    person_genders,
    softmax,
)


def array(values):
    return np.array(values, dtype=np.float32)


def test_what_is_not_allowed_has_no_probability():
    found = softmax(array([5.0, 1.0, 1.0]), array([0, 1, 1]))
    assert found[0] == 0
    assert found[1] == found[2] == 0.5


def test_networks_are_averaged():
    network = Network(
        mean=array([0.0]),
        scale=array([1.0]),
        first=array([[[1.0]], [[1.0]]]),
        bias=array([[0.0], [0.0]]),
        second=array([[np.log(3.0)], [0.0]]),
    )
    found = network.probabilities(array([[1.0], [0.0]]), array([1, 1]))
    assert found == pytest.approx([(0.75 + 0.5) / 2, (0.25 + 0.5) / 2])


def test_a_gender_is_guessed_only_where_none_is_known():
    scene = Scene(read("Anna Kolb met Oluwafemi Ade."))
    found = person_genders(scene, {"": 0.0, "oluwafemi": 9.0, "anna": 9.0})
    assert found[number(scene, "Anna Kolb")] == -1
    assert found[number(scene, "Oluwafemi Ade")] == pytest.approx(GUESSED, abs=0.01)


def test_a_folder_without_weights_is_an_error(tmp_path):
    with pytest.raises(OSError, match="words"):
        Scorer.load(tmp_path)


def test_the_packaged_weights_fit_the_features():
    scorer = packaged_scorer()
    scene = Scene(read("Anna Kolb met Bill Roe."))
    assert scorer.answers(scene, []).shape == (0, len(scene.entities) + 1)
    assert 0.3 < scorer.thresholds["pronoun"] < 1
    assert "senator" in scorer.nouns
    assert scorer.pointing.keys() == {"pronoun", "description"}
    assert min(scorer.pointing.values()) >= 0
