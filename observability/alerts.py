"""The alerts: each pages somebody or opens a ticket, and says what to do first.

Each is about one deployment: a live staging must not hide that production is dead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from observability.bounds import Bounds, duration
from observability.drift import drifts
from observability.promql import DEPLOYMENT, increase, over, quantile, series

Severity = Literal["page", "ticket"]


@dataclass(frozen=True)
class Alert:
    """One rule. ``summary`` says what is wrong and what to do first; Prometheus fills it in."""

    name: str
    severity: Severity
    lasts: timedelta
    summary: str
    query: str


def alerts(bounds: Bounds) -> tuple[Alert, ...]:
    """Every alert, pages before tickets."""
    found = (*_fresh(bounds), *_right(bounds), *_stuck(bounds), *_drift(bounds))
    return tuple(sorted(found, key=lambda alert: alert.severity != "page"))


def _fresh(bounds: Bounds) -> Iterator[Alert]:
    lag = _series(bounds, "lag_records")
    late = int(bounds.fresh_within.total_seconds())
    arrival = _series(bounds, "arrival_to_enriched_seconds_bucket")
    slow = quantile(bounds.fresh_share, arrival, duration(bounds.fresh_window), by=DEPLOYMENT)
    oldest = _each("max", _series(bounds, "lag_seconds"))
    waiting = _each("sum", lag)
    before = _each("sum", f"{lag} offset {duration(bounds.growth_window)}")
    yield Alert(
        "StancewireFreshnessLost",
        "page",
        bounds.fresh_for,
        f"Articles are enriched more than {late} s after they arrive, at worst "
        "{{ $value | humanizeDuration }}: check whether the lag or a stage grows, and start more "
        "workers if it is the lag.",
        f"{oldest} > {late}\nor\n{slow} > {late}",
    )
    yield Alert(
        "StancewireTransactionHangs",
        "page",
        bounds.held_for,
        "An open transaction has held back all later articles of a partition for "
        "{{ $value | humanizeDuration }}: find it with 'kafka-transactions.sh find-hanging' and "
        "abort it, or end its producer.",
        _each("max", _series(bounds, "held_seconds"))
        + f" > {int(bounds.held_within.total_seconds())}",
    )
    expired = _series(bounds, "expired_unread_total")
    window = duration(bounds.expired_window)
    yield Alert(
        "StancewireArticlesExpired",
        "page",
        bounds.expired_for,
        "{{ $labels.instance }} found {{ $value | humanize }} offsets that retention deleted "
        "before they were read: see 'stancewire topics lag', and read faster or keep the articles "
        "for longer.",
        # A worker that finds them as it starts may be scraped for the first time only afterwards.
        f"{increase(expired, bounds.expired_window)} > 0\nor\n"
        f"({expired} > 0 unless {expired} offset {window})",
    )
    yield Alert(
        "StancewireLagGrowing",
        "ticket",
        bounds.growth_for,
        "{{ $value | humanize }} articles are waiting, over 10% more than "
        f"{duration(bounds.growth_window)} ago: start more workers, up to one for each partition.",
        f"{waiting} > {bounds.growth_records}\nand\n{waiting} > 1.1 * {before}",
    )


def _right(bounds: Bounds) -> Iterator[Alert]:
    letters = _each("sum", increase(_series(bounds, "dead_letters_total"), bounds.surge_window))
    articles = _each("sum", increase(_series(bounds, "articles_total"), bounds.surge_window))
    yield Alert(
        "StancewireDeadLetterSurge",
        "page",
        bounds.surge_for,
        "{{ $value | humanizePercentage }} of the articles end as dead letters: find the reason "
        "with 'stancewire dead-letters list', and stop the producer or the rollout it points to.",
        f"{letters} / {articles} > {bounds.surge_share:g}\n"
        f"and\n{letters} >= {bounds.surge_letters}",
    )
    build = _series(bounds, "build_info")
    yield Alert(
        "StancewireTwoVersions",
        "ticket",
        bounds.versions_for,
        "{{ $value }} versions or models are running at once, so the same article gives different "
        "events: finish the rollout, or roll it back.",
        _each("count", over("count", build, DEPLOYMENT, "version", "model")) + " > 1",
    )


def _stuck(bounds: Bounds) -> Iterator[Alert]:
    partitions = _series(bounds, "assigned_partitions")
    seen = f"last_over_time({partitions}[{duration(bounds.known_for)}])"
    yield Alert(
        "StancewireNoWorker",
        "page",
        bounds.no_worker_for,
        "No worker has a partition, so nothing is enriched. Check whether workers are running, "
        "then read the last line of their logs.",
        # What never had a worker has no series, so somebody must have seen it: within a day.
        f"{_each('group', seen)}\nunless on ({DEPLOYMENT}) ({partitions} > 0)\nor\nabsent({seen})",
    )
    answer = _series(bounds, "last_answer_timestamp_seconds")
    yield Alert(
        "StancewireKafkaSilent",
        "page",
        bounds.answer_for,
        "Kafka has not answered any worker for {{ $value | humanizeDuration }}: check whether the "
        "brokers are up and the workers can reach them. The workers then recover by themselves.",
        f"time() - {_each('max', answer)} > {int(bounds.answer_within.total_seconds())}",
    )
    window = duration(bounds.progress_window)
    still = int(bounds.progress_window.total_seconds())
    articles = _each("sum", increase(_series(bounds, "articles_total"), bounds.progress_window))
    waiting = _each("max", f"max_over_time({_series(bounds, 'lag_seconds')}[{window}])")
    yield Alert(
        "StancewireNoProgress",
        "page",
        bounds.progress_for,
        "An article has been waiting for {{ $value | humanizeDuration }} and none was finished in "
        f"{window}: read /stuckz and the log of each worker, then restart them; nothing "
        "unacknowledged is lost.",
        f"{waiting} > {still}\nand\n{articles} == 0",
    )
    yield Alert(
        "StancewireStuck",
        "page",
        bounds.progress_for,
        "{{ $labels.instance }} reports that it is stuck: read the reason on its /stuckz, save its "
        "log, restart it; nothing unacknowledged is lost.",
        f"{_series(bounds, 'stuck')} == 1",
    )
    yield Alert(
        "StancewireWorkerDown",
        "ticket",
        bounds.worker_down_for,
        "{{ $labels.instance }} does not answer Prometheus: find out why it stopped; the other "
        "workers have its partitions.",
        series("up", f'job=~"{bounds.job}"', bounds.selector) + " == 0",
    )
    yield from _trouble(bounds)


def _trouble(bounds: Bounds) -> Iterator[Alert]:
    restarts = increase(_series(bounds, "pool_restarts_total"), bounds.restart_window)
    yield Alert(
        "StancewirePoolRestarts",
        "ticket",
        bounds.restart_for,
        "{{ $labels.instance }} replaced {{ $value | humanize }} pipeline processes within "
        f"{duration(bounds.restart_window)}: read the dead letters with pipeline_crashed and "
        "pipeline_timeout, and check whether memory runs out.",
        f"{restarts} > {bounds.restarts}",
    )
    retries = increase(_series(bounds, "send_retries_total"), bounds.retry_window)
    yield Alert(
        "StancewireSendRetries",
        "ticket",
        bounds.retry_for,
        "Sends to Kafka were retried {{ $value | humanize }} times within "
        f"{duration(bounds.retry_window)}: check the brokers and the network to them.",
        f"{_each('sum', retries)} > {bounds.retries}",
    )
    ticks = _series(bounds, "event_loop_stall_seconds_count")
    prompt = _series(bounds, "event_loop_stall_seconds_bucket", 'le="1.0"')
    window = bounds.stall_window
    yield Alert(
        "StancewireEventLoopStalls",
        "ticket",
        bounds.stall_for,
        "{{ $labels.instance }} stalled for more than a second {{ $value | humanize }} times "
        f"within {duration(window)}: give it CPU and memory, or it will lose its partitions.",
        f"{increase(ticks, window)}\n- ignoring (le) {increase(prompt, window)}\n> {bounds.stalls}",
    )


def _drift(bounds: Bounds) -> Iterator[Alert]:
    for drift in drifts(bounds, bounds.selector, by=DEPLOYMENT):
        yield Alert(
            f"Stancewire{drift.name}Shifted",
            "ticket",
            bounds.drift_for,
            f"The {drift.quantity} of {drift.title} moved by "
            "{{ $value | humanizePercentage }} from the week before: check whether the sources or "
            "the model changed, and read twenty articles of today.",
            f"({drift.distance}) > {drift.bound(bounds):g}\n"
            f"and\n{drift.counted} >= {bounds.drift_articles}\n"
            f"and\n{drift.usual} >= {bounds.drift_articles}",
        )


def _each(function: str, inner: str) -> str:
    """An aggregation over the workers of each deployment by itself."""
    return over(function, inner, DEPLOYMENT)


def _series(bounds: Bounds, name: str, *matchers: str) -> str:
    return series(f"stancewire_{name}", *matchers, bounds.selector)
