"""The third row shows whether the worker is stuck."""

from observability.bounds import Bounds
from observability.grafana import Panel, Query, Row, Threshold
from observability.promql import quantile
from observability.shown import RATE, metric


def stuck_row(bounds: Bounds) -> Row:
    """Whether every worker makes progress, and if not, why."""
    return Row("Is it stuck?", (*_workers(bounds), *_group(), *_work()))


def _by_instance(expression: str) -> Query:
    return Query(expression, "{{instance}}")


def _workers(bounds: Bounds) -> tuple[Panel, ...]:
    still = bounds.progress_window.total_seconds()
    return (
        Panel(
            "Stuck workers",
            "Workers that have partitions and work, but make no progress.",
            "short",
            (Query(f"sum({metric('stuck')})", "stuck"),),
            kind="stat",
            thresholds=(Threshold(1, "red"),),
        ),
        Panel(
            "Workers with partitions",
            "If it is 0, nothing is enriched.",
            "short",
            (Query(f"count({metric('assigned_partitions')} > 0) or vector(0)", "workers"),),
            kind="stat",
            base_color="red",
            thresholds=(Threshold(1, "green"),),
        ),
        Panel(
            "Since the last progress",
            "Time since an outcome or an acknowledgement, for the worker where it is longest. If "
            "no articles wait, it is a quiet night.",
            "s",
            (
                Query(
                    f"max(time() - {metric('last_progress_timestamp_seconds')})",
                    "since progress",
                ),
            ),
            kind="stat",
            thresholds=(Threshold(still, "orange"),),
            decimals=0,
        ),
        Panel(
            "Since the last poll",
            "By worker. Minutes without a batch in hand: its consumer has silently stopped.",
            "s",
            (_by_instance(f"time() - {metric('last_poll_timestamp_seconds')}"),),
            thresholds=(Threshold(still, "red"),),
        ),
        Panel(
            "Since Kafka's last answer",
            "By worker, with or without work. If all of them rise, the brokers are down. If only "
            "one rises, that worker cannot reach them.",
            "s",
            (_by_instance(f"time() - {metric('last_answer_timestamp_seconds')}"),),
            thresholds=(Threshold(bounds.answer_within.total_seconds(), "red"),),
        ),
    )


def _group() -> tuple[Panel, ...]:
    return (
        Panel(
            "Partitions by worker",
            "0 for one: more workers than partitions. 0 for all: check the group and the brokers.",
            "short",
            (_by_instance(metric("assigned_partitions")),),
        ),
        Panel(
            "Rebalances",
            "Reassignments of partitions in each quarter of an hour. A few are normal at a "
            "rollout; many mean that workers come and go, or answer the group too late.",
            "short",
            (_by_instance(f"increase({metric('rebalances_total')}[15m])"),),
        ),
        Panel(
            "Event loop",
            "How late each worker's clock tick came, as the 99th percentile. Above a second, the "
            "worker needs CPU or memory.",
            "s",
            (
                _by_instance(
                    quantile(0.99, metric("event_loop_stall_seconds_bucket"), RATE, by="instance")
                ),
            ),
            thresholds=(Threshold(1, "red"),),
        ),
        Panel(
            "Send retries",
            "Batches of records that had to be sent to Kafka again. If it continues, check the "
            "brokers.",
            "ops",
            (_by_instance(f"rate({metric('send_retries_total')}[{RATE}])"),),
        ),
    )


def _work() -> tuple[Panel, ...]:
    return (
        Panel(
            "Pool",
            "If all processes are busy all the time, more of them or more workers help. If none "
            "is busy while articles wait, the worker is stuck.",
            "short",
            (
                Query(f"sum({metric('pool_processes')})", "processes"),
                Query(f"sum({metric('pool_processes_busy')})", "busy"),
                Query(f"sum({metric('pool_queue_articles')})", "articles in the queue"),
            ),
        ),
        Panel(
            "Pool restarts",
            "Pipeline processes replaced in each quarter of an hour, because an article killed "
            "them or memory ran out.",
            "short",
            (_by_instance(f"increase({metric('pool_restarts_total')}[15m])"),),
        ),
        Panel(
            "Batch size",
            "Articles in a batch. Always STANCEWIRE_BATCH_SIZE: more arrives than can be done.",
            "short",
            (
                _by_instance(
                    f"rate({metric('batch_articles_sum')}[{RATE}])\n"
                    f"/ rate({metric('batch_articles_count')}[{RATE}])"
                ),
            ),
        ),
        Panel(
            "Batch time",
            "The slowest in twenty batches. If it grows while articles stay as long as before, "
            "the brokers confirm slowly, or cores are shared.",
            "s",
            (Query(quantile(0.95, metric("batch_seconds_bucket"), RATE), "95% of batches"),),
        ),
        Panel(
            "CPU of the workers",
            "Cores used by each worker, its pool's processes included.",
            "none",
            (_by_instance(f"rate({metric('cpu_seconds_total')}[{RATE}])"),),
        ),
        Panel(
            "Memory of the workers",
            "Memory of each worker, its pool's processes included and shared pages counted once.",
            "bytes",
            (_by_instance(metric("memory_bytes")),),
        ),
    )
