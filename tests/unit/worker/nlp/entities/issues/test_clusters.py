"""Phrases of one article, as issues."""

import re

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from topics.events import Entity, Mention
from worker.nlp.documents import contract_span
from worker.nlp.entities.issues.clusters import IssueCluster, digest, issues


def found(*phrases: str) -> list[IssueCluster]:
    """The issues of an article that has these phrases in this order."""
    doc = doc_of(" Then came ".join(phrases))
    spans, at = [], 0
    for phrase in phrases:
        start = doc.text.index(phrase, at)
        at = start + len(phrase)
        spans.append(doc.char_span(start, at, alignment_mode="expand"))
    return issues(doc, spans)


def groups(*phrases: str) -> list[list[str]]:
    return [[span.text for span in issue.mentions] for issue in found(*phrases)]


@pytest.mark.parametrize(
    "phrases",
    [
        ("the carbon tax", "a carbon tax", "the tax on carbon"),
        ("the ban on raw milk", "raw-milk bans"),
        ("Kolb\u2019s ferry plan", "the ferry plan"),
        ("the ferry plan", "Kolb's ferry plan", "ferry plan"),
        ("comprehensive pension reform", "pension reform"),
        ("an airport curfew", "the curfew"),
        ("the fishing bill", "The bill", "that bill"),
        ("the death penalty", "capital punishment"),
        ("a plan to ban harbour fees", "the plan"),
        ("a plan to ban harbour fees", "the ban plan"),
    ],
)
def test_wordings_of_one_issue(phrases):
    assert groups(*phrases) == [list(phrases)]


@pytest.mark.parametrize(
    "phrases",
    [
        ("the carbon tax", "the sugar tax"),
        ("Kolb's plan", "Lind's plan"),
        ("Kolb's ferry plan", "Lind's ferry plan", "the ferry plan"),
        ("the fishing bill", "the port bill", "the bill"),
        ("the bill", "the fishing bill"),
        ("the fishing bill", "the law"),
        ("abortion", "late abortion"),
        ("quotas", "fishing quotas"),
        ("tolls and taxes on trucks", "taxes on trucks"),
        ("harbour plans", "a plan to ban harbour fees"),
        ("the bus proposal", "a proposal to scrap bus fares"),
    ],
)
def test_different_issues_and_what_fits_two_belongs_to_neither(phrases):
    assert groups(*phrases) == [[phrase] for phrase in phrases]


def test_phrases_without_a_clear_noun_are_in_none():
    assert groups("it", "what they did") == []


def test_a_phrase_that_does_not_say_which_is_an_issue_that_is_vague():
    assert [issue.vague for issue in found("a bill", "other measures")] == [True, True]


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (("the fishing bill", "a bill"), [["the fishing bill"], ["a bill"]]),
        (
            ("the fishing bill", "a bill", "the bill"),
            [["the fishing bill"], ["a bill", "the bill"]],
        ),
        (("the plan", "another plan"), [["the plan"]]),
        (("a plan", "another plan", "the plan"), [["a plan", "the plan"]]),
    ],
)
def test_another_bill_is_none_of_those_before_it(phrases, expected):
    assert groups(*phrases) == expected


@pytest.mark.parametrize(
    ("phrases", "name"),
    [
        (("Kolb's ferry plan", "the ferry plan", "the plan"), "ferry plan"),
        (("the fishing bill", "the bill"), "fishing bill"),
        (("FISHING BILL", "the fishing bill"), "fishing bill"),
        (("a ban on raw milk", "the raw-milk ban"), "raw-milk ban"),
        (("the bill",), "bill"),
        (("the Senate fishing bill", "the Senate bill"), "Senate fishing bill"),
    ],
)
def test_the_name_is_the_shortest_clear_wording(phrases, name):
    assert [issue.name for issue in found(*phrases)] == [name]


@pytest.mark.parametrize(
    ("one", "other", "identifier"),
    [
        ("the ban on assault weapons", "assault-weapons ban", "issue:assault-weapon-ban"),
        ("taxing sugar", "Sugar taxes", "issue:sugar-tax"),
        ("violence in prisons", "the violence in prison", "issue:violence-in-prison"),
        ("Kolb's ferry plan", "Kolb\u2019s Ferry Plans", "issue:kolb-s-ferry-plan"),
        ("gun control", "regulation of guns", "medtop:20000632"),
    ],
)
def test_articles_share_the_id(one, other, identifier):
    assert [issue.id for issue in found(one) + found(other)] == [identifier] * 2


@pytest.mark.parametrize("phrase", ["the bill", "the Senate bill", "Kolb's plan"])
def test_what_nothing_explains_is_vague_and_has_an_id_of_its_own_in_every_article(phrase):
    one, clear = found(phrase, "a sugar tax")
    (other,) = found(phrase)
    assert (one.vague, other.vague, clear.vague) == (True, True, False)
    assert one.id != other.id
    assert one.id[:-8] == other.id[:-8]


def test_what_another_phrase_explains_is_not_vague():
    (bill,) = found("the Senate fishing bill", "the Senate bill")
    assert (bill.id, bill.vague) == ("issue:senate-fishing-bill", False)
    (plan,) = found("Kolb's ferry plan", "Kolb's plan", "the plan")
    assert (plan.name, plan.vague) == ("Kolb's ferry plan", False)


def test_ids_differ_within_an_article_even_where_slugs_are_cut():
    phrase = " ".join(f"verylongmodifier{letter}" for letter in "abcdefghijkl")
    ids = [issue.id for issue in found(f"the {phrase} tax", f"the {phrase} levy")]
    assert len(set(ids)) == len(ids) == 2
    assert all(len(one) <= 256 for one in ids)


def test_mentions_are_in_text_order_whatever_the_order_of_the_phrases():
    doc = doc_of("A sugar tax is wrong. The sugar tax failed. A toll road came.")
    spans = [doc[11:14], doc[6:9], doc[0:3]]
    assert [[span.start for span in one.mentions] for one in issues(doc, spans)] == [[0, 6], [11]]


@pytest.mark.parametrize(
    "phrase",
    [
        "a 🚲-lane ban",
        "the cafe\u0301 ban",
        "the\r\nferry plan",
        "a ban of \u201c📵\u201d",
        "the 禁令",
    ],
)
def test_an_issue_fits_the_contract(phrase):
    for issue in found(phrase):
        entity = Entity(
            id=issue.id,
            name=issue.name,
            type="issue",
            salience=0.5,
            mentions=tuple(Mention(**contract_span(span).model_dump()) for span in issue.mentions),
        )
        assert re.fullmatch(r"(issue:\S+|medtop:\d{8})", entity.id)


def test_no_phrases():
    assert issues(doc_of("A toll road came."), []) == []


def test_white_space_makes_no_other_article():
    one = digest(doc_of("She signed the bill.\n\nHe left.", "A bill"))
    assert digest(doc_of("She signed the bill. He left.", "A bill")) == one
    assert digest(doc_of("She signed a bill. He left.", "A bill")) != one
