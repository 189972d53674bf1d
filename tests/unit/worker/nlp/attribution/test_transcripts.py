import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.transcripts import turns
from worker.nlp.entities.mentions import MentionIndex


def told(text, **entities):
    doc = doc_of(text, **(entities or {"ANNA_KOLB": "person"}))
    found = turns(doc, MentionIndex(doc))
    return [
        (doc[turn.label.start : turn.label.end].text, doc[turn.said.start : turn.said.end].text)
        for turn in found
    ]


@pytest.mark.parametrize(
    "label",
    ["ANNA KOLB", "ANNA KOLB, MAYOR OF LEEDS", "SEN. ANNA KOLB", "PRESIDENT ANNA KOLB"],
)
def test_a_name_in_capitals_before_a_colon_says_the_whole_paragraph(label):
    said = "We won. It is over."
    assert told(f"It was late.\n\n{label}: {said}\n\nThey left.") == [(label, said)]


def test_a_bracket_that_meets_the_colon_is_no_part_of_the_label():
    assert told("SEN. ANNA KOLB (D-OH): We won.") == [("SEN. ANNA KOLB", "We won.")]


@pytest.mark.parametrize(
    "text",
    [
        "UPDATE: It rained all day.",
        "MORE FROM ANNA KOLB: It rained all day.",
        "ANNA KOLB left: it rained.",
        "It rained. ANNA KOLB: We won.",
        "ANNA KOLB:\n\nIt rained.",
    ],
)
def test_another_label_is_no_turn(text):
    assert told(text) == []


def test_only_a_person_has_a_turn():
    assert told("LEEDS: It rained all day.", LEEDS="place") == []
