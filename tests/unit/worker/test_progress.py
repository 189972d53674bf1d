import pytest

from worker.progress import End, Lag, Progress


class Clock:
    """Returns the time that a test sets."""

    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(clock: Clock) -> Progress:
    made = Progress(clock, clock)
    made.assign([0, 1])
    return made


def test_what_was_read_and_not_acknowledged_is_lag(progress: Progress, clock: Clock) -> None:
    progress.answered({0: End(end=30, position=10), 1: End(end=5, position=5)})
    for offset in (10, 11, 12):
        progress.read(0, offset, clock.seconds - 60 + offset)
    assert progress.lags() == [Lag(0, 20, 50.0), Lag(1, 0, 0.0)]
    progress.acknowledge(0, 10)
    assert progress.lags()[0] == Lag(0, 19, 49.0)


def test_what_was_not_read_is_as_old_as_the_knowledge_of_it(
    progress: Progress, clock: Clock
) -> None:
    progress.answered({0: End(end=30, position=10)})
    clock.seconds += 7
    progress.answered({0: End(end=31, position=10)})
    assert progress.lags() == [Lag(0, 21, 7.0)]


def test_what_is_read_later_than_kafka_was_asked_is_no_lag_once_acknowledged(
    progress: Progress,
) -> None:
    progress.answered({0: End(end=11, position=10)})
    for offset in (10, 11, 12):
        progress.read(0, offset, None)
        progress.acknowledge(0, offset)
    assert progress.lags() == [Lag(0, 0, 0.0)]


def test_a_record_that_comes_twice_is_not_waited_for_twice(progress: Progress) -> None:
    progress.read(0, 10, None)
    progress.acknowledge(0, 10)
    progress.read(0, 10, None)
    assert progress.still_seconds() == 0
    assert all(lag.records == 0 for lag in progress.lags())


def test_a_partition_that_was_taken_away_leaves_nothing(progress: Progress, clock: Clock) -> None:
    progress.read(0, 10, None)
    progress.read(1, 3, None)
    progress.revoke()
    assert (progress.partitions, progress.lags()) == (None, [])
    progress.assign([1])
    progress.answered({0: End(9, 1), 1: End(4, 3)})
    progress.read(0, 11, None)
    progress.acknowledge(0, 10)
    assert progress.lags() == [Lag(1, 1, 0.0)]
    assert progress.partitions == [1]


def test_a_timestamp_of_the_future_is_no_negative_age(progress: Progress, clock: Clock) -> None:
    progress.read(0, 1, clock.seconds + 3_600)
    assert progress.lags() == [Lag(0, 1, 0.0)]


def test_a_quiet_topic_does_not_stand_still(progress: Progress, clock: Clock) -> None:
    clock.seconds += 3_600
    assert progress.still_seconds() == 0
    progress.read(0, 1, None)
    assert progress.still_seconds() == 0
    clock.seconds += 5
    progress.read(0, 2, None)
    assert progress.still_seconds() == 5
    progress.acknowledge(0, 1)
    assert progress.still_seconds() == 0


def test_unread_records_after_a_quiet_time_count_from_when_they_came(
    progress: Progress, clock: Clock
) -> None:
    progress.answered({0: End(1, 1)})
    clock.seconds += 3_600
    progress.answered({0: End(2, 1)})
    assert progress.still_seconds() == 0
    clock.seconds += 9
    progress.answered({0: End(3, 1)})
    assert progress.still_seconds() == 9


def test_an_outcome_of_the_pipeline_is_a_move(progress: Progress, clock: Clock) -> None:
    progress.read(0, 1, None)
    clock.seconds += 50
    progress.outcome()
    assert progress.still_seconds() == 0
    assert progress.progressed_at == clock.seconds


def test_silence_counts_only_for_a_consumer_that_has_nothing_in_hand(
    progress: Progress, clock: Clock
) -> None:
    progress.polled()
    clock.seconds += 40
    assert progress.silent_seconds() == 40
    progress.read(0, 1, None)
    assert progress.silent_seconds() == 0
    progress.revoke()
    assert progress.silent_seconds() == 0


def test_the_ends_are_known_when_each_is(progress: Progress) -> None:
    assert not progress.ends_known
    progress.answered({0: End(1, 1)})
    assert not progress.ends_known
    progress.answered({1: End(1, 1)})
    assert progress.ends_known


def test_what_a_transaction_holds_back_is_counted_and_timed(
    progress: Progress, clock: Clock
) -> None:
    progress.answered({0: End(30, 30)})
    assert progress.lags() == [Lag(0, 0, 0.0)]
    progress.answered({0: End(30, 30, held=5)})
    clock.seconds += 100
    progress.answered({0: End(30, 30, held=9)})
    assert progress.lags() == [Lag(0, 0, 0.0, 9, 100.0)]
    assert progress.still_seconds() == 0
    # The end moved: another transaction holds back now.
    progress.answered({0: End(33, 30, held=6)})
    assert progress.lags() == [Lag(0, 3, 0.0, 6, 0.0)]
    progress.answered({0: End(39, 39)})
    assert progress.lags() == [Lag(0, 0, 0.0)]


def test_what_is_read_sooner_than_kafka_is_asked_again_is_no_longer_held(
    progress: Progress,
) -> None:
    progress.answered({0: End(30, 30, held=2)})
    progress.read(0, 31, None)
    progress.acknowledge(0, 31)
    assert progress.lags() == [Lag(0, 0, 0.0)]


def test_a_partition_that_is_read_on_from_elsewhere_begins_anew(progress: Progress) -> None:
    progress.read(0, 100, None)
    progress.acknowledge(0, 100)
    progress.restart(0)
    progress.answered({0: End(3, 0)})
    for offset in range(3):
        progress.read(0, offset, None)
    assert progress.lags() == [Lag(0, 3, progress.lags()[0].seconds)]
    assert progress.still_seconds() == 0
    progress.restart(7)


def test_a_refusal_is_news_once(progress: Progress) -> None:
    assert not progress.refused("")
    assert progress.refused("no")
    assert progress.refusal == "no"
    assert not progress.refused("no")
    assert progress.refused("")
    assert progress.refusal == ""
