import pytest

from tests.unit.worker.nlp.stand_ins import doc_of, spans_of
from worker.nlp.entities.offices import holds_office, is_apposed, is_joined


@pytest.mark.parametrize(
    ("phrase", "apposed"),
    [
        ("the mayor of Leeds, Anna Kolb", True),
        ("the mayor of Leeds, Dr. Anna Kolb", True),
        ("the mayor of Leeds — former minister Anna Kolb", True),
        ("the coach, the Dutchman Anna Kolb", True),
        ("the mayor of Leeds Anna Kolb", False),
        ("the mayor, friend of the late Anna Kolb", False),
        ("a friend of Mayor Anna Kolb", False),
        ("outside, the driver of Mayor Anna Kolb", False),
        ("Mayor Anna Kolb", False),
    ],
)
def test_a_comma_before_a_name_and_its_titles_sets_it_apart(phrase, apposed):
    doc = doc_of(phrase)
    assert is_apposed(doc, next(spans_of(doc, "Anna Kolb")).start) is apposed


@pytest.mark.parametrize(
    ("phrase", "office", "holds"),
    [
        ("minister for Women and Trade Anna Kolb", "minister", True),
        ("head of policy Anna Kolb", "head", True),
        ("chancellor of Eastford University Prof. Anna Kolb", "chancellor", True),
        ("Secretary of State Anna Kolb", "Secretary", True),
        ("spokeswoman on Health Anna Kolb", "spokeswoman", True),
        ("spokesman for Democrat Anna Kolb", "spokesman", False),
        ("spokesman for Anna Kolb", "spokesman", False),
        ("director of Dr. Anna Kolb", "director", False),
        ("secretary of President Anna Kolb", "secretary", False),
        ("manager of the singer Anna Kolb", "manager", False),
        ("owner of a house in Leeds and Anna Kolb", "owner", False),
        ("head of Peru's Anna Kolb", "head", False),
        ("photograph of Leeds Anna Kolb", "photograph", False),
    ],
)
def test_a_name_behind_what_an_office_is_of_holds_it(phrase, office, holds):
    doc = doc_of(phrase)
    head = next(spans_of(doc, office)).start
    assert holds_office(doc, head, next(spans_of(doc, "Anna Kolb")).start) is holds


@pytest.mark.parametrize(
    ("phrase", "joined"),
    [
        ("former mayor and now senator Anna Kolb", True),
        ("the mayor and senator Anna Kolb", False),
        ("former mayor and Anna Kolb", False),
        ("former mayor and judge and now senator Anna Kolb", False),
    ],
)
def test_one_person_may_have_two_offices(phrase, joined):
    doc = doc_of(phrase)
    assert is_joined(doc, 0, next(spans_of(doc, "Anna Kolb")).start) is joined
