"""The stances that the reader found, with their parties."""

import pytest

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads, referring, said
from worker.nlp.documents import findings
from worker.nlp.entities.issues.component import IssueComponent
from worker.nlp.stance.proposals import Proposal, proposals

NAMES = {"Kolb": "person", "Pat": "person", "Peru": "country", "Wembley": "facility"}


def named(body: str):
    return doc_of(body, **{name: kind for name, kind in NAMES.items() if name in body})


def proposed(doc):
    reading = reading_of(doc)
    return list(proposals(reading)), reading


def parties(doc):
    found, reading = proposed(doc)
    names = [entity.name for entity in reading.index.entities]
    return [
        (one.held.kind if one.held.entity is None else names[one.held.entity], names[one.entity])
        for one in found
    ]


def test_a_target_with_its_holder_is_a_proposal():
    doc = named("Kolb condemned Peru.")
    target = reads(doc, target="Peru", holder="Kolb")
    (found,), reading = proposed(doc)
    assert isinstance(found, Proposal)
    assert (found.target, found.entity, found.rank) == (target, 1, 0)
    assert (found.held.kind, found.held.entity) == ("entity", 0)
    assert found.pair == ("entity", 0, 1)
    assert not reading.abstentions


def test_each_holder_has_a_proposal_and_its_rank():
    doc = named("Kolb and Pat condemned Peru.")
    reads(doc, target="Peru", holder={"Kolb": 0.5, "Pat": 0.4})
    found, _ = proposed(doc)
    assert [(one.held.entity, one.rank) for one in found] == [(0, 0), (1, 1)]
    assert found[0].pair != found[1].pair


def test_targets_come_in_the_order_of_the_text():
    doc = named("Kolb condemned Peru and Pat.")
    reads(doc, target="Peru", holder="Kolb")
    reads(doc, target="Pat", holder="Kolb")
    assert parties(doc) == [("Kolb", "Peru"), ("Kolb", "Pat")]


def test_words_that_mean_no_entity_are_counted():
    doc = named("Kolb condemned it.")
    reads(doc, target="it", holder="Kolb")
    found, reading = proposed(doc)
    assert found == []
    assert reading.abstentions == {"target_unknown": 1}


def test_a_phrase_about_an_entity_does_not_mean_the_entity():
    doc = named("Kolb condemned Peru's army chief.")
    reads(doc, target="Peru's army chief", holder="Kolb")
    assert parties(doc) == []


def test_an_issue_is_a_target_once_the_issues_are_entities():
    doc = named("Kolb condemned the carbon tax.")
    reads(doc, target="the carbon tax", holder="Kolb")
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    (found,), reading = proposed(doc)
    assert reading.index.entities[found.entity].type == "issue"


def test_a_holder_who_is_not_known_is_counted():
    doc = named("He condemned Peru.")
    reads(doc, target="Peru", holder="He")
    found, reading = proposed(doc)
    assert found == []
    assert reading.abstentions == {"holder_unknown": 1}


def test_nobody_takes_a_side_toward_a_hall_and_that_is_not_counted():
    doc = named("Kolb condemned Wembley.")
    reads(doc, target="Wembley", holder="Kolb")
    found, reading = proposed(doc)
    assert found == []
    assert not reading.abstentions


def test_nobody_is_against_themselves():
    doc = referring(named("Kolb said she condemned herself."), Kolb="herself")
    reads(doc, target="herself", holder="Kolb")
    assert parties(doc) == []


def test_the_claim_is_what_the_guards_are_asked_about():
    doc = named("It rained, and Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", polarity="favor")
    (found,), _ = proposed(doc)
    claim = found.claim
    assert (claim.holder.entity, claim.holder.span.text) == (0, "Kolb")
    assert (claim.target.entity, claim.target.span.text) == (1, "Peru")
    assert claim.polarity == "favor"
    assert claim.bounds == (0, len(doc))
    assert doc[slice(*claim.clause)].text == "Kolb condemned Peru"


