from itertools import pairwise

import pytest

from worker.engine.in_hand import InHand


@pytest.fixture
def in_hand() -> InHand:
    return InHand()


def finish(in_hand: InHand, *offsets: int) -> None:
    for offset in offsets:
        in_hand.acknowledge("p", offset)


def test_all_before_the_first_open_record_may_be_committed(in_hand: InHand) -> None:
    for offset in (3, 4, 5):
        in_hand.read("p", offset)
    assert in_hand.committable("p") is None
    finish(in_hand, 3)
    assert in_hand.committable("p") == 4
    finish(in_hand, 5)
    assert in_hand.committable("p") == 4
    finish(in_hand, 4)
    assert in_hand.committable("p") == 6


@pytest.mark.parametrize("offsets", [(0, 7, 8), (0, 2, 4, 6), (5, 1_000_000_000)])
def test_an_offset_without_a_record_holds_nothing_up(
    in_hand: InHand, offsets: tuple[int, ...]
) -> None:
    for offset in offsets:
        in_hand.read("p", offset)
    for offset, following in pairwise(offsets):
        finish(in_hand, offset)
        assert offset < in_hand.committable("p") <= following
    finish(in_hand, offsets[-1])
    assert in_hand.committable("p") == offsets[-1] + 1


def test_an_acknowledgement_from_before_a_rebalance_frees_nothing_before_it(
    in_hand: InHand,
) -> None:
    for offset in (3, 4, 5):
        in_hand.read("p", offset)
    in_hand.forget(["p"])
    finish(in_hand, 3)
    assert in_hand.committable("p") is None
    for offset in (3, 4, 5):
        in_hand.read("p", offset)
    finish(in_hand, 5)
    assert in_hand.committable("p") == 3
    assert in_hand.holds("p")
    finish(in_hand, 3, 4)
    assert in_hand.committable("p") == 6
    assert not in_hand.holds("p")


def test_a_record_that_comes_again_after_it_was_finished_is_not_waited_for(
    in_hand: InHand,
) -> None:
    in_hand.read("p", 3)
    finish(in_hand, 3)
    in_hand.read("p", 3)
    in_hand.read("p", 4)
    finish(in_hand, 4)
    assert in_hand.committable("p") == 5


def test_partitions_do_not_mix(in_hand: InHand) -> None:
    in_hand.read("p", 3)
    in_hand.read("q", 1)
    finish(in_hand, 3)
    assert (in_hand.committable("p"), in_hand.committable("q")) == (4, None)
