"""What each sentence shows, and how probable it is."""

import math
from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.readings import AS_READ, reading_of
from tests.unit.worker.nlp.stand_ins import doc_of, reads, referring, said
from worker.nlp.documents import findings
from worker.nlp.entities.issues.component import IssueComponent
from worker.nlp.stance.confidence import log_odds
from worker.nlp.stance.guards.table import GUARDS
from worker.nlp.stance.proposals import proposals
from worker.nlp.stance.votes import Article, Shown, signals, votes

NAMES = {"Kolb": "person", "Pat": "person", "Peru": "country", "Chile": "country"}


def named(body: str, title: str = ""):
    text = f"{title} {body}"
    return doc_of(body, title, **{name: kind for name, kind in NAMES.items() if name in text})


def given(doc, pair=None, at=0):
    """The signals of one proposal, by name."""
    reading = reading_of(doc)
    pair = pair or {"against": Shown().more(0.7)}
    return signals(reading, list(proposals(reading))[at], pair, Article.of(reading))


def test_a_stance_that_is_probable_enough_is_a_vote():
    doc = named("It rained, and Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.8)
    (vote,) = votes(reading_of(doc))
    assert (vote.holder, vote.holder_entity, vote.target) == ("entity", 0, 1)
    assert (vote.polarity, vote.sentence) == ("against", 0)
    assert vote.confidence == pytest.approx(0.8)
    assert vote.evidence.text == "Kolb condemned Peru"
    assert (vote.holder_words.text, vote.target_words.text) == ("Kolb", "Peru")
    assert AS_READ.probability(vote.signals) == vote.confidence


@pytest.mark.parametrize(("probability", "count"), [(0.71, 1), (0.69, 0)])
def test_one_below_the_threshold_is_counted_and_left_out(probability, count):
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=probability)
    reading = reading_of(doc)
    assert len(votes(reading)) == count
    assert reading.abstentions["stance_below_threshold"] == 1 - count


def test_a_model_without_a_threshold_shows_everything():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.01)
    reading = reading_of(doc)
    reading.thresholds = {}
    assert len(votes(reading)) == 1


def test_a_guard_is_asked_first_and_what_it_stops_agrees_with_nothing():
    doc = named("Kolb denied condemning Peru. Kolb condemned Peru.")
    for sentence in (0, 1):
        reads(doc, target="Peru", holder="Kolb", sentence=sentence)
    reading = reading_of(doc, guards=GUARDS)
    (vote,) = votes(reading)
    assert vote.sentence == 1
    assert vote.signals["pair"] == pytest.approx(log_odds(0.9 * 0.9))
    assert reading.abstentions == {"denied": 1}


def test_what_the_article_shows_of_the_pair_is_counted():
    doc = named("Kolb hit Peru. Kolb hit Peru. Kolb hailed Peru. Kolb hit Chile. Pat hit Peru.")
    for sentence, holder, target, polarity in (
        (0, "Kolb", "Peru", "against"),
        (1, "Kolb", "Peru", "against"),
        (2, "Kolb", "Peru", "favor"),
        (3, "Kolb", "Chile", "against"),
        (4, "Pat", "Peru", "against"),
    ):
        reads(doc, target=target, holder=holder, polarity=polarity, sentence=sentence)
    found = [vote.signals for vote in votes(reading_of(doc))]
    once, twice = 0.9 * 0.9, 1 - (1 - 0.9 * 0.9) ** 2
    assert [one["pair"] for one in found] == pytest.approx(
        [log_odds(one) for one in (twice, twice, once, once, once)]
    )
    assert [one["opposing"] for one in found] == pytest.approx([1 / 3, 1 / 3, 2 / 3, 0, 0])


def test_how_sure_the_reader_is():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", probability=0.8, opposite=0.1, plain=0.6)
    found = given(doc)
    assert found["bias"] == 1
    assert found["target"] == pytest.approx(log_odds(0.8))
    assert found["opposite"] == pytest.approx(math.log(0.1))
    assert found["plain"] == pytest.approx(log_odds(0.6))
    assert found["holder"] == pytest.approx(log_odds(0.9))


def test_an_opposite_that_is_impossible_is_no_error():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb", opposite=0.0)
    assert given(doc)["opposite"] == pytest.approx(math.log(1e-3))


def test_whether_it_is_the_second_holder():
    doc = named("Kolb and Pat condemned Peru.")
    reads(doc, target="Peru", holder={"Kolb": 0.5, "Pat": 0.4})
    assert [given(doc, at=at)["joint holder"] for at in (0, 1)] == [0, 1]


