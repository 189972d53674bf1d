"""How far dead letters were redriven: marks that only move forward."""

import pytest
from kafka.structs import OffsetAndMetadata

from worker.cli.redrive_memory import Mark, _mark


def test_a_mark_moves_for_one_reason_or_for_all_and_never_back() -> None:
    mark = Mark().moved("too_deep", 5)
    assert [mark.covers(4, "too_deep"), mark.covers(5, "too_deep")] == [True, False]
    assert not mark.covers(0, "too_large")
    assert mark.moved("too_deep", 3) == mark
    everything = mark.moved(None, 4)
    assert everything == Mark(4, {"too_deep": 5})
    assert everything.moved(None, 9) == Mark(9, {})
    assert Mark(9).moved(None, 2) == Mark(9)


@pytest.mark.parametrize(
    ("offset", "metadata", "mark"),
    [
        (7, '{"too_deep":9}', Mark(7, {"too_deep": 9})),
        (7, "", Mark(7)),
        (7, "somebody else's", Mark(7)),
        (7, "[1]", Mark(7)),
        (7, '{"too_deep":null}', Mark(7)),
        # The topic was deleted and created again.
        (11, '{"too_deep":12}', Mark()),
        (-1, "", Mark()),
    ],
)
def test_what_kafka_kept_is_read_with_care(offset: int, metadata: str, mark: Mark) -> None:
    assert _mark(OffsetAndMetadata(offset, metadata, -1), 10) == mark
