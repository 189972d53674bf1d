import numpy as np

from tests.unit.worker.nlp.entities.references.reading import number, read, says
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.references.features import TYPES, table
from worker.nlp.entities.references.phrases import phrases
from worker.nlp.entities.references.scene import Scene

NOUNS = {
    "senator": {"person": 0.99},
    "company": {"organization": 0.99},
    "he": {"person": 0.99},
    "record": {"person": 0.4},
}


def read_phrase(doc, words):
    scene = Scene(doc)
    found = [one for one in phrases(doc, NOUNS) if doc[one.start : one.end].text == words]
    return scene, found[-1]


def allowed(doc, words):
    scene, phrase = read_phrase(doc, words)
    mask = table(scene, phrase, NOUNS, scene.genders).allowed
    names = [entity.name for entity in scene.entities]
    return {name for name, may in zip(names, mask[:-1], strict=True) if may}


def test_every_type_of_the_contract_has_a_column():
    assert TABLE.types <= set(TYPES)


def test_a_row_for_each_entity_and_one_for_none():
    doc = read("Anna Kolb met Bill Roe. He left.")
    scene, phrase = read_phrase(doc, "He")
    found = table(scene, phrase, NOUNS, scene.genders)
    assert len(found.rows) == len(found.allowed) == len(scene.entities) + 1
    assert found.allowed[-1] == 1
    assert np.isfinite(found.rows).all()


def test_he_is_a_person_and_it_is_none():
    doc = read("Anna Kolb left Lind Group in Florida. He saw it.")
    assert allowed(doc, "He") == {"Anna Kolb"}
    assert allowed(doc, "it") == {"Lind Group", "Florida"}


def test_a_noun_that_is_never_a_person_is_no_person():
    doc = read("Anna Kolb left Lind Group. The company failed.")
    assert allowed(doc, "The company") == {"Lind Group"}


def test_a_thing_is_not_the_person_whose_it_is():
    doc = read("Anna Kolb left Lind Group. Her record is long.")
    assert allowed(doc, "Her record") == {"Lind Group"}


def test_i_is_somebody_only_in_speech():
    assert allowed(read("Anna Kolb left. I saw it."), "I") == set()
    doc = says(read("Anna Kolb said: “I saw it.”"), "Anna Kolb", "I saw it", "Anna Kolb")
    assert allowed(doc, "I") == {"Anna Kolb"}


def test_we_is_no_person_but_the_one_who_speaks():
    doc = read("Lind Group sued Bill Roe. Anna Kolb said: “Bill Roe told us nothing.”")
    doc = says(doc, "Anna Kolb", "Bill Roe told us nothing", "Anna Kolb")
    assert allowed(doc, "us") == {"Anna Kolb", "Lind Group"}


def test_we_of_somebody_unknown_may_be_anybody():
    doc = read("Bill Roe met Anna Kolb. “We pay for it.”")
    assert allowed(doc, "We") == {"Bill Roe", "Anna Kolb"}


def test_the_same_phrase_looks_different_beside_another_entity():
    doc = read("Sen. Anna Kolb met Bill Roe. The senator left.")
    scene, phrase = read_phrase(doc, "The senator")
    rows = table(scene, phrase, NOUNS, scene.genders).rows
    assert (rows[number(scene, "Anna Kolb")] != rows[number(scene, "Bill Roe")]).any()
