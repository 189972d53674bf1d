import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.pair import (
    denied,
    side_by_side,
    third_party,
)


@pytest.mark.parametrize(
    ("body", "objects"),
    [
        ("Kenya and Ethiopia fought terror.", True),
        ("Kenya together with Ethiopia fought terror.", True),
        ("Kenya and Ethiopia accused each other.", False),
        ("Kenya and then Ethiopia fought terror.", False),
        ("Kenya fought with Ethiopia.", False),
        ("Kenya Ethiopia fought.", False),
    ],
)
def test_side_by_side(body, objects):
    assert side_by_side(case_of(body, "Kenya", "Ethiopia", "against")) is objects


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
    ("body", "holder", "target", "objects"),
    [
        ("Kolb praised Peru for condemning Chile.", "Kolb", "Chile", True),
        ("Kolb praised Peru for condemning Chile.", "Peru", "Chile", False),
        ("Kolb praised Peru for condemning Chile.", "Chile", "Kolb", False),
        ("Kolb thanked Kenya for joining Chile.", "Kolb", "Chile", True),
        ("Kolb thanked Kenya for Chile.", "Kolb", "Chile", False),
        ("Kolb, Kenya and Peru condemned Chile.", "Kolb", "Chile", False),
        ("Kolb saw Kenya and Peru condemn Chile.", "Kolb", "Chile", True),
        ("Kolb saw Peru bomb Chile.", "Kolb", "Chile", True),
        ("Kolb saw Peru visit Chile.", "Kolb", "Chile", False),
        ("Kolb saw Peru, then condemned Chile.", "Kolb", "Chile", False),
        ("Kolb spoke of aiding Kenya and stopping Chile.", "Kolb", "Chile", False),
        ("Kolb spoke of Kenya stopping Chile.", "Kolb", "Chile", True),
        ("Kolb told Pat that he saw Chile.", "Kolb", "Chile", True),
        ("Kolb told Pat that he said Chile.", "Kolb", "Chile", False),
        ("Kolb told Peru that he saw Chile.", "Kolb", "Chile", False),
        ("Kolb met Kolb and condemned Chile.", "Kolb", "Chile", False),
        ("Kolb saw Peru use Chile.", "Kolb", "Chile", True),
        ("Chile met Peru and saw Kenya bomb Kolb.", "Kolb", "Chile", False),
        ("Kolb condemned Chile.", "Kolb", "Chile", False),
    ],
)
def test_third_party(body, holder, target, objects):
    assert third_party(case_of(body, holder, target, "against")) is objects
