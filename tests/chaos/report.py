"""Writes what the runs found into docs/reliability.md, between its marks; the prose stays."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.chaos.mutants import MENDED_BY_HAND, MUTANTS
from tests.chaos.results import Result

_COLUMNS = (
    "seed",
    "schedule",
    "faults",
    "articles",
    "of the real model",
    "records out",
    "commits sampled",
    "worker starts",
    "brokers",
    "versions",
    "time",
    "verdict",
    "worker",
)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_MARKED = re.compile(r"(<!-- (runs|long|mutants): .*?-->\n).*?(<!-- mark -->)", re.DOTALL)
_LONG_COLUMNS = (
    "seed",
    "schedule",
    "articles",
    "read by the real model",
    "workers killed",
    "pool processes killed",
    "brokers killed",
    "brokers started again",
    "commits sampled",
    "time",
    "verdict",
    "worker",
)


def write_report(results: Sequence[Result]) -> None:
    """Replace the tables of the page."""
    tables = {"runs": runs(results), "long": long(results), "mutants": mutants(results)}
    text = PAGE.read_text("utf-8")
    PAGE.write_text(
        _MARKED.sub(lambda found: found[1] + tables[found[2]] + found[3], text), "utf-8"
    )


def runs(results: Iterable[Result]) -> str:
    """What the worker itself went through."""
    own = [one for one in results if not (one.mutant or one.dense)]
    lines = [_row(*_COLUMNS), "|---" * len(_COLUMNS) + "|"]
    for one in own:
        real = f"one in {one.real_every}" if one.real_every else "none"
        lines.append(
            _row(
                one.seed,
                f"`{one.schedule}`",
                sum(one.inflicted.values()),
                one.articles,
                real,
                one.records,
                one.samples,
                one.starts,
                f"{one.brokers}{_besides(one)}",
                one.versions,
                _time(one.seconds),
                one.verdict,
                f"`{one.source}`, {one.day}",
            )
        )
    total: Counter[str] = Counter()
    for one in own:
        total.update(one.inflicted)
    kinds = ", ".join(f"{count} `{kind}`" for kind, count in sorted(total.items()))
    articles = sum(one.articles for one in own)
    held = sum(one.verdict == "held" for one in own)
    together = (
        f"Together {len(own)} runs, of which {held} held: {total.total()} faults over {articles} "
        f"articles in {_time(sum(one.seconds for one in own))}. By kind: {kinds}."
    )
    return "\n".join([*lines, "", together, ""])


def long(results: Iterable[Result]) -> str:
    """How far the long run has come."""
    parts = [one for one in results if one.dense and not one.mutant]
    lines = [_row(*_LONG_COLUMNS), "|---" * len(_LONG_COLUMNS) + "|"]
    for one in parts:
        killed = [one.killed.get(what, 0) for what in ("worker", "child", "broker")]
        lines.append(
            _row(
                one.seed,
                f"`{one.schedule}`",
                one.articles,
                one.real,
                *killed,
                one.returned,
                one.samples,
                _time(one.seconds),
                one.verdict,
                f"`{one.source}`, {one.day}",
            )
        )
    together = (
        f"So far {len(parts)} parts, of which {sum(one.verdict == 'held' for one in parts)} held: "
        f"{sum(sum(one.killed.values()) for one in parts)} processes killed, "
        f"{sum(one.returned for one in parts)} broker restarts and "
        f"{sum(one.articles for one in parts)} articles in {_time(sum(o.seconds for o in parts))}."
    )
    return "\n".join([*lines, "", together, ""])


def mutants(results: Iterable[Result]) -> str:
    """How many faults it took to catch each faulty worker, in each run."""
    lines = [
        "| mutant | what it does wrong | caught after (faults, per run) | as |",
        "|---|---|---|---|",
    ]
    by_name: dict[str, list[Result]] = {}
    for one in results:
        by_name.setdefault(one.mutant, []).append(one)
    for name, (what, _) in (MUTANTS | MENDED_BY_HAND).items():
        found = by_name.get(name, [])
        after = ", ".join(_caught(one) for one in found) or "not tried"
        kinds = sorted({kind for one in found for kind in one.verdict.split(", ")} - {"held"})
        lines.append(f"| `{name}` | {what} | {after} | {', '.join(kinds)} |")
    return "\n".join([*lines, ""])


def _besides(one: Result) -> str:
    """What a run had besides the usual faults."""
    logins = ", with logins" if one.secured else ""
    return logins + (", with mending by hand" if one.by_hand else "")


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _caught(one: Result) -> str:
    if one.verdict == "held":
        return f"not in {sum(one.inflicted.values())} (seed {one.seed})"
    return f"{one.faults} (seed {one.seed})"


def _time(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min {rest} s"
