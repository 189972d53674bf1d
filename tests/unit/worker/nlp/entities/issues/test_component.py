"""Targets that mean no entity, as issues of the article."""

import pytest

from tests.unit.worker.nlp import stand_ins
from tests.unit.worker.nlp.stand_ins import doc_of, reads
from topics.limits import MAX_NAME_CHARS
from worker.nlp.documents import findings
from worker.nlp.entities.issues.component import IssueComponent

NAMES = {"Kolb": "person", "Peru": "country"}


def grouped(body, *targets, title=""):
    text = f"{title} {body}"
    doc = doc_of(body, title, **{name: kind for name, kind in NAMES.items() if name in text})
    for words in targets:
        reads(doc, target=words)
    IssueComponent()(doc)
    return findings(doc).described


def test_a_target_without_an_entity_is_an_issue():
    body = "Kolb condemned the carbon tax. Carbon taxes are vile."
    (issue,) = grouped(body, "the carbon tax", "Carbon taxes")
    assert (issue.name.lower(), issue.type, issue.vague) == ("carbon tax", "issue", False)
    assert issue.id
    assert [span.text for span in issue.mentions] == ["the carbon tax", "Carbon taxes"]


def test_issues_are_kept_apart_from_the_entities():
    doc = doc_of("Kolb condemned the carbon tax.", Kolb="person")
    reads(doc, target="the carbon tax")
    IssueComponent()(doc)
    assert [entity.type for entity in findings(doc).entities] == ["person"]


def test_words_that_only_this_article_explains_are_vague():
    (issue,) = grouped("Kolb condemned the bill.", "the bill")
    assert issue.vague


def test_what_means_an_entity_is_no_issue():
    assert grouped("Kolb condemned Peru.", "Peru") == []
    assert grouped("Then mayor Kolb left.", "mayor Kolb") == []


def test_a_plan_of_an_entity_is_an_issue():
    (issue,) = grouped("Voters like Kolb's ferry plan.", "Kolb's ferry plan")
    assert [span.text for span in issue.mentions] == ["Kolb's ferry plan"]


@pytest.mark.parametrize("word", ["it", "Them", "himself", "this", "Those"])
def test_a_pronoun_is_no_issue(word):
    assert grouped(f"Kolb condemned {word} today.", word) == []


def test_a_name_that_the_contract_has_no_room_for_is_no_issue():
    long = "the " + "very " * (MAX_NAME_CHARS // 5) + "unfair tax"
    assert len(long) > MAX_NAME_CHARS
    assert grouped(f"Kolb condemned {long}.", long) == []


def test_how_central_an_issue_is():
    body = "Kolb spoke. " * 30 + "He blamed the ferry plan. "
    early, late = grouped(
        body + "He blamed the carbon tax.", "ferry plan", "the carbon tax", title="The ferry plan"
    )
    assert early.salience > late.salience > 0
    assert early.salience == round(early.salience, 4)


def test_an_issue_is_as_often_named_as_the_most_named_entity():
    often = grouped("Kolb blamed the carbon tax. Kolb left.", "the carbon tax")
    rarely = grouped("Kolb blamed the carbon tax. " + "Kolb left. " * 40, "the carbon tax")
    assert often[0].salience > rarely[0].salience


def test_without_targets_there_are_no_issues():
    assert grouped("Kolb condemned the carbon tax.") == []


@pytest.mark.parametrize(
    ("kind", "expected"), [("person", "person"), ("unnamed", "group"), ("policy", "issue")]
)
def test_what_the_reader_takes_it_for_is_its_type(kind, expected):
    doc = doc_of("Kolb condemned the tall officer.", Kolb="person")
    reads(doc, target="the tall officer", kind=kind)
    IssueComponent()(doc)
    (found,) = findings(doc).described
    assert found.type == expected
    assert found.id.startswith("issue:" if expected == "issue" else f"name:{expected}:")


def referring(doc):
    """The words of the references of each thing, with a name or without."""
    found = findings(IssueComponent()(doc))
    every = [*found.entities, *found.described]
    return {one.name: [ref.span.text for ref in one.references] for one in every if one.references}


def test_a_vague_wording_is_a_mention_of_the_issue_that_the_reader_points_to():
    doc = doc_of("Kolb backs the carbon tax. Pat hates the measure.")
    reads(doc, target="the carbon tax")
    reads(doc, target="the measure", name="the carbon tax")
    IssueComponent()(doc)
    (found,) = findings(doc).described
    assert (found.name, found.vague) == ("carbon tax", False)
    assert [span.text for span in found.mentions] == ["the carbon tax", "the measure"]


def test_a_pronoun_is_a_reference_of_the_issue_that_the_reader_points_to():
    doc = doc_of("Kolb backs the carbon tax. Pat hates it.")
    reads(doc, target="the carbon tax")
    reads(doc, target="it", name="the carbon tax")
    assert referring(doc) == {"carbon tax": ["it"]}


def test_a_pronoun_may_be_an_entitys():
    doc = doc_of("Kolb left Peru. Pat hates it.", Kolb="person", Peru="country")
    reads(doc, target="it", name="Peru")
    assert referring(doc) == {"Peru": ["it"]}


def test_a_pronoun_whose_name_the_reader_does_not_see_is_nothings():
    doc = doc_of("Kolb backs the carbon tax. Pat hates it.")
    reads(doc, target="the carbon tax")
    reads(doc, target="it")
    assert referring(doc) == {}


def test_a_pronoun_that_is_an_entitys_stays_so():
    doc = doc_of("Kolb backs the carbon tax. Pat hates it.", Kolb="person")
    stand_ins.referring(doc, Kolb="it")
    reads(doc, target="the carbon tax")
    reads(doc, target="it", name="the carbon tax")
    assert referring(doc) == {"Kolb": ["it"]}


def test_an_entity_keeps_its_references_and_has_them_in_text_order():
    doc = doc_of("Kolb left Peru. Pat hates it. The land is poor.", Peru="country")
    stand_ins.referring(doc, Peru="The land")
    reads(doc, target="it", name="Peru")
    assert referring(doc) == {"Peru": ["it", "The land"]}
