"""Writes what a soak showed into docs/reliability.md, and its plot beside it."""

import re
from pathlib import Path
from statistics import median

from tests.soak.meter import HELD
from tests.soak.plot import draw
from tests.soak.verdict import MOST_GROWTH, Soak, findings, growth, under_load

RESULT = Path(__file__).with_name("result.json")
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, PICTURE = DOCS / "reliability.md", DOCS / "soak.svg"
_MARKED = re.compile(r"(<!-- soak: .*?-->\n).*?(<!-- mark -->)", re.DOTALL)


def write_report(soak: Soak) -> None:
    """Replace the table of the page, and draw."""
    text = PAGE.read_text("utf-8")
    PAGE.write_text(_MARKED.sub(lambda found: found[1] + table(soak) + found[2], text), "utf-8")
    draw(soak, PICTURE)


def table(soak: Soak) -> str:
    """What was done, what it showed, and what was not as it should be."""
    lines = [_done(soak), "", "| | after the warm-up | at the end | growth |", "|---|---|---|---|"]
    for name in HELD:
        who, what = name.split("_")
        lines.append(_row(f"{what} of the {who}", *growth(under_load(soak), name)))
    for real, what in ((False, "the stand-in"), (True, "the real model")):
        halves = _halves(soak, real=real)
        if halves:
            lines.append(_row(f"latency of {what}, s, median of each half", *halves))
    return "\n".join([*lines, "", _woke(soak), _found(soak), ""])


def _done(soak: Soak) -> str:
    return (
        f"{soak.articles} articles in {soak.load_seconds / 60:.0f} minutes, {soak.real} of them "
        f"read by the real model ({soak.enriched} events, {soak.letters} dead letters), then "
        f"{soak.idle_seconds / 60:.0f} minutes of rest. Work took {soak.slowness:.1f} times as "
        f"long as on a free core. Worker: `{soak.source}`, {soak.day}."
    )


def _row(what: str, before: float, after: float) -> str:
    change = 100 * (after - before) / before
    return f"| {what} | {before:.3g} | {after:.3g} | {change:+.1f} % |"


def _halves(soak: Soak, *, real: bool) -> tuple[float, float] | None:
    took = [
        one.took for one in soak.latencies if one.real is real and one.seconds <= soak.load_seconds
    ]
    half = len(took) // 2
    return (median(took[:half]), median(took[half:])) if half else None


def _woke(soak: Soak) -> str:
    return f"The first article after the rest had its event after {soak.woke:.2f} s."


def _found(soak: Soak) -> str:
    bad = findings(soak)
    if bad:
        return f"Not as it should be: {'; '.join(bad)}."
    most = f"{100 * MOST_GROWTH:g} %"
    return f"Nothing grew by more than {most}, nothing was lost, and the log has no error."
