import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.claims import NEGATION_REACH, opinion_words, under_negation, worried


def test_a_claim_has_a_direction():
    for polarity, direction in (("favor", 1), ("against", -1)):
        assert case_of("Kolb met Peru.", "Kolb", "Peru", polarity).claim.direction == direction


@pytest.mark.parametrize(
    ("body", "polarity", "expected"),
    [
        ("Kolb is deeply concerned that Peru gains a foothold.", "against", True),
        ("Kolb is concerned about Peru.", "against", True),
        ("Kolb is concerned about Peru.", "favor", False),
        ("Kolb is concerned that miners in Peru suffer.", "against", False),
        ("Kolb is happy about Peru.", "against", False),
        ("Peru is where Kolb is concerned.", "against", False),
    ],
)
def test_who_is_worried_about_the_target(body, polarity, expected):
    case = case_of(body, "Kolb", "Peru", polarity)
    assert worried(case.doc, case.claim) is expected


def test_nobody_is_worried_where_nobody_is_named():
    case = case_of("Critics are concerned about Peru.", None, "Peru", "against")
    assert not worried(case.doc, case.claim)


def test_opinion_words_have_a_direction():
    doc = case_of("Kolb praised and condemned Peru.", "Kolb", "Peru", "favor").doc
    assert [doc[at].text for at in opinion_words(doc, 0, len(doc), 1)] == ["praised"]
    assert [doc[at].text for at in opinion_words(doc, 0, len(doc), -1)] == ["condemned"]
    assert list(opinion_words(doc, 2, 3, 1)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kolb did not praise Peru.", True),
        ("Not on a fine day praise Peru, Kolb.", True),
        ("Not on a very fine day praise Peru, Kolb.", False),
        ("Not today, but soon praise Peru, Kolb.", False),
        ("Kolb did not only praise Peru.", False),
        ("Kolb will praise Peru.", False),
        ("He did not. Kolb will praise Peru.", False),
    ],
)
def test_a_negation_is_near_and_no_pause_is_between(body, expected):
    case = case_of(body, "Kolb", "Peru", "favor")
    at = next(token.i for token in case.doc if token.text == "praise")
    assert NEGATION_REACH == 5
    assert under_negation(case.doc, case.claim, at) is expected
