"""Names in headlines with a capital on every word."""

import pytest

from tests.unit.worker.nlp.marker import entities, read
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.headlines import with_headlines
from worker.nlp.entities.gazetteer.lookup import gazetteer


def found(text, **labels):
    names, _ = entities(text, {name.replace("_", " "): label for name, label in labels.items()})
    return sorted(mention for mentions in names.values() for mention in mentions)


def test_a_verb_of_headlines_parts_names():
    text = "Zed Kicks Kolb Over Pay"
    assert found(text, Zed_Kicks_Kolb="person") == ["Kolb", "Zed"]
    assert found(text, Kolb_Over="organization") == ["Kolb"]
    assert found("Sues Kolb Over Pay", Sues_Kolb="person") == ["Kolb"]


def test_an_office_is_no_part_of_a_bodys_name():
    text = "ZDU Chief Kicks Kolb Over Pay"
    assert found(text, ZDU_Chief_Kicks_Kolb="organization") == ["Kolb", "ZDU"]


@pytest.mark.parametrize(
    "text",
    [
        "Zed Kicks Kolb went to the small town.",
        "Zed Kicks Kolb Again\n\nThen Zed Kicks Kolb went to the small town.",
        "ZED KICKS KOLB AGAIN AND AGAIN",
    ],
)
def test_elsewhere_or_confirmed_the_name_stays(text):
    spoken = "ZED KICKS KOLB" if text.isupper() else "Zed Kicks Kolb"
    assert spoken in found(text, **{spoken.replace(" ", "_"): "organization"})


def test_what_a_plain_sentence_has_stays_whole_though_the_tagger_overlooks_it_there():
    doc = read("Zed Kicks Kolb Again\n\nThen Zed Kicks Kolb went to the small town.")
    marked = [Finding(doc[0:3], "organization")]
    assert [one.span.text for one in with_headlines(doc, marked, gazetteer())] == ["Zed Kicks Kolb"]


def test_a_listed_name_stays():
    text = "Doctors Without Borders Leaves Lyon"
    label = "organization"
    assert "Doctors Without Borders" in found(text, Doctors_Without_Borders=label)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Zedorbo Chief Quits", "name:organization:zedorbo"),
        ("Zedorbo Mayor Quits", "name:place:zedorbo"),
        ("Texas Chief Quits", "geonames:4736286"),
    ],
)
def test_what_has_a_chief_in_a_headline_is_a_body(text, identifier):
    names, _ = entities(text, {text.split()[0]: "location"})
    assert list(names) == [identifier]
