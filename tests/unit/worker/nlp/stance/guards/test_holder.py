import pytest

from tests.unit.worker.nlp.stance.cases import case_of
from worker.nlp.stance.guards.holder import in_aside, origin, proxy


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Pat, a miner from Lima, Peru, blamed Chile.", "Peru", True),
        ("Pat, of Lima, Peru, blamed Chile.", "Peru", True),
        ("Pat, a miner in the Peru, blamed Chile.", "Peru", True),
        ("Pat, of Hamas, blamed Chile.", "Hamas", False),
        ("Pat, a miner from the Hamas, blamed Chile.", "Hamas", True),
        ("Pat, a miner from Lima, Hamas, blamed Chile.", "Hamas", False),
        ("Pat, a miner from Lima, Kolb, blamed Chile.", "Kolb", False),
        ("Pat, a miner near Peru, blamed Chile.", "Peru", True),
        ("Pat, a miner like Peru, blamed Chile.", "Peru", False),
        ("From Lima, Lima, Lima, Lima, Peru blamed Chile.", "Peru", False),
        ("It came from Lima, Lima, the Peru blamed Chile.", "Peru", False),
        ("Peru blamed Chile.", "Peru", False),
        ("The Peru blamed Chile.", "Peru", False),
    ],
)
def test_origin(body, holder, objects):
    assert origin(case_of(body, holder, "Chile", "against")) is objects


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


@pytest.mark.parametrize(
    ("body", "holder", "objects"),
    [
        ("Pat, who met Kolb, praised Chile.", "Kolb", True),
        ("Pat, who speaks for Peru's crews, accused Chile.", "Peru", True),
        ("Pat, who met Kolb, praising Chile.", "Kolb", False),
        ("Pat, who met Kolb, today Chile.", "Kolb", False),
        ("Pat who met Kolb, praised Chile.", "Kolb", False),
        ("Pat, who met Kolb; praised Chile.", "Kolb", False),
        ("Pat, who met Kolb praised Chile.", "Kolb", False),
        ("Pat, who met Kolb, Chile.", "Kolb", False),
        ("Pat, whom Kolb, a banker, blamed, left Chile.", "Kolb", False),
        ("Pat, whom the Kolb crew, praised Chile.", "Kolb", False),
        ("It was late, which angered Kolb, who blamed Chile.", "Kolb", False),
        ("Pat, who came, met Kolb, praised Chile.", "Kolb", False),
        ("Kolb, praised Chile.", "Kolb", False),
    ],
)
def test_in_aside(body, holder, objects):
    assert in_aside(case_of(body, holder, "Chile", "favor")) is objects
