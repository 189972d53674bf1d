from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.words import contradicted, defended, hypothetical, ironic, negated


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
        ("Kolb did not criticise Peru.", "against", True),
        ("Kolb did not criticise Peru.", "favor", True),
        ("Kolb never condemned Peru.", "against", True),
        ("Kolb refused to support Peru.", "favor", True),
        ("Kolb did not support Peru.", "against", False),
        ("Kolb said that Peru is not a friend.", "against", False),
        ("Kolb thanked not only Peru.", "favor", False),
        ("Kolb not only thanked Peru.", "favor", False),
        ("Kolb praised and did not support Peru.", "favor", False),
        ("Kolb did not meet Peru.", "favor", False),
        ("Kolb criticised Peru.", "against", False),
    ],
)
def test_negated(body, polarity, objects):
    assert negated(case_of(body, "Kolb", "Peru", polarity)) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb thanked the so-called friends of Peru.", True),
        ("Kolb thanked the so called friends of Peru.", True),
        ("Kolb thanked the self-styled friends of Peru.", True),
        ("Kolb thanked the supposed friends of Peru.", True),
        ("So much for our great friend Peru, Kolb said.", True),
        ("So much for sun, Peru and Kolb are friends.", False),
        ("So much for, Peru and Kolb are friends.", True),
        ("Kolb thanked the friends of Peru.", False),
        ("Supposedly it rained, but Kolb thanked Peru.", False),
    ],
)
def test_ironic(body, objects):
    assert ironic(case_of(body, "Kolb", "Peru", "favor")) is objects


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


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Kolb opposed Peru's expulsion.", "Kolb", True),
        ("Kolb opposed Peru's sudden expulsion.", "Kolb", True),
        ("Kolb opposed Peru's sudden harsh expulsion.", "Kolb", False),
        ("All opposed Peru's expulsion.", None, False),
        ("Kolb protests that blame of Peru is unfair.", "Kolb", True),
        ("Critics say that blame of Peru is unfair.", None, True),
        ("Kolb says that rain in Peru is unfair.", "Kolb", False),
        ("Kolb says that blame of Peru is due.", "Kolb", False),
        ("Blame for the long dark rain of Peru is unfair, Kolb says.", "Kolb", False),
        ("Kolb opposed Peru.", "Kolb", False),
    ],
)
def test_defended(body, holder, objects):
    assert defended(case_of(body, holder, "Peru", "against")) is objects
