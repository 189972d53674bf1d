"""What counts as wrong, and how long it must last before an alert fires."""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Self

_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))


@dataclass(frozen=True)
class Bounds:
    """Every number in the alerts: windows look back; ``…_for`` is how long a fault must last.

    ``job`` is a regular expression for the scrape jobs of the workers; ``selector`` is added to
    every query, for a Prometheus that sees several installations: ``namespace="news"``.
    """

    job: str = "(.+/)?stancewire.*"
    selector: str = ""

    # A worker that restarts loads its model for up to a minute.
    no_worker_for: timedelta = timedelta(minutes=3)
    # How long a deployment without any worker is remembered: long enough for somebody to come.
    known_for: timedelta = timedelta(days=1)
    # Kafka is asked every two seconds; a broker that restarts is down for a minute.
    answer_within: timedelta = timedelta(minutes=2)
    answer_for: timedelta = timedelta(minutes=2)
    worker_down_for: timedelta = timedelta(minutes=5)
    # The slowest article may use its time-out twice, which is a minute.
    progress_window: timedelta = timedelta(minutes=5)
    progress_for: timedelta = timedelta(minutes=2)

    fresh_within: timedelta = timedelta(minutes=5)
    fresh_share: float = 0.95
    fresh_window: timedelta = timedelta(minutes=10)
    fresh_for: timedelta = timedelta(minutes=5)
    # Kafka itself aborts a transaction after a minute, unless its producer asks for longer.
    held_within: timedelta = timedelta(minutes=5)
    held_for: timedelta = timedelta(minutes=1)
    expired_window: timedelta = timedelta(hours=1)
    expired_for: timedelta = timedelta(minutes=1)
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
    # Longer than the window, so a single burst, as when a broker restarts, does not fire it.
    retry_for: timedelta = timedelta(minutes=15)
    retries: int = 10
    stall_window: timedelta = timedelta(minutes=10)
    stall_for: timedelta = timedelta(minutes=15)
    stalls: int = 5
    versions_for: timedelta = timedelta(hours=1)

    # A whole day, so that nights are not compared with days; a week, to include a weekend.
    drift_window: timedelta = timedelta(days=1)
    drift_baseline: timedelta = timedelta(days=7)
    drift_for: timedelta = timedelta(hours=1)
    # With fewer, chance shifts are too large: at 500, a share of 0.5 has a standard error of 0.02.
    drift_articles: int = 500
    drift_share: float = 0.15
    drift_mix: float = 0.25

    def sooner(self, factor: float) -> Self:
        """The same bounds with every time divided, so tests can provoke alerts in seconds."""
        times = {
            field.name: getattr(self, field.name) / factor
            for field in fields(self)
            if isinstance(getattr(self, field.name), timedelta)
        }
        return replace(self, **times)


def duration(time: timedelta) -> str:
    """A duration in PromQL, in the largest unit that fits: ``15m``; whole seconds, at least one."""
    seconds = max(1, round(time.total_seconds()))
    return next(f"{seconds // size}{unit}" for unit, size in _UNITS if seconds % size == 0)
