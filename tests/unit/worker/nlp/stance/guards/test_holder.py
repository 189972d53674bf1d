import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.holder import proxy


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Kolb's rivals have praised Chile.", "Kolb", True),
        ("Kolb's dogs have praised Chile.", "Kolb", False),
        ("Kolb supporters have praised Chile.", "Kolb", True),
        ("Kolb praised supporters of Chile.", "Kolb", False),
        ("Rivals of Kolb have praised Chile.", "Kolb", True),
        ("Rivals of the Kolb have praised Chile.", "Kolb", True),
        ("Rivals of the old Kolb have praised Chile.", "Kolb", False),
        ("Rivals, like Kolb, have praised Chile.", "Kolb", False),
        ("Dogs of Kolb have praised Chile.", "Kolb", False),
        ("Peru's Pat praised Chile.", "Peru", True),
        ("Peru's Hamas praised Chile.", "Peru", False),
        ("Peru's Hamas rivals praised Chile.", "Peru", False),
        ("Rivals met. Kolb praised Chile.", "Kolb", False),
        ("Chile thanked Kolb", "Kolb", False),
    ],
)
def test_proxy(body, holder, objects):
    assert proxy(case_of(body, holder, "Chile", "favor")) is objects
