import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.claims import NEGATION_REACH, under_negation


def test_a_claim_has_a_direction():
    for polarity, direction in (("favor", 1), ("against", -1)):
        assert case_of("Kolb met Peru.", "Kolb", "Peru", polarity).claim.direction == direction


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
