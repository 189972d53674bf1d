"""Compare what an outage showed with what it should have shown, and write a page about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.panel_check import Answered

# Two samples of one alert that are further apart than this belong to separate firings.
GAP_SECONDS = 3
SPARK_PARTS = 45
BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Act:
    """A part of the run, with the alerts that must fire in it and those that may."""

    name: str
    began: float
    must: set[str]
    may: set[str]


@dataclass(frozen=True)
class Result:
    """Everything that was seen."""

    acts: list[Act]
    ended: float
    fired: list[dict[str, Any]]
    answers: list[Answered]
    articles: int
    bad: int
    enriched: int
    letters: int
    records: int
    restarts: int
    sooner: float


@dataclass(frozen=True)
class Firing:
    """One firing of an alert, from its first second to its last."""

    alert: str
    began: float
    ended: float
    act: Act


def report(result: Result) -> tuple[str, list[str]]:
    """The page, and the faults found."""
    firings = sorted(_firings(result), key=lambda firing: firing.began)
    faults = list(_faults(result, firings))
    return "\n".join(_page(result, firings, faults)) + "\n", faults


def _firings(result: Result) -> Iterator[Firing]:
    times: dict[str, set[float]] = {}
    for series in result.fired:
        # Several workers can fire it at once: to a person that is one alert.
        moments = times.setdefault(series["metric"]["alertname"], set())
        moments.update(float(moment) for moment, _ in series["values"])
    for name, moments in times.items():
        first = last = min(moments)
        for moment in [*sorted(moments), float("inf")]:
            if moment - last > GAP_SECONDS:
                act = max((a for a in result.acts if a.began <= first), key=lambda a: a.began)
                yield Firing(name, first, last, act)
                first = moment
            last = moment


def _faults(result: Result, firings: list[Firing]) -> Iterator[str]:
    for act in result.acts:
        seen = {firing.alert for firing in firings if firing.act == act}
        yield from (f"{name} did not fire: {act.name}" for name in sorted(act.must - seen))
        yield from (f"{name} fired: {act.name}" for name in sorted(seen - act.must - act.may))
    for firing in firings:
        if result.ended - firing.ended < GAP_SECONDS:
            yield f"{firing.alert} did not clear"
    for answer in result.answers:
        if not answer.series:
            yield f"no data: {answer.title} ({answer.legend})"
    if (result.enriched, result.letters) != (result.articles - result.bad, result.bad):
        yield f"{result.enriched} enriched and {result.letters} letters, of {result.articles}"


def _page(result: Result, firings: list[Firing], faults: list[str]) -> Iterator[str]:
    began = result.acts[0].began
    yield "# An outage, as the dashboard and the alerts show it\n"
    yield (
        "`python -m tests.chaos.outage --report docs/outage.md` printed this page. It runs a real "
        "broker, a real Prometheus that scrapes every second, and two workers with one pipeline "
        "process each. A stand-in for the pipeline takes 50 ms per article, since this is about "
        f"what an operator sees. Every time in the alerts is a {result.sooner:g}th of its "
        "value in production: half a minute here is a quarter of an hour there. For the drift "
        "alerts, a day is half a minute here and a week is a minute.\n"
    )
    yield (
        f"Of {result.articles} articles, {result.bad} were bad: {result.enriched} were enriched "
        f"and {result.letters} became dead letters, in {result.records} records "
        f"({result.records - result.enriched - result.letters} written twice after a kill, under "
        f"the same id). Workers that stopped without their broker and were restarted: "
        f"{result.restarts}. The run took {result.ended - began:.0f} s. "
        + ("It passed.\n" if not faults else "**It did not pass.**\n")
    )
    yield "## Alerts\n"
    yield "| second | what happened, *or which alert fired* | cleared |\n|---:|---|---:|"
    events = [(act.began, f"| {act.began - began:.0f} | {act.name} | |") for act in result.acts]
    for firing in firings:
        fired, cleared = firing.began - began, firing.ended + 1 - began
        events.append((firing.began, f"| {fired:.0f} | *{firing.alert}* | {cleared:.0f} |"))
    yield from (line for _, line in sorted(events))
    yield "\nNothing else fired.\n" if not faults else "\n".join(["", *faults, ""])
    yield "## Panels\n"
    yield (
        "Each query of the dashboard: the lowest and the highest value of all its series, and the "
        "highest value over the run. Panels with a single number show it at the end of the run.\n"
    )
    yield "| panel | query | series | lowest | highest | from start to end |"
    yield "|---|---|---:|---:|---:|---|"
    for answer in result.answers:
        numbers = [number for series in answer.series for _, number in series]
        span = f"{min(numbers):.3g} | {max(numbers):.3g}" if numbers else "none | none"
        line = _sparkline(answer, began, result.ended)
        legend = answer.legend.replace("{{", "").replace("}}", "")
        yield f"| {answer.title} | {legend} | {len(answer.series)} | {span} | {line} |"


def _sparkline(answer: Answered, began: float, ended: float) -> str:
    """The highest value of all series in each part of the run, as bars from 0 to the maximum."""
    parts: list[float | None] = [None] * SPARK_PARTS
    points = [point for series in answer.series for point in series]
    if len({moment for moment, _ in points}) < SPARK_PARTS / 2:
        return ""
    for moment, number in points:
        part = min(SPARK_PARTS - 1, int((moment - began) / (ended - began) * SPARK_PARTS))
        parts[part] = max(number, parts[part] or 0.0)
    top = max(number for _, number in points)
    bars = [
        " " if part is None else BARS[round(part / top * (len(BARS) - 1)) if top else 0]
        for part in parts
    ]
    return f"`{''.join(bars)}`"
