"""The schedule of a chaos run follows from its seed alone."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.chaos.__main__ import PART, PARTS, committed_seeds
from tests.chaos.faults import FAULTS
from tests.chaos.schedule import KINDS, MOST_PARTITIONS_ADDED, NAMES, Plan

PLAN = Plan(seed=1, faults=40, articles=2_400, brokers=3)


def test_the_same_seed_gives_the_same_schedule() -> None:
    assert PLAN.text() == Plan(seed=1, faults=40, articles=2_400, brokers=3).text()
    # Pinned: a seed that once failed must mean the same in another version and on another machine.
    assert PLAN.digest() == "07b9f1089228"


def test_another_seed_or_size_gives_another() -> None:
    others = [Plan(2, 40, 2_400, 3), Plan(1, 41, 2_400, 3), Plan(1, 40, 2_401, 3)]
    assert len({PLAN.digest(), *(plan.digest() for plan in others)}) == 4


def test_a_run_of_forty_faults_has_every_kind() -> None:
    for seed in range(20):
        steps = Plan(seed, 40, 2_400, brokers=3).steps()
        assert {step.fault for step in steps} == {kind.name for kind in KINDS if kind.cards}


def test_one_broker_gets_no_fault_that_needs_three() -> None:
    needing = {kind.name for kind in KINDS if kind.brokers > 1}
    assert not needing & {step.fault for step in Plan(1, 100, 2_400, brokers=1).steps()}


def test_rights_are_taken_away_only_where_workers_log_in() -> None:
    plain, secured = (Plan(1, 40, 2_400, secured=which) for which in (False, True))
    assert "take-right" not in {step.fault for step in plain.steps()}
    assert "take-right" in {step.fault for step in secured.steps()}
    assert secured.text().splitlines()[0] == plain.text().splitlines()[0] + ", with logins"


def test_a_person_is_needed_only_where_there_is_one() -> None:
    plain, by_hand = (Plan(1, 40, 2_400, by_hand=which) for which in (False, True))
    needing = {"delete-topic", "move-offset"}
    assert not needing & {step.fault for step in plain.steps()}
    assert needing <= {step.fault for step in by_hand.steps()}
    assert by_hand.text().splitlines()[0] == plain.text().splitlines()[0] + ", with mending by hand"


def test_partitions_are_added_only_so_often() -> None:
    counts = Counter(step.fault for step in Plan(1, 1_000, 60_000, brokers=3).steps())
    assert counts["add-partition"] == MOST_PARTITIONS_ADDED
    assert counts.total() == 1_000


def test_the_moments_spread_over_the_articles() -> None:
    moments = [step.at for step in PLAN.steps()]
    assert moments == sorted(moments)
    assert 0 < moments[0] < 100
    assert 2_300 < moments[-1] < 2_400


def test_a_fault_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no such faults: earthquake"):
        Plan(1, 1, 1, kinds=("earthquake",)).steps()


def test_a_run_without_a_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="never dealt in such a run: kill-workers"):
        Plan(1, 1, 1, kinds=("kill-workers",)).steps()


def test_the_long_run_is_as_long_as_was_asked_for() -> None:
    kills = {"kill-worker": 1, "kill-child": 1, "kill-broker": 1, "kill-coordinator": 1}
    kills |= {"kill-workers": PART.workers, "kill-children": 2 * PART.workers}
    faults = [step.fault for number in range(PARTS) for step in _part(number).steps()]
    assert sum(kills.get(fault, 0) for fault in faults) >= 1_000
    restarts = ("kill-broker", "kill-coordinator", "stop-broker")
    assert sum(fault in restarts for fault in faults) >= 100
    assert PARTS * PART.articles >= 100_000
    assert len({_part(number).digest() for number in range(PARTS)}) == PARTS


def _part(number: int) -> Plan:
    return replace(PART, seed=PART.seed + number)


def test_every_kind_can_be_inflicted() -> None:
    assert set(FAULTS) == set(NAMES)


def test_there_are_committed_seeds() -> None:
    assert len(committed_seeds()) == len(set(committed_seeds())) >= 3
