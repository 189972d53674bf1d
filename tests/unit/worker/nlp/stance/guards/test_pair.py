import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.pair import denied, refused


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Kolb denied that it had attacked Peru.", "Kolb", True),
        ("Kolb denied attacking Peru.", "Kolb", True),
        ("Kolb denied any claims about Peru.", "Kolb", True),
        ("Kolb denied Peru a loan.", "Kolb", False),
        ("Kolb denied him a loan for attacking Peru.", "Kolb", False),
        ("Kolb denied him a claim on Peru.", "Kolb", True),
        ("Pat denied that Kolb had insulted Peru.", "Kolb", True),
        ("Pat denied now that Kolb had insulted Peru.", "Kolb", True),
        ("Pat denied here and now that Kolb had insulted Peru.", "Kolb", False),
        ("Pat denied that an old and tired Kolb had insulted Peru.", "Kolb", False),
        ("Pat denied that an old Kolb had insulted Peru.", "Kolb", True),
        ("Pat denied a report. Kolb insulted Peru.", "Kolb", False),
        ("Pat denied that. Kolb insulted Peru.", "Kolb", False),
        ("Kolb insulted Peru.", "Kolb", False),
    ],
)
def test_denied(body, holder, objects):
    assert denied(case_of(body, holder, "Peru", "against")) is objects


@pytest.mark.parametrize(
    ("body", "polarity", "objects"),
    [
        ("Kolb refused to condemn Peru.", "against", True),
        ("Kolb failed to publicly condemn Peru.", "against", True),
        ("Kolb stopped short of calling Peru a threat.", "against", True),
        ("Kolb refrained from praising Peru.", "favor", True),
        ("Kolb has yet to endorse Peru.", "against", True),
        ("Kolb has yet to condemn Peru.", "against", True),
        ("Kolb has yet to leave, and condemned Peru.", "against", False),
        # A refusal may itself be a side.
        ("Kolb refused to support Peru.", "against", False),
        ("Kolb condemned Peru.", "against", False),
        ("Kolb failed, and condemned Peru.", "against", False),
        ("Pat refused to condemn him. Kolb condemned Peru.", "against", False),
        ("Pat refused to go, but Kolb will condemn Peru.", "against", False),
    ],
)
def test_refused(body, polarity, objects):
    assert refused(case_of(body, "Kolb", "Peru", polarity)) is objects
