import numpy as np

from tests.unit.worker.nlp.entities.references.reading import NOUNS, number, read, read_phrase
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.references.features import TYPES, table


def test_every_type_of_the_contract_has_a_column():
    assert TABLE.types <= set(TYPES)


def test_a_row_for_each_entity_and_one_for_none():
    doc = read("Anna Kolb met Bill Roe. He left.")
    scene, phrase = read_phrase(doc, "He")
    found = table(scene, phrase, NOUNS, scene.genders)
    assert len(found.rows) == len(found.allowed) == len(scene.entities) + 1
    assert found.allowed[-1] == 1
    assert np.isfinite(found.rows).all()


def test_the_same_phrase_looks_different_beside_another_entity():
    doc = read("Sen. Anna Kolb met Bill Roe. The senator left.")
    scene, phrase = read_phrase(doc, "The senator")
    rows = table(scene, phrase, NOUNS, scene.genders).rows
    assert (rows[number(scene, "Anna Kolb")] != rows[number(scene, "Bill Roe")]).any()
