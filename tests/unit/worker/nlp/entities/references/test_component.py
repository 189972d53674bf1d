from types import SimpleNamespace

import numpy as np
import pytest

from tests.unit.worker.nlp.entities.references.reading import read, says, span
from worker.nlp.documents import Pointer, findings
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


def scorer(*row, pronouns=1.0, descriptions=1.0):
    """Scores every phrase alike; the weights are those of the reader."""
    return SimpleNamespace(
        nouns={"mayor"},
        thresholds={"pronoun": 0.5, "description": 0.5},
        pointing={"pronoun": pronouns, "description": descriptions},
        answers=lambda _, waiting: np.array([row] * len(waiting), dtype=np.float32),
    )


def resolved(body, scored, pointers):
    """The words of each entity's references; the pointers are by the phrases' words."""
    doc = read(body)
    for words, (name, share) in pointers.items():
        phrase, meant = span(doc, words), span(doc, name)
        # The reader sees every token of the article.
        names = {token.i: share / len(meant) if token in meant else 0.0 for token in doc}
        findings(doc).pointers[phrase.start, phrase.end] = Pointer(names, 1 - share)
    found = findings(ReferenceComponent(scored)(doc)).entities
    return {one.name: [ref.span.text for ref in one.references] for one in found if one.references}


ONE_MEETS_ANOTHER = "Anna Kolb met Bill Roe. Then they left. The mayor slept."


def test_the_reader_decides_what_the_scorer_does_not_know():
    pointers = {"they": ("Bill Roe", 0.9), "The mayor": ("Anna Kolb", 0.9)}
    found = resolved(ONE_MEETS_ANOTHER, scorer(0.4, 0.4, 0.2), pointers)
    assert found == {"Bill Roe": ["they"], "Anna Kolb": ["The mayor"]}


def test_the_reader_says_that_nobody_is_meant():
    found = resolved(ONE_MEETS_ANOTHER, scorer(0.6, 0.1, 0.3), {"they": ("Anna Kolb", 0.1)})
    assert found == {"Anna Kolb": ["The mayor"]}


def test_without_pointers_the_scorer_decides():
    found = resolved(ONE_MEETS_ANOTHER, scorer(0.1, 0.7, 0.2), {})
    assert found == {"Bill Roe": ["they", "The mayor"]}


def test_each_kind_of_reference_has_its_weight():
    pointers = {"they": ("Bill Roe", 0.9), "The mayor": ("Bill Roe", 0.9)}
    scored = scorer(0.6, 0.2, 0.2, pronouns=1.0, descriptions=0.0)
    found = resolved(ONE_MEETS_ANOTHER, scored, pointers)
    assert found == {"Bill Roe": ["they"], "Anna Kolb": ["The mayor"]}


def test_the_probability_of_a_reference_is_that_of_both():
    doc = read("Anna Kolb met Bill Roe. Then they left.")
    names = {token.i: 0.0 for token in doc} | {0: 0.9}
    findings(doc).pointers[7, 8] = Pointer(names, 0.1)
    found = findings(ReferenceComponent(scorer(0.5, 0.3, 0.2))(doc)).entities
    (reference,) = found[0].references
    both = np.array([0.5 * 0.92, 0.3 * 0.02, 0.2 * 0.12])
    assert reference.probability == pytest.approx(both[0] / both.sum())
