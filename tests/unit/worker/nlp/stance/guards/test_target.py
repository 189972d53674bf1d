from dataclasses import replace

import pytest

from tests.unit.worker.nlp.stance.cases import called, case_of
from worker.nlp.stance.guards.target import met, modifier, subject, valued, victim


@pytest.mark.parametrize(
    ("body", "holder", "target", "objects"),
    [
        ("Kolb hailed Peru's Pat for courage.", "Kolb", "Peru", True),
        ("Pat endorsed Kolb's primary challenger.", "Pat", "Kolb", True),
        ("Pat endorsed Kolb's rivals.", "Pat", "Kolb", True),
        ("Pat endorsed Kolb's very long lost old rivals.", "Pat", "Kolb", False),
        ("Kolb hailed Peru's ships.", "Kolb", "Peru", False),
        ("Kolb hailed Peru's Chile.", "Kolb", "Peru", False),
        ("Pat blamed Kolb supporters.", "Pat", "Kolb", True),
        ("Pat blamed Kolb deals.", "Pat", "Kolb", False),
        ("Kolb called the Peru deal insane.", "Kolb", "Peru", True),
        ("Kolb blamed the Peru-led talks.", "Kolb", "Peru", True),
        ("Kolb blamed Peru - again.", "Kolb", "Peru", False),
        ("Kolb condemned the Peru government.", "Kolb", "Peru", False),
        ("Kolb said Peru accused him.", "Kolb", "Peru", False),
        ("Kolb thanked Peru on Monday.", "Kolb", "Peru", False),
        ("Kolb thanked Peru", "Kolb", "Peru", False),
        ("Pat accused Hamas head Kolb of theft.", "Pat", "Hamas", True),
        ("Pat accused Hamas founder and Kolb.", "Pat", "Hamas", False),
        ("Pat accused Hamas Kolb.", "Pat", "Hamas", False),
        ("Pat accused Hamas head Peru.", "Pat", "Hamas", False),
        ("Pat accused Hamas deals.", "Pat", "Hamas", False),
    ],
)
def test_modifier(body, holder, target, objects):
    assert modifier(case_of(body, holder, target, "against")) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb stayed out of the Syrian conflict.", True),
        ("Kolb condemned the Syrian troops.", False),
        ("Kolb condemned the Russian-Syrian troops.", True),
        ("Kolb condemned the Russian\u2013Syrian troops.", True),
        ("Kolb condemned the Russian - Syrian troops.", False),
        ("Kolb condemned a Syrian shipping company.", True),
        ("Kolb condemned a Syrian shipping their goods.", False),
    ],
)
def test_a_demonym_says_which_one(body, objects):
    assert modifier(called(case_of(body, "Kolb", "Syrian", "against"), "Syria")) is objects


def test_nothing_follows_a_target_at_the_end_of_its_part():
    assert not modifier(case_of("Kolb thanked the Peru", "Kolb", "Peru", "favor"))


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("“Hamas murdered families of Israel,” Kolb said.", None, True),
        ("Kolb said Hamas attacked Israel.", "Kolb", True),
        ("Kolb attacked Israel.", "Kolb", False),
        ("Kolb attacked families of Israel.", "Kolb", False),
        ("Nobody attacked Israel.", None, False),
        ("Hamas murdered Pat of Israel.", None, False),
        ("Hamas murdered many, families of Israel say.", None, False),
        ("Hamas murdered more than a hundred people near Israel.", None, False),
        ("Hamas murdered about a hundred people near Israel.", None, True),
        ("Kolb said Israel was attacked again.", "Kolb", True),
        ("Israel was attacked by Kolb.", "Kolb", False),
        ("Israel was attacked.", None, True),
        ("Israel had attacked.", None, False),
        ("Israel was attacking.", None, False),
        ("Israel was praised.", None, False),
        ("Israel and many others here were attacked.", None, False),
        ("Israel and many others were attacked.", None, True),
    ],
)
def test_victim(body, holder, objects):
    assert victim(case_of(body, holder, "Israel", "against")) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb condemned the attack on Peru.", True),
        ("Kolb spoke of a genocide against Peru.", True),
        ("Kolb demanded an end to the hatred of Peru.", True),
        ("Kolb condemned the attack on the Peru that we love.", True),
        # Who attacks, and who praises the attack, is against it.
        ("Kolb led the attack on Peru.", False),
        ("Kolb praised the attack on Peru.", False),
        ("Kolb condemned the policy of Peru.", False),
        ("Kolb condemned attacks after Peru.", False),
        ("Attack on Peru condemned by Kolb.", False),
    ],
)
def test_who_suffers_a_deed_is_not_what_is_condemned(body, objects):
    assert victim(case_of(body, "Kolb", "Peru", "against")) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb (Chile) attacked Peru.", False),
        ("Kolb met Chile and Chile attacked Peru.", True),
    ],
)
def test_who_is_named_in_brackets_does_not_act(body, objects):
    assert victim(case_of(body, "Kolb", "Peru", "against")) is objects


def test_what_somebody_s_aide_does_is_done_by_the_aide():
    case = case_of("The aide of Kolb attacked Peru.", None, "Peru", "against")
    assert victim(case)
    aide = replace(case, claim=replace(case.claim, unnamed=(0, 4)))
    assert not victim(aide)


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb spoke of the importance of Peru.", True),
        ("Kolb stressed the need for the Peru.", True),
        ("Kolb stressed the need of a Peru.", True),
        ("Kolb sees no need for Peru.", False),
        ("Kolb rejected the importance of Peru.", False),
        ("Kolb wrote of the end of Peru.", False),
        ("Kolb stressed the need to leave Peru.", False),
        ("Of Peru Kolb said nothing.", False),
    ],
)
def test_valued(body, objects):
    assert valued(case_of(body, "Kolb", "Peru", "against")) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kolb spoke of the importance of Peru ending its war.", True),
        ("Kolb spoke of the importance of Peru.", False),
        ("Kolb liked Peru ending its war.", False),
        ("Kolb welcomed news that Peru had ended its war.", True),
        ("Kolb welcomed the news that Chile and Peru had ended their war.", True),
        ("Kolb read the news that Peru had ended its war.", False),
        ("Kolb welcomed the fact that Peru had ended its war.", False),
        ("Kolb welcomed Peru.", False),
    ],
)
def test_who_is_needed_to_act_is_not_liked_for_it(body, objects):
    assert valued(case_of(body, "Kolb", "Peru", "favor")) is objects


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("When Kolb greeted Peru he wept.", True),
        ("Kolb met with President Peru.", True),
        ("Kolb visited the Peru.", True),
        ("Kolb met nobody and insulted Peru.", False),
        ("Kolb met critics of Peru.", False),
        ("Peru is vile.", False),
    ],
)
def test_met(body, objects):
    assert met(case_of(body, "Kolb" if "Kolb" in body else None, "Peru", "against")) is objects


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Kolb blasted Israel over the Peru.", "Kolb", True),
        ("Kolb attacked Israel about Peru.", "Kolb", True),
        ("Kolb fought over Peru.", "Kolb", False),
        ("Kolb over Peru is a joke.", "Kolb", False),
        ("Kolb blasted Israel. Over Peru he wept.", "Kolb", False),
        ("Kolb accused Israel of Peru.", "Kolb", False),
    ],
)
def test_subject(body, holder, objects):
    assert subject(case_of(body, holder, "Peru", "against")) is objects
