"""Third row: whether it is stuck."""

from observability.bounds import Bounds
from observability.grafana import Panel, Query, Row, Threshold
from observability.promql import quantile, series
from observability.shown import JOB, RATE, metric


def stuck_row(bounds: Bounds) -> Row:
    """Whether every worker gets on, and what holds it up."""
    return Row("Is it stuck?", (*_workers(bounds), *_group(), *_work()))


def _by_instance(expression: str) -> Query:
    return Query(expression, "{{instance}}")


def _workers(bounds: Bounds) -> tuple[Panel, ...]:
    still = bounds.progress_window.total_seconds()
    return (
        Panel(
            "Stuck workers",
            "Workers that have partitions and work, and on which nothing moved.",
            "short",
            (Query(f"sum({metric('stuck')})", "stuck"),),
            kind="stat",
            thresholds=(Threshold(1, "red"),),
        ),
        Panel(
            "Workers with partitions",
            "None: nothing is enriched.",
            "short",
            (Query(f"count({metric('assigned_partitions')} > 0) or vector(0)", "workers"),),
            kind="stat",
            base_color="red",
            thresholds=(Threshold(1, "green"),),
        ),
        Panel(
            "Since the last progress",
            "The worker that waited longest for an outcome or an acknowledgement. Old without "
            "waiting articles is a quiet night.",
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
            "By worker. Minutes while no batch is at work: its consumer has silently stopped.",
            "s",
            (_by_instance(f"time() - {metric('last_poll_timestamp_seconds')}"),),
            thresholds=(Threshold(still, "red"),),
        ),
        Panel(
            "Since Kafka's last answer",
            "By worker, with work or without. All of them rise: the brokers are away. One alone: "
            "it does not reach them.",
            "s",
            (_by_instance(f"time() - {metric('last_answer_timestamp_seconds')}"),),
            thresholds=(Threshold(bounds.answer_within.total_seconds(), "red"),),
        ),
    )


def _group() -> tuple[Panel, ...]:
    return (
        Panel(
            "Partitions by worker",
            "0 on one: more workers than partitions. 0 on all: look at the group and the brokers.",
            "short",
            (_by_instance(metric("assigned_partitions")),),
        ),
        Panel(
            "Rebalances",
            "Times that partitions were given out anew in each quarter of an hour. A few at a "
            "rollout; many otherwise: workers come and go, or answer the group too late.",
            "short",
            (_by_instance(f"increase({metric('rebalances_total')}[15m])"),),
        ),
        Panel(
            "Event loop",
            "How late each worker's clock tick came, at worst but one in a hundred. Above a "
            "second: it needs CPU or memory.",
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
            "Batches of records that had to be sent to Kafka again. They go on: look at the "
            "brokers.",
            "ops",
            (_by_instance(f"rate({metric('send_retries_total')}[{RATE}])"),),
        ),
    )


def _work() -> tuple[Panel, ...]:
    return (
        Panel(
            "Pool",
            "All processes busy all the time: more of them, or more workers, help. None busy "
            "with waiting articles: stuck.",
            "short",
            (
                Query(f"sum({metric('pool_processes')})", "processes"),
                Query(f"sum({metric('pool_processes_busy')})", "busy"),
                Query(f"sum({metric('pool_queue_articles')})", "articles in the queue"),
            ),
        ),
        Panel(
            "Pool restarts",
            "Pipeline processes replaced in each quarter of an hour: articles that kill them, or "
            "too little memory.",
            "short",
            (_by_instance(f"increase({metric('pool_restarts_total')}[15m])"),),
        ),
        Panel(
            "Batch size",
            "Articles in a batch. Always STANCEWIRE_BATCH_SIZE: there is more to do than is done.",
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
            "Slowest of twenty batches. It grows with articles of the same length: the brokers "
            "confirm slowly, or cores are shared.",
            "s",
            (Query(quantile(0.95, metric("batch_seconds_bucket"), RATE), "95% of batches"),),
        ),
        Panel(
            "CPU of the workers",
            "Cores that each worker's own process uses; its pool's processes come on top.",
            "none",
            (_by_instance(f"rate({series('process_cpu_seconds_total', JOB)}[{RATE}])"),),
        ),
        Panel(
            "Memory of the workers",
            "Resident memory of each worker's own process; its pool's processes come on top.",
            "bytes",
            (_by_instance(series("process_resident_memory_bytes", JOB)),),
        ),
    )
