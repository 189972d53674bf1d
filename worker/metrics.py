"""Every metric, each with a sentence on what an operator does about it."""

from prometheus_client import Counter, Histogram, Info, start_http_server

from worker.fatal import FatalError

ARTICLES = Counter(
    "stancewire_articles",
    "Articles by outcome (enriched, skipped, dead_lettered). Flat while lag grows: look at the "
    "log's last line.",
    ["outcome"],
)
DEAD_LETTERS = Counter(
    "stancewire_dead_letters",
    "Dead letters by reason. A jump in one reason: 'stancewire dead-letters list --reason …', then "
    "talk to the producer it names.",
    ["reason"],
)
BATCH_SECONDS = Histogram(
    "stancewire_batch_seconds",
    "Time from taking a batch to its acknowledgement. Rising with articles of the same length: the "
    "broker is slow to confirm, or the cores are shared.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
)
POOL_RESTARTS = Counter(
    "stancewire_pool_restarts",
    "Pipeline processes replaced. More than a few an hour: read the dead letters with the reasons "
    "pipeline_crashed and pipeline_timeout, and the memory limit.",
)
BUILD = Info("stancewire_build", "Version and model. Two at once outside a rollout: finish it.")


class MetricsError(FatalError):
    """The metrics cannot be served; the text says where and why."""


def serve_metrics(bind: str, port: int) -> None:
    """Answer ``/metrics`` on this address from a thread of its own; 0 serves nothing."""
    if port == 0:
        return
    try:
        start_http_server(port, bind)
    except (OSError, UnicodeError) as error:
        raise MetricsError(
            f"metrics cannot be served on {bind}:{port} ({error}); mend STANCEWIRE_WEB_BIND, or "
            "set STANCEWIRE_WEB_PORT to a free port, or to 0 for none"
        ) from error
