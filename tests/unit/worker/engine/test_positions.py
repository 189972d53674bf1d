import pytest

from worker.engine.positions import BeyondEnd, Move, OffsetsBeyondEndError, Span, move

LOG = Span(begin=30, end=50)


@pytest.mark.parametrize(
    ("offset", "found"),
    [
        (None, Move(30)),
        (0, Move(30, expired=30)),
        (29, Move(30, expired=1)),
        (30, Move(30)),
        (50, Move(50)),
    ],
)
@pytest.mark.parametrize("beyond_end", ["stop", "beginning", "end"])
def test_within_the_log_and_before_it_there_is_one_place_to_read_on(
    offset: int | None, found: Move, beyond_end: BeyondEnd
) -> None:
    assert move(offset, LOG, beyond_end) == found


@pytest.mark.parametrize(
    ("beyond_end", "found"),
    [("stop", None), ("beginning", Move(30, back=True)), ("end", Move(50, back=True))],
)
def test_beyond_the_end_the_setting_decides(beyond_end: BeyondEnd, found: Move | None) -> None:
    assert move(51, LOG, beyond_end) == found


def test_the_error_names_each_partition_and_the_way_on() -> None:
    text = str(OffsetsBeyondEndError("news", {7: (51, LOG), 2: (90, Span(0, 3))}))
    assert "(partition 2: offset 90, end 3; partition 7: offset 51, end 50)" in text
    assert "STANCEWIRE_OFFSET_BEYOND_END" in text