@pytest.mark.parametrize(
    ("body", "holder", "target", "expected"),
    [
        ("Kolb condemned Peru.", "Kolb", "Peru", {"holder is name", "target is name"}),
        ("Kolb? She condemned Peru.", "She", "Peru", {"holder is pronoun", "target is name"}),
        ("Kolb? Pat condemned She.", "Pat", "She", {"holder is name", "target is pronoun"}),
        ("Critics condemned Peru.", "Critics", "Peru", {"holder is unnamed", "target is name"}),
        ("They condemn Peru.", None, "Peru", {"holder is author", "target is name"}),
    ],
)
def test_how_holder_and_target_are_called(body, holder, target, expected):
    doc = referring(named(body), Kolb="She")
    reads(doc, target=target, holder=holder)
    found = given(doc)
    assert {name for name in found if " is " in name} == expected
    assert all(found[name] == 1 for name in expected)


def test_whether_the_holder_says_the_words_around_the_target():
    doc = named("Pat left. “Peru lies,” Kolb said.")
    reads(doc, target="Peru", holder={"Kolb": 0.5, "Pat": 0.4})
    assert [given(doc, at=at)["speaker"] for at in (0, 1)] == [0, 0]
    said(doc, "Kolb", "“Peru lies,”", entity="name:person:Kolb")
    assert [given(doc, at=at)["speaker"] for at in (0, 1)] == [1, 0]


def test_what_the_holder_is():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb")
    assert given(doc)["holder type person"] == 1
    doc = named("They condemn Peru.")
    reads(doc, target="Peru", author=0.9)
    assert given(doc)["holder type author"] == 1


def test_a_deed_of_a_state_is_a_kind_of_words():
    doc = named("Kolb condemned Peru's strikes.")
    reads(doc, target="Peru's strikes", holder="Kolb")
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    assert given(doc, at=1)["target is deed"] == 1


@pytest.mark.parametrize(
    ("target", "expected"),
    [("the carbon tax", "target is issue"), ("the bill", "target is vague")],
)
def test_whether_an_issue_says_which_one_is_meant(target, expected):
    doc = named(f"Kolb condemned {target}.")
    reads(doc, target=target, holder="Kolb")
    IssueComponent()(doc)
    findings(doc).entities += findings(doc).described
    found = given(doc)
    assert [name for name in found if name.startswith("target is")] == [expected]
    assert found["type issue"] == 1


def test_what_kind_of_thing_the_target_is():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb")
    assert [name for name in given(doc) if name.startswith("type ")] == ["type country"]


def test_whether_the_target_is_quoted():
    for body, quoted in (("Kolb condemned “Peru” again.", 1), ("Kolb condemned Peru.", 0)):
        doc = named(body)
        reads(doc, target="Peru", holder="Kolb")
        assert given(doc)["quoted"] == quoted


def test_which_polarity_it_is():
    for polarity, against in (("against", 1), ("favor", 0)):
        doc = named("Kolb condemned Peru.")
        reads(doc, target="Peru", holder="Kolb", polarity=polarity)
        assert given(doc, {polarity: Shown().more(0.7)})["against"] == against


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [("Kolb condemns Peru", 0, 1), ("Kolb condemns Peru", 1, 0), ("", 0, 0)],
)
def test_whether_it_is_in_the_title(title, sentence, expected):
    doc = named("Kolb condemned Peru.", title)
    reads(doc, target="Peru", holder="Kolb", sentence=sentence)
    assert given(doc)["title"] == expected


def test_how_long_the_target_is_and_how_many_stand_beside_it():
    doc = named("Kolb condemned Peru and poor old Chile. Pat left.")
    reads(doc, target="Peru", holder="Kolb")
    reads(doc, target="poor old Chile", holder="Kolb")
    found = [given(doc, at=at) for at in (0, 1)]
    assert [one["words"] for one in found] == pytest.approx([0, math.log(3)])
    assert [one["targets here"] for one in found] == pytest.approx([math.log(2)] * 2)


def test_how_salient_the_target_is():
    doc = named("Kolb condemned Peru.")
    reads(doc, target="Peru", holder="Kolb")
    found = findings(doc)
    found.entities = [replace(one, salience=0.25) for one in found.entities]
    assert given(doc)["salient target"] == pytest.approx(math.log(0.25))


def test_an_authors_stance_is_likelier_where_the_author_takes_sides():
    doc = named("Peru failed. Chile failed. Kolb condemned Peru.")
    reads(doc, target="Peru", holder=None, author=0.8, sentence=0)
    reads(doc, target="Peru", holder="Kolb", author=0.2, sentence=2)
    found = [given(doc, at=at)["author in opinion"] for at in (0, 1)]
    assert found == pytest.approx([0.5, 0])
