"""Whom a phrase can mean at all."""

from tests.unit.worker.nlp.entities.references.reading import NOUNS, read, read_phrase, says
from worker.nlp.entities.references.candidates import allowed


def may_be(doc, words):
    scene, phrase = read_phrase(doc, words)
    names = [entity.name for entity in scene.entities]
    mask = allowed(scene, phrase, NOUNS)
    return {name for name, may in zip(names, mask[:-1], strict=True) if may}


def test_he_is_a_person_and_it_is_none():
    doc = read("Anna Kolb left Lind Group in Florida. He saw it.")
    assert may_be(doc, "He") == {"Anna Kolb"}
    assert may_be(doc, "it") == {"Lind Group", "Florida"}


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
