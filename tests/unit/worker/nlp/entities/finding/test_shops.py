"""Shops whose name ends in a possessive."""

import pytest

from tests.unit.worker.nlp.marker import Marker, read
from worker.nlp.entities.finding.shops import with_shops


def shops(text, **marked):
    doc = read(text)
    found = Marker({name.replace("_", " "): label for name, label in marked.items()})(doc)
    return [(one.span.text, one.label) for one in with_shops(doc, found)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Penny's sued the landlord.", ["Penny's"]),
        ("They say McKolb's rejected his offer.", ["McKolb's"]),
        ("Penny's and Kolb's raised prices.", ["Penny's", "Kolb's"]),
    ],
)
@pytest.mark.parametrize("marked", [{}, {"Penny": "person"}])
def test_a_verb_behind_the_possessive_makes_it_a_name(text, names, marked):
    found = shops(text, **marked)
    assert [name for name in found if name[0] in names] == [(one, "organization") for one in names]
    assert all("'s" in name for name, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "Penny's injured knee hurts.",
        "Penny's house and Kolb's garden burned.",
        "Anna Penny's rejected the offer.",
        "Penny's left.",
        "Penny's",
        "PENNY'S SUED THE LANDLORD AND THE OWNER",
    ],
)
def test_what_is_owned_there_makes_it_none(text):
    assert shops(text, Penny="person") == [("Penny", "person")] or "PENNY" in text
    assert not any("'s" in name for name, _ in shops(text))
