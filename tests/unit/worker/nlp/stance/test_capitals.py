"""Capitals that stand for the government of their country."""

from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads
from worker.nlp.documents import findings
from worker.nlp.stance.holders import holders_of
from worker.nlp.stance.proposals import proposals
from worker.nlp.stance.reading import Reading


def named(body: str):
    kinds = {"Lima": "place", "Cusco": "place", "Peru": "country", "Kolb": "person"}
    doc = doc_of(body, **{name: kind for name, kind in kinds.items() if name in body})
    findings(doc).entities = [
        replace(entity, id="iso3166:PE") if entity.name == "Peru" else entity
        for entity in findings(doc).entities
    ]
    return doc


def names(reading: Reading, numbers):
    return [reading.index.entities[number].name for number in numbers]


@pytest.mark.parametrize(
    ("body", "holder", "name"),
    [
        ("Lima condemned Kolb. Peru wept.", "Lima", "Peru"),
        ("Lima condemned Kolb.", "Lima", "Lima"),
        ("Cusco condemned Kolb. Peru wept.", "Cusco", "Cusco"),
    ],
)
def test_a_capital_holds_for_a_country_that_the_article_names(body, holder, name):
    doc = named(body)
    target = reads(doc, target="Kolb", holder=holder)
    reading = reading_of(doc)
    (held,) = holders_of(reading, target)
    assert names(reading, [held.entity]) == [name]
    assert held.words.text == holder


@pytest.mark.parametrize(
    ("kind", "name"), [("country", "Peru"), ("organization", "Peru"), ("place", "Lima")]
)
def test_a_target_is_the_government_only_if_it_is_read_as_one(kind, name):
    doc = named("Kolb condemned Lima. Peru wept.")
    reads(doc, target="Lima", holder="Kolb", kind=kind)
    reading = reading_of(doc)
    assert names(reading, [one.entity for one in proposals(reading)]) == [name]


def test_nobody_is_against_themselves_by_their_capital():
    doc = named("Peru condemned Lima.")
    reads(doc, target="Lima", holder="Peru", kind="country")
    assert list(proposals(reading_of(doc))) == []
