import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.headlines import announced
from worker.nlp.attribution.parts import Stretch


def test_who_speaks_to_whom_in_a_headline():
    doc = doc_of("Anna Kolb to Ruiz: Peru will not pay.")
    found = announced(doc, Stretch(0, len(doc)))
    assert found is not None
    assert [doc[part.start : part.end].text for part in found] == [
        "Anna Kolb",
        ":",
        "Peru will not pay",
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "Kolb to visit Peru: what to expect from it",
        "Peru: what to expect from it",
        "Kolb to Ruiz: thanks.",
        "to Ruiz: Peru will not pay",
        "From Lima to Cusco: a journey by train",
        "Kolb to Ruiz",
        "Kolb",
    ],
)
def test_what_only_looks_like_it(headline):
    doc = doc_of(headline)
    assert announced(doc, Stretch(0, len(doc))) is None
