"""``docs/scale.md``: what some loads need, from ``bench/result.json`` and the topics' settings."""

from collections.abc import Iterator, Mapping
from math import ceil
from pathlib import Path
from statistics import mean
from typing import Any, Final

from bench.latency_plot import draw
from bench.report import latencies
from topics.catalogue import DAY_MS, DEFAULT_PARTITIONS, DEFAULT_REPLICATION_FACTOR, Catalogue
from worker.settings import Settings

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"
PAGE: Final = DOCS / "scale.md"
PLOT: Final = DOCS / "latency.svg"

RATES: Final = (10, 1_000, 100_000)
"""Articles a minute."""

BUSY: Final = 0.7
"""The share of its time that a pipeline may be busy, so that articles wait for a moment only."""

BROKER_BYTES: Final = 50e6
"""Bytes a second that a modest broker takes: an example, to be replaced by your own figure."""

CORE_HOUR: Final = 0.04
"""US dollars: an example, to be replaced by the price on your own bill."""

BACKLOG_HOURS: Final = 24
_MORE: Final = (1, 2, 4)
_MILLION: Final = 1_000_000

_HEAD = """\
# Scale

What some loads need. `make bench` writes this page from what it measured on one core (see
[performance.md](performance.md) for the machine) and from the settings of the topics. The articles
have {characters:,} characters on average: yours will differ, so measure them with
`make bench ARTICLES=file`.

- **An article takes {seconds:.2f} s of a core**, all of a worker's work included. A pipeline reads
  one article at a time on one core; a worker has {pool} pipelines.
- A pipeline is planned to be busy for {busy:.0f} % of the time. See below what more means.
- An article's record has {article_kb:.1f} kB, and all its events together {sent_kb:.1f} kB, before
  they are compressed.
"""


def write(result: Mapping[str, Any]) -> None:
    """Write page and plot."""
    PAGE.write_text(page(result), encoding="utf-8")
    draw(result["service"]["seconds"], result["latency"], PLOT)


def page(result: Mapping[str, Any]) -> str:
    """The page in Markdown."""
    return "\n".join(_lines(result)) + "\n"


def core_seconds(result: Mapping[str, Any]) -> float:
    """Processor seconds of a worker for one article."""
    ratio = result["ratios"].get("worker_over_nlp", {"median": 1.0})["median"]
    return float(mean(result["service"]["seconds"])) / min(1.0, float(ratio))


def _lines(result: Mapping[str, Any]) -> Iterator[str]:
    cost, run = result["service"], result["run"]
    seconds, pool = core_seconds(result), int(Settings.model_fields["pool_processes"].default)
    yield _HEAD.format(
        characters=run["characters"] // run["articles"],
        seconds=seconds,
        pool=pool,
        busy=100 * BUSY,
        article_kb=cost["article_bytes"] / 1e3,
        sent_kb=cost["sent_bytes"] / 1e3,
    )
    yield from _needs(result, seconds, pool)
    yield from _limits(cost, seconds, pool)
    yield from _backlog()
    price = _MILLION * seconds / 3600 / BUSY * CORE_HOUR
    yield (
        "## Cost\n\n"
        f"At {CORE_HOUR:.2f} US dollars for an hour of a core, a million articles cost "
        f"{price:,.0f} dollars. The price is an example: put in your own. Brokers, disks and "
        "traffic are not in it.\n"
    )
    yield from latencies(result)
    yield "![Latency over load, simulated and of a real worker](latency.svg)"


def _needs(result: Mapping[str, Any], seconds: float, pool: int) -> Iterator[str]:
    cost, memory = result["service"], result["process"]["memory_mib"]
    catalogue = Catalogue()
    kept = [catalogue.articles.retention_ms / DAY_MS, catalogue.enriched.retention_ms / DAY_MS]
    yield "## What is needed\n"
    yield "| articles a minute | cores | workers | partitions | memory | in | out | kept by Kafka |"
    yield "|---|---|---|---|---|---|---|---|"
    for rate in RATES:
        cores = ceil(rate / 60 * seconds / BUSY)
        workers = ceil(cores / pool)
        into, out = (rate / 60 * cost[name] for name in ("article_bytes", "sent_bytes"))
        days = (into * kept[0] + out * kept[1]) * 86_400 * DEFAULT_REPLICATION_FACTOR
        yield (
            f"| {rate:,} | {cores:,} | {workers:,} | {_partitions(workers):,} | "
            f"{cores * memory / 1024:,.1f} GiB | {_rate(into)} | {_rate(out)} | {_size(days)} |"
        )
    yield (
        f"\nKafka keeps articles for {kept[0]:g} days and events for {kept[1]:g}, each "
        f"{DEFAULT_REPLICATION_FACTOR} times. Two workers are the least for who wants no pause "
        "when one of them restarts.\n"
    )


def _partitions(workers: int) -> int:
    """A multiple of twelve, which many numbers of workers divide evenly."""
    return max(1, ceil(workers / DEFAULT_PARTITIONS)) * DEFAULT_PARTITIONS


def _limits(cost: Mapping[str, Any], seconds: float, pool: int) -> Iterator[str]:
    of_core = (cost["article_bytes"] + cost["sent_bytes"] * DEFAULT_REPLICATION_FACTOR) / seconds
    most = DEFAULT_PARTITIONS * pool * BUSY / seconds * 60
    yield (
        "## What is full first\n\n"
        f"1. **Cores.** A busy core reads and writes {_rate(of_core)}, copies included. A broker "
        f"that takes {BROKER_BYTES / 1e6:g} MB/s (an example) has enough for "
        f"{BROKER_BYTES / of_core:,.0f} cores.\n"
        f"2. **Partitions.** A partition goes to one worker. The {DEFAULT_PARTITIONS} that the "
        f"topics have by default are enough for {most:,.0f} articles a minute with "
        f"{pool} pipelines in each worker; more pipelines in a worker raise that as well.\n"
        "3. **Brokers**, and their disks: see the last column above.\n"
    )


def _backlog() -> Iterator[str]:
    yield "## Clearing a day's backlog\n"
    yield "| cores | hours until nothing waits, while new articles come as before |\n|---|---|"
    for times in _MORE:
        hours = BACKLOG_HOURS / (times / BUSY - 1)
        yield f"| {'as above' if times == 1 else f'{times} times as many'} | {hours:.1f} |"
    yield ""


def _rate(bytes_a_second: float) -> str:
    return f"{_size(bytes_a_second)}/s"


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1e3:  # noqa: PLR2004
            return f"{size:.3g} {unit}"
        size /= 1e3
    return f"{size:,.1f} TB"
