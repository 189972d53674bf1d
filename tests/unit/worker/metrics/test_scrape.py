from prometheus_client import CollectorRegistry

from worker.metrics.scrape import ProgressCollector
from worker.progress import End, Progress


def series(registry: CollectorRegistry) -> dict[str, float]:
    return {
        sample.name.removeprefix("stancewire_") + "".join(sample.labels.values()): sample.value
        for family in registry.collect()
        for sample in family.samples
    }


def test_a_partition_that_was_taken_away_is_gone_from_the_next_scrape() -> None:
    progress = Progress(clock=lambda: 5.0, now=lambda: 1_000.0)
    registry = CollectorRegistry()
    registry.register(ProgressCollector(progress, lambda: True))
    progress.assign([0, 1])
    progress.answered({0: End(9, 9, 5), 1: End(7, 3)})
    progress.read(1, 3, 940.0)
    assert series(registry) == {
        "lag_records0": 0,
        "lag_records1": 4,
        "lag_seconds0": 0,
        "lag_seconds1": 60,
        "held_records0": 5,
        "held_records1": 0,
        "held_seconds0": 0,
        "held_seconds1": 0,
        "assigned_partitions": 2,
        "last_progress_timestamp_seconds": 1_000,
        "last_poll_timestamp_seconds": 1_000,
        "last_answer_timestamp_seconds": 1_000,
        "stuck": 1,
    }
    progress.revoke()
    progress.assign([0])
    progress.answered({0: End(9, 9)})
    assert {name for name in series(registry) if name.startswith("lag")} == {
        "lag_records0",
        "lag_seconds0",
    }


def test_there_is_no_last_answer_before_the_first() -> None:
    progress = Progress()
    registry = CollectorRegistry()
    registry.register(ProgressCollector(progress, lambda: False))
    assert "last_answer_timestamp_seconds" not in series(registry)
    progress.answered({})
    assert "last_answer_timestamp_seconds" in series(registry)
