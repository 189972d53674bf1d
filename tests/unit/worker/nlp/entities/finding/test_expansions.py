import pytest

from tests.unit.worker.nlp.marker import Marker, read
from worker.nlp.entities.finding.expansions import expanded


def found(text, **labels):
    doc = read(text)
    marked = Marker({name.replace("_", " "): label for name, label in labels.items()})(doc)
    return [(one.span.text, one.label) for one in expanded(doc, marked)]


@pytest.mark.parametrize(
    ("name", "acronym", "piece"),
    [
        ("Union of West Coast States", "UWCS", "West_Coast_States"),
        ("Community of West Coast States", "COWCOS", "Coast_States"),
        ("Movement for a Free Delta", "MOFRED", "Free_Delta"),
        ("Campaign to End Child Hunger", "CECH", "Nothing"),
        ("Inter-State Rivers Council", "ISRC", "Rivers_Council"),
    ],
)
def test_the_letters_of_an_acronym_say_where_its_name_begins(name, acronym, piece):
    labels = {acronym: "organization", piece: "location"}
    for text in (f"Then the {name} ({acronym}) met.", f"Then the {name}, or {acronym}, met."):
        assert found(text, **labels) == [(name, "organization"), (acronym, "organization")]


@pytest.mark.parametrize(
    ("text", "acronym", "label"),
    [
        ("Then the Western Union (UEFA) met.", "UEFA", "organization"),
        ("Then the union of western coal states (UWCS) met.", "UWCS", "organization"),
        ("Then the Union of West Coast States (UWCS) met.", "UWCS", "product"),
        ("Then the Western Union (WU) met.", "WU", "organization"),
        ("The Union of West Coast States met UWCS leaders.", "UWCS", "organization"),
        ("Union of. West Coast States (UWCS) met.", "UWCS", "organization"),
    ],
)
def test_other_words_are_no_such_name(text, acronym, label):
    assert found(text, **{acronym: label}) == [(acronym, label)]


def test_a_longer_name_and_a_person_stay_as_they_are():
    text = "The New Union of West Coast States (UWCS) met."
    labels = {"New_Union_of_West_Coast_States": "organization", "UWCS": "organization"}
    assert found(text, **labels)[0] == ("New Union of West Coast States", "organization")
    labels = {"Franz_Dora_Rolf": "person", "FDR": "organization"}
    assert found("Franz Dora Rolf (FDR) left.", **labels)[0] == ("Franz Dora Rolf", "person")
