"""What counts as wrong, and for how long it must last before somebody hears of it."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Self

_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


@dataclass(frozen=True)
class Bounds:
    """Every number of the alerts. Windows are looked back over; ``…_for`` is how long it lasts.

    ``job`` is a regular expression of the scrape jobs that are workers; ``selector`` goes into
    every query, for a Prometheus that sees several installations: ``namespace="news"``.
    """

    job: str = "(.+/)?stancewire.*"
    selector: str = ""

    # A worker that is started anew loads its model for up to a minute.
    no_worker_for: timedelta = timedelta(minutes=3)
    # Kafka is asked every two seconds; a broker that is started anew is away for a minute.
    answer_within: timedelta = timedelta(minutes=2)
    answer_for: timedelta = timedelta(minutes=2)
    worker_down_for: timedelta = timedelta(minutes=5)
    # The slowest article may take its time-out twice, which is a minute.
    progress_window: timedelta = timedelta(minutes=5)
    progress_for: timedelta = timedelta(minutes=2)

    fresh_within: timedelta = timedelta(minutes=5)
    fresh_share: float = 0.95
    fresh_window: timedelta = timedelta(minutes=10)
    fresh_for: timedelta = timedelta(minutes=5)
    growth_window: timedelta = timedelta(minutes=15)
    growth_for: timedelta = timedelta(minutes=15)
    growth_records: int = 500

    surge_window: timedelta = timedelta(minutes=10)
    surge_for: timedelta = timedelta(minutes=2)
    surge_letters: int = 20
    surge_share: float = 0.1
    restart_window: timedelta = timedelta(hours=1)
    restart_for: timedelta = timedelta(minutes=5)
    restarts: int = 5
    retry_window: timedelta = timedelta(minutes=10)
    # Longer than the window: a single burst, such as a broker that restarts, is none.
    retry_for: timedelta = timedelta(minutes=15)
    retries: int = 10
    stall_window: timedelta = timedelta(minutes=10)
    stall_for: timedelta = timedelta(minutes=15)
    stalls: int = 5
    versions_for: timedelta = timedelta(hours=1)

    # A whole day, so that nights are not held against days; a week, so that it has its weekend.
    drift_window: timedelta = timedelta(days=1)
    drift_baseline: timedelta = timedelta(days=7)
    drift_for: timedelta = timedelta(hours=1)
    # Fewer say nothing: a share of 0.5 has a standard error of 0.02 then.
    drift_articles: int = 500
    drift_share: float = 0.15
    drift_mix: float = 0.25

    def sooner(self, factor: float) -> Self:
        """The same with every time divided: what tests provoke in seconds."""
        times = {
            field.name: getattr(self, field.name) / factor
            for field in fields(self)
            if isinstance(getattr(self, field.name), timedelta)
        }
        return replace(self, **times)


def duration(time: timedelta) -> str:
    """As PromQL writes it, in the largest unit that fits: ``15m``; to the second, at least one."""
    seconds = max(1, round(time.total_seconds()))
    return next(f"{seconds // size}{unit}" for unit, size in _UNITS if seconds % size == 0)
