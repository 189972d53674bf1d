"""Targets that say too little, and the things that the reader points to."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of, reads, spans_of
from worker.nlp.documents import Pointer
from worker.nlp.entities.issues.clusters import issues
from worker.nlp.entities.issues.pointed import (
    ENOUGH,
    Named,
    merged,
    pointed,
    references,
    stands_for,
)

BODY = "Kolb backs the carbon tax. Carbon taxes work. Pat hates the ferry plan. Roe hates it."


def first(doc, words):
    return next(spans_of(doc, words))


def pointer(doc, shares):
    """A pointer to some words, each with a share for all its tokens together."""
    names = {
        token.i: share / len(first(doc, words))
        for words, share in shares.items()
        for token in first(doc, words)
    }
    return Pointer(names, 1 - sum(shares.values()))


def meant(shares, *things, by="it"):
    """Which of some things is meant: each is given by the words of its names."""
    doc = doc_of(BODY)
    spans = [[first(doc, name) for name in names] for names in things]
    return pointed(first(doc, by), pointer(doc, shares), Named(spans))


@pytest.mark.parametrize("word", ["it", "Them", "this", "Those", "you"])
def test_a_pronoun_or_demonstrative_stands_for_another_phrase(word):
    assert stands_for(first(doc_of(f"Kolb hates {word} now."), word))


@pytest.mark.parametrize("words", ["tax", "this tax", "it all"])
def test_words_that_say_more_stand_for_themselves(words):
    assert not stands_for(first(doc_of(f"Kolb hates {words} now."), words))


def test_what_the_pointer_falls_on_is_meant():
    found = meant({"the ferry plan": 0.8}, ["the carbon tax"], ["the ferry plan"])
    assert found == (1, pytest.approx(0.8))


def test_the_names_of_one_thing_count_together():
    tax = ["the carbon tax", "Carbon taxes"]
    shares = {"the carbon tax": 0.3, "Carbon taxes": 0.3, "the ferry plan": 0.4}
    assert meant(shares, ["the ferry plan"], tax) == (1, pytest.approx(0.6))


@pytest.mark.parametrize(("share", "found"), [(ENOUGH + 0.01, True), (ENOUGH - 0.01, False)])
def test_how_much_of_the_pointer_is_enough(share, found):
    assert (meant({"Pat": share}, ["Pat"]) is not None) is found


def test_of_nothing_nothing_is_meant():
    assert meant({"Pat": 0.9}) is None


def test_a_phrase_does_not_mean_itself():
    assert meant({"the ferry plan": 0.9}, ["the ferry plan"], by="ferry plan") is None


def test_shares_that_were_rounded_up_make_no_more_than_certainty():
    assert meant({"Pat": 1.01}, ["Pat"]) == (0, 1.0)


def test_a_pronoun_refers_to_what_the_reader_points_to():
    doc = doc_of(BODY)
    known = [[first(doc, "the carbon tax")], [first(doc, "the ferry plan")]]
    target = reads(doc, target="it", name={"the ferry plan": 0.7})
    ((number, reference),) = references([target], known)
    assert (number, reference.span.text, reference.kind) == (1, "it", "pronoun")
    assert reference.probability == pytest.approx(0.7)


def test_a_pronoun_whose_pointer_is_not_sure_refers_to_nothing():
    doc = doc_of(BODY)
    target = reads(doc, target="it", name={"the ferry plan": ENOUGH - 0.1})
    assert list(references([target], [[first(doc, "the ferry plan")]])) == []


def test_only_pronouns_are_references():
    doc = doc_of(BODY)
    target = reads(doc, target="the ferry plan", name={"the carbon tax": 0.9})
    assert list(references([target], [[first(doc, "the carbon tax")]])) == []


VAGUE = "Kolb backs the carbon tax. Pat hates the ferry plan. Roe hates the measure."


def grouped(name, body=VAGUE, vague=("the measure",), clear=("the carbon tax", "the ferry plan")):
    """The words of each cluster; the vague wordings point to a name."""
    doc = doc_of(body)
    targets = [reads(doc, target=words) for words in clear]
    targets += [reads(doc, target=words, name=name) for words in vague]
    found = merged(issues(doc, [one.span for one in targets]), targets)
    return [[span.text for span in one.mentions] for one in found]


def test_a_vague_wording_joins_the_issue_that_it_points_to():
    found = grouped({"the carbon tax": 0.8})
    assert found == [["the carbon tax", "the measure"], ["the ferry plan"]]


def test_a_vague_wording_that_points_nowhere_is_an_issue_of_its_own():
    assert grouped(None) == [["the carbon tax"], ["the ferry plan"], ["the measure"]]


def test_a_clear_wording_joins_nothing():
    doc = doc_of(VAGUE)
    tax = reads(doc, target="the carbon tax")
    plan = reads(doc, target="the ferry plan", name={"the carbon tax": 0.9})
    assert len(merged(issues(doc, [tax.span, plan.span]), [tax, plan])) == 2


def test_a_vague_wording_joins_no_other_vague_one():
    body = "Roe likes the measure. Kolb hates the proposal."
    doc = doc_of(body)
    measure = reads(doc, target="the measure")
    proposal = reads(doc, target="the proposal", name={"the measure": 0.9})
    assert len(merged(issues(doc, [measure.span, proposal.span]), [measure, proposal])) == 2


def test_the_issue_keeps_its_name_and_the_mentions_their_order():
    body = "Roe hates the measure. Kolb backs the carbon tax."
    doc = doc_of(body)
    tax = reads(doc, target="the carbon tax")
    measure = reads(doc, target="the measure", name={"the carbon tax": 0.9})
    (alone,) = issues(doc, [tax.span])
    (found,) = merged(issues(doc, [tax.span, measure.span]), [tax, measure])
    assert (found.id, found.name, found.vague) == (alone.id, alone.name, False)
    assert [span.text for span in found.mentions] == ["the measure", "the carbon tax"]


def test_the_issues_stay_in_text_order():
    body = "Roe hates the measure. Pat hates the ferry plan. Kolb backs the carbon tax."
    found = grouped({"the carbon tax": 0.9}, body)
    assert found == [["the measure", "the carbon tax"], ["the ferry plan"]]


def test_what_most_of_a_vague_issues_wordings_point_to_is_meant():
    doc = doc_of(
        "Kolb backs the carbon tax. Pat hates the ferry plan. "
        "Roe hates the measure. Ann likes the measure. Ben likes the measure."
    )
    targets = [reads(doc, target="the carbon tax"), reads(doc, target="the ferry plan")]
    for sentence, name in ((2, "the carbon tax"), (3, "the ferry plan"), (4, "the ferry plan")):
        targets.append(reads(doc, target="the measure", sentence=sentence, name=name))
    found = merged(issues(doc, [one.span for one in targets]), targets)
    assert [len(one.mentions) for one in found] == [1, 4]
