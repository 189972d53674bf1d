"""Whom a phrase can mean at all."""

import numpy as np
import pytest

from tests.unit.worker.nlp.entities.references.reading import NOUNS, read, read_phrase, says
from worker.nlp.entities.references.candidates import allowed, without_owner
from worker.nlp.entities.references.phrases import phrases
from worker.nlp.entities.references.scene import Scene


def may_be(doc, words):
    scene, phrase = read_phrase(doc, words)
    names = [entity.name for entity in scene.entities]
    mask = allowed(scene, phrase, NOUNS)
    return {name for name, may in zip(names, mask[:-1], strict=True) if may}


def test_he_is_a_person_and_it_is_none():
    doc = read("Bill Roe left Lind Group in Florida. He saw it.")
    assert may_be(doc, "He") == {"Bill Roe"}
    assert may_be(doc, "it") == {"Lind Group", "Florida"}


def test_a_man_is_not_she_and_whoever_is_not_known_may_be_either():
    doc = read("Mrs Kolb met Bill Roe and Oluwafemi Ade. He left. She left. They left.")
    assert may_be(doc, "He") == {"Bill Roe", "Oluwafemi Ade"}
    assert may_be(doc, "She") == {"Kolb", "Oluwafemi Ade"}
    assert may_be(doc, "They") == {"Kolb", "Bill Roe", "Oluwafemi Ade"}


def test_who_is_the_person_right_before():
    doc = read("Anna Kolb met Bill Roe, who left. Oluwafemi Ade who won slept.")
    scene = Scene(doc)
    names = [entity.name for entity in scene.entities]
    masks = [allowed(scene, one, NOUNS)[:-1] for one in phrases(doc, NOUNS) if one.group == "who"]
    found = [{name for name, may in zip(names, one, strict=True) if may} for one in masks]
    assert found == [{"Bill Roe"}, {"Oluwafemi Ade"}]


def test_a_noun_that_is_never_a_person_is_no_person():
    doc = read("Anna Kolb left Lind Group. The company failed.")
    assert may_be(doc, "The company") == {"Lind Group"}


def test_a_people_is_no_company():
    doc = read("Lind Group left. Germans cheered. The company failed. The team won.")
    assert may_be(doc, "The company") == {"Lind Group"}
    assert may_be(doc, "The team") == {"Lind Group", "Germans"}


def test_a_thing_is_not_the_person_whose_it_is():
    doc = read("Anna Kolb left Lind Group. Her record is long.")
    assert may_be(doc, "Her record") == {"Lind Group"}


def test_i_is_somebody_only_in_speech():
    assert may_be(read("Anna Kolb left. I saw it."), "I") == set()
    doc = says(read("Anna Kolb said: “I saw it.”"), "Anna Kolb", "I saw it", "Anna Kolb")
    assert may_be(doc, "I") == {"Anna Kolb"}


def test_we_is_no_person_but_the_one_who_speaks():
    doc = read("Lind Group sued Bill Roe. Anna Kolb said: “Bill Roe told us nothing.”")
    doc = says(doc, "Anna Kolb", "Bill Roe told us nothing", "Anna Kolb")
    assert may_be(doc, "us") == {"Anna Kolb", "Lind Group"}


def test_we_of_somebody_unknown_may_be_anybody():
    doc = read("Bill Roe met Anna Kolb. “We pay for it.”")
    assert may_be(doc, "We") == {"Bill Roe", "Anna Kolb"}


def test_whoever_is_of_somebody_or_for_them_is_somebody_else():
    doc = read(
        "Bill Roe left Lind Group. The chief of Lind Group slept. The chief for Bill Roe ate."
    )
    assert may_be(doc, "The chief of Lind Group") == {"Bill Roe"}
    assert may_be(doc, "The chief") == {"Lind Group"}


def test_whoever_is_of_somebody_with_a_title_is_somebody_else():
    doc = read("Bill Roe left Lind Group. The chief of Senator Bill Roe ate.")
    assert may_be(doc, "The chief") == {"Lind Group"}


def test_a_countrys_diplomat_is_not_the_country_but_its_government_is():
    doc = read("Peru voted. Peru's top diplomat left. Peru's government stayed.")
    assert may_be(doc, "top diplomat") == set()
    assert may_be(doc, "government") == {"Peru"}


@pytest.mark.parametrize(
    ("owner", "left"),
    [(0, {"Bill Roe", "Lind Group"}), (2, {"Anna Kolb", "Bill Roe", "Lind Group"})],
)
def test_somebodys_chief_is_another_person_but_may_be_the_chief_of_a_company(owner, left):
    doc = read("Anna Kolb left Lind Group. Bill Roe saw her chief.")
    scene, phrase = read_phrase(doc, "her chief")
    names = [entity.name for entity in scene.entities]
    owner = names.index(["Anna Kolb", "Bill Roe", "Lind Group"][owner])
    shares = without_owner(
        scene, phrase, np.ones(len(names) + 1, np.float32), {phrase.start: owner}
    )
    assert {name for name, share in zip(names, shares[:-1], strict=True) if share} == left


def test_the_chief_of_somebody_unknown_may_be_anybody():
    doc = read("Anna Kolb left Lind Group. Bill Roe saw her chief.")
    scene, phrase = read_phrase(doc, "her chief")
    shares = np.ones(len(scene.entities) + 1, np.float32)
    assert without_owner(scene, phrase, shares, {}).all()


def test_my_chief_is_not_the_speaker():
    doc = read("Anna Kolb said: “My chief lied.” Bill Roe left.")
    doc = says(doc, "Anna Kolb", "My chief lied", "Anna Kolb")
    scene, phrase = read_phrase(doc, "My chief")
    names = [entity.name for entity in scene.entities]
    shares = without_owner(scene, phrase, np.ones(len(names) + 1, np.float32), {})
    assert {name for name, share in zip(names, shares[:-1], strict=True) if share} == {"Bill Roe"}