def test_a_holder_in_another_sentence_is_not_in_the_claim():
    doc = named("Kolb spoke. Peru is vile.")
    reads(doc, target="Peru", holder="Kolb")
    (found,), _ = proposed(doc)
    assert found.held.entity == 0
    assert found.claim.holder is None
    assert found.claim.bounds == (3, len(doc))


def test_a_holder_without_a_name_is_not_in_the_claim():
    doc = named("Critics condemned Peru.")
    reads(doc, target="Peru", holder="Critics")
    (found,), _ = proposed(doc)
    assert found.held.words.text == "Critics"
    assert found.claim.holder is None


def test_a_speaker_in_the_same_sentence_is_in_the_claim():
    doc = named("Peru is vile, Kolb said.")
    said(doc, "Kolb", "Peru is vile", entity="name:person:Kolb")
    reads(doc, target="Peru", author=0.0, elsewhere=0.9)
    (found,), _ = proposed(doc)
    assert found.claim.holder.span.text == "Kolb"


@pytest.mark.parametrize(
    ("body", "content", "holder", "expected"),
    [
        ("Kolb said Peru is vile.", "Peru is vile", "Kolb", "Peru is vile"),
        ("Critics said Peru is vile.", "Peru is vile", "Critics", "Peru is vile"),
        # Somebody else says so.
        ("Kolb said Pat hates Peru.", "Pat hates Peru", "Pat", "Kolb said Pat hates Peru"),
        # Without a verb in the words said, the cue takes the stance.
        ("Kolb praised Peru loudly.", "Peru loudly", "Kolb", "Kolb praised Peru loudly"),
        ("Kolb said Peru is vile.", None, "Kolb", "Kolb said Peru is vile"),
        # The cue says more than that something is said.
        ("Kolb fears Peru is vile.", "Peru is vile", "Kolb", "Kolb fears Peru is vile"),
    ],
)
def test_the_evidence_is_what_the_holder_says(body, content, holder, expected):
    doc = named(body)
    if content is not None:
        source, cue = body.split()[:2]
        said(doc, source, content, cue, {"Kolb": "name:person:Kolb"}.get(source))
    reads(doc, target="Peru", holder=holder)
    (found,), _ = proposed(doc)
    assert doc[slice(*found.claim.clause)].text == expected


def test_of_words_said_in_several_sentences_the_evidence_is_in_the_targets():
    doc = named("Kolb said: “We left. Peru is vile. We won.”")
    said(doc, "Kolb", "“We left. Peru is vile. We won.”", entity="name:person:Kolb")
    reads(doc, target="Peru", author=0.0, elsewhere=0.9)
    (found,), _ = proposed(doc)
    assert doc[slice(*found.claim.clause)].text == "Peru is vile"


@pytest.mark.parametrize(
    "deed",
    ["the Peru strikes", "Peru's air strikes", "this Peru embargo", "Peru's invasion of Wembley"],
)
def test_who_is_against_a_deed_of_a_state_is_against_the_state_too(deed):
    doc = named(f"Kolb condemned {deed}.")
    reads(doc, target=deed, holder="Kolb")
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    (issue, state), reading = proposed(doc)
    assert reading.index.entities[issue.entity].type == "issue"
    assert reading.index.entities[state.entity].name == "Peru"
    assert (issue.deed, state.deed) == (False, True)
    assert state.claim.target.entity == state.entity


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("Peru's air strikes", "favor"),
        ("the strikes on Peru", "against"),
        ("Peru's singers", "against"),
    ],
)
def test_praise_or_what_is_no_deed_of_the_state_is_not_about_the_state(words, polarity):
    doc = named(f"Kolb mentioned {words}.")
    reads(doc, target=words, holder="Kolb", polarity=polarity)
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    found, _ = proposed(doc)
    assert [one.deed for one in found] == [False]


def test_no_state_is_against_itself_by_its_deed():
    doc = named("Peru condemned Peru's strikes.")
    target = reads(doc, target="Peru's strikes", holder="Peru")
    target.holders.clear()
    target.holders[0] = 0.9
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    found, _ = proposed(doc)
    assert [one.deed for one in found] == [False]
