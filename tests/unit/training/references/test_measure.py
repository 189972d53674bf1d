from dataclasses import replace

from tests.unit.worker.nlp.entities.references.reading import read, span
from training.references.examples import marked
from training.references.measure import measured, report
from worker.nlp.documents import Reference, findings

BODY = "Anna Kolb met Bill Roe. Then she praised the senator."
ROW = {
    "id": "a",
    "title": "",
    "body": BODY,
    "sentences": [
        {"field": "body", "start": 0, "end": 23},
        {"field": "body", "start": 24, "end": len(BODY)},
    ],
    "stances": [
        {
            "s": 1,
            "h": "Anna Kolb",
            "hk": "person",
            "hw": "she",
            "t": "Bill Roe",
            "tk": "person",
            "tw": "the senator",
        }
    ],
}


def resolved(name, words, kind):
    doc = read(BODY, title="a")
    found = findings(doc)
    found.entities = [
        replace(one, references=(Reference(span(doc, words), kind, 0.9),))
        if one.name == name
        else one
        for one in found.entities
    ]
    return measured([(ROW, doc)])


def test_nothing_is_resolved_without_references():
    counts = measured([(ROW, read(BODY, title="a"))])
    assert counts["pronoun"] == counts["description"] == 1
    assert counts["pronoun resolved"] == counts["description resolved"] == 0


def test_a_right_reference_is_counted_as_right():
    counts = resolved("Anna Kolb", "she", "pronoun")
    assert counts["pronoun resolved"] == counts["pronoun right"] == 1
    assert "100.0 % of these right" in report(counts)


def test_a_wrong_reference_is_counted_as_resolved_only():
    counts = resolved("Anna Kolb", "the senator", "description")
    assert counts["description resolved"] == 1
    assert counts["description right"] == 0


def test_the_marks_say_which_entity_a_phrase_is():
    doc = read(BODY, title="a")
    found = marked(ROW, doc, {"senator": {}})
    names = [entity.name for entity in findings(doc).entities]
    answers = {
        doc[found.phrases[at].start : found.phrases[at].end].text: {
            names[number] for number in answer.entities
        }
        for at, answer in found.answers.items()
    }
    assert answers == {"she": {"Anna Kolb"}, "the senator": {"Bill Roe"}}
