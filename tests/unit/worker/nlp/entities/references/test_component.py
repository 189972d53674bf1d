import pytest

from tests.unit.worker.nlp.entities.references.reading import read, says
from worker.nlp.documents import findings
from worker.nlp.entities.references.component import ReferenceComponent


def references(doc):
    """The words of each entity's references."""
    found = findings(ReferenceComponent()(doc)).entities
    return {one.name: [ref.span.text for ref in one.references] for one in found if one.references}


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("Anna Kolb left the house. She was tired.", {"Anna Kolb": ["She"]}),
        ("Bill Roe left the house. He was tired.", {"Bill Roe": ["He"]}),
        ("Oluwafemi Ade left the house. He was tired.", {"Oluwafemi Ade": ["He"]}),
    ],
)
def test_a_pronoun_after_one_person_is_that_person(body, meant):
    assert references(read(body)) == meant


def test_a_person_of_another_gender_is_not_meant():
    assert "Bill Roe" not in references(read("Bill Roe left. She was tired."))


def test_each_gender_finds_its_person():
    found = references(read("Anna Kolb met Bill Roe on Monday. She was late, and he was angry."))
    assert "he" not in found.get("Anna Kolb", [])
    assert "She" not in found.get("Bill Roe", [])


def test_i_in_a_quotation_is_its_speaker():
    doc = read("Anna Kolb met Bill Roe. “I saw the bridge,” Anna Kolb said.")
    says(doc, "Anna Kolb said"[:9], "I saw the bridge", "Anna Kolb")
    assert references(doc).get("Anna Kolb") == ["I"]


def test_i_outside_speech_is_nobody():
    assert references(read("Anna Kolb left. I saw it.")) == {}


def test_the_source_of_an_attribution_is_resolved():
    doc = says(read("Anna Kolb left. She said: “The bridge is safe.”"), "She", "The bridge is safe")
    found = findings(ReferenceComponent()(doc))
    assert found.attributions[0].source_entity == "name:person:anna-kolb"


def test_an_article_without_names_has_no_references():
    assert references(read("He left.")) == {}
