from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.words import contradicted, hypothetical


@pytest.mark.parametrize(
    ("body", "polarity", "objects"),
    [
        ("Should Kolb trust Peru?", "favor", True),
        ("“Should Kolb trust Peru?”", "favor", True),
        ("Kolb trusts Peru!", "favor", False),
        ("If Chile lost, Kolb blamed Peru.", "against", True),
        ("Kolb blamed Peru unless it rained.", "against", True),
        ("Even if Chile lost, Kolb blamed Peru.", "against", False),
        ("As if nothing had happened, Kolb blamed Peru.", "against", False),
        ("Kolb might criticise Peru.", "against", True),
        ("Kolb could welcome Peru.", "favor", True),
        ("Kolb thanked Peru could", "favor", False),
        ("Kolb met Peru could", "favor", True),
        ("It could rain, Kolb blamed Peru.", "against", False),
        ("Kolb would like to thank Peru.", "favor", False),
        ("In May Kolb thanked Peru.", "favor", False),
        ("In may Kolb thanked Peru.", "favor", True),
        ("Kolb welcomed that Peru could win.", "favor", False),
        ("Kolb welcomes that it could be Peru.", "favor", False),
        ("Kolb welcomed that it could be Peru.", "against", True),
        ("Kolb thanking those that could be Peru.", "favor", True),
        ("Kolb said that it could be Peru.", "favor", True),
    ],
)
def test_hypothetical(body, polarity, objects):
    assert hypothetical(case_of(body, "Kolb", "Peru", polarity)) is objects


def test_marks_may_follow_the_question_mark():
    case = case_of("Does Kolb trust Peru?”", "Kolb", "Peru", "favor")
    whole = replace(case.claim, bounds=(0, len(case.doc)))
    assert case.doc[-1].text == "”"
    assert hypothetical(replace(case, claim=whole))


def test_what_is_asked_without_a_holder_may_be_hypothetical_too():
    assert hypothetical(case_of("Critics may blame Peru.", None, "Peru", "against"))
    assert not hypothetical(case_of("Critics blame Peru.", None, "Peru", "against"))


@pytest.mark.parametrize(
    ("body", "polarity", "objects"),
    [
        ("Kolb praised Peru.", "against", True),
        ("Kolb condemned Peru.", "favor", True),
        ("Kolb condemned Peru.", "against", False),
        ("Kolb met Peru.", "against", False),
        ("Kolb did not praise Peru.", "favor", True),
        ("Kolb did not praise Peru.", "against", False),
        ("Kolb praised and condemned Peru.", "against", False),
        ("Kolb praised Peru in the war against terror.", "against", True),
        ("Kolb and Peru spoke of the war against terror.", "favor", False),
        ("Kolb spoke of the war against Peru.", "favor", True),
    ],
)
def test_contradicted(body, polarity, objects):
    assert contradicted(case_of(body, "Kolb", "Peru", polarity)) is objects
