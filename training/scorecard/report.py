"""Render the figures for a terminal, for a page and for a program."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from training.scorecard.figures import Figure, Section
from training.scorecard.inputs import InputError, read_text
from training.scores import Bin

BEGIN: Final = "<!-- scorecard: the part between these marks is written by make scorecard -->"
END: Final = "<!-- scorecard: end -->"

_BASELINES: Final = {
    "majority": "majority",
    "vader": "VADER",
    "tfidf": "TF-IDF + logistic regression",
    "tfidf_cv": "TF-IDF + logistic regression, cross-validated",
    "spacy": "spaCy sm",
    "keywords": "IPTC keywords",
    "quotes": "quotation marks",
}
"""Names of the baselines for a page."""

_DASH: Final = "\N{EN DASH}"
_DIGITS: Final = 4

Cells = Sequence[str]


def as_text(model: str, sections: Sequence[Section]) -> str:
    """Tables for a terminal."""
    lines = [model]
    for section in sections:
        names, counts = _baselines(section), _counts(section)
        lines += ["", section.title]
        header = ["", "score", "95 %", *names, *counts]
        rows = (_cells(figure, names, counts) for figure in section.figures)
        lines += _aligned([header, *rows])
        for name, table in section.reliability.items():
            lines += ["", f"{name}: answers by their confidence"]
            lines += _aligned([["confidence", "answers", "mean", "right"], *map(_bin, table)])
        lines += ["", *(f"* {note}" for note in section.notes)]
    return "\n".join(lines) + "\n"


def as_markdown(model: str, sections: Sequence[Section], command: str) -> str:
    """Tables for a page, between the two marks."""
    lines = [BEGIN, "", f"Model `{model}`; scores in percent, with 95 % bootstrap intervals.", ""]
    lines += ["```", command, "```", ""]
    for section in sections:
        names, counts = _baselines(section), _counts(section)
        lines += [f"### {section.title}", ""]
        titles = (_BASELINES.get(name, name) for name in names)
        header = ["figure", "score", "95 %", *titles, *counts]
        lines += _piped(header, (_cells(figure, names, counts) for figure in section.figures))
        for name, table in section.reliability.items():
            lines += [f"`{name}`: answers by their confidence.", ""]
            lines += _piped(["confidence", "answers", "mean", "right"], map(_bin, table))
        for note in section.notes:
            lines += [note, ""]
    return "\n".join([*lines, END]) + "\n"


def as_json(model: str, sections: Sequence[Section]) -> str:
    """One flat object with a key for each figure, interval and baseline."""
    values: dict[str, str | float] = {"model": model}
    for figure in (figure for section in sections for figure in section.figures):
        values[figure.name] = round(figure.value, _DIGITS)
        if figure.interval is not None:
            for end, value in zip(("low", "high"), figure.interval, strict=True):
                values[f"{figure.name}.{end}"] = round(value, _DIGITS)
        for name, value in figure.baselines.items():
            values[f"{figure.name}.{name}"] = round(value, _DIGITS)
        for name, count in figure.counts.items():
            values[f"{figure.name}.{name}"] = count
    return json.dumps(values, indent=2) + "\n"


def put_between_marks(page: Path, generated: str) -> None:
    """Write the generated part of a page and keep the rest.

    Raises:
        InputError: the page exists and does not have the two marks once each, in order.

    """
    check_page(page)
    if page.exists():
        text = read_text(page)
        before, rest = text.split(BEGIN)
        generated = before + generated.rstrip("\n") + rest.split(END)[1]
    page.write_text(generated, encoding="utf-8", newline="")


def check_page(page: Path) -> None:
    """Raise InputError if a page has no place for the generated part."""
    if page.exists():
        text = read_text(page)
        counts = text.count(BEGIN), text.count(END)
        if counts != (1, 1) or text.index(BEGIN) > text.index(END):
            raise InputError(f"{page}: does not have the marks {BEGIN} and {END} once each")


def _baselines(section: Section) -> list[str]:
    """The baselines of a section, in the order of their first figure."""
    return list(dict.fromkeys(name for figure in section.figures for name in figure.baselines))


def _counts(section: Section) -> list[str]:
    """What is counted in a section, in the order of its first figure."""
    return list(dict.fromkeys(name for figure in section.figures for name in figure.counts))


def _cells(figure: Figure, names: Iterable[str], counts: Iterable[str]) -> Cells:
    low_high = "" if figure.interval is None else _DASH.join(map(_percent, figure.interval))
    others = (
        _percent(figure.baselines[name]) if name in figure.baselines else "" for name in names
    )
    counted = (str(figure.counts.get(name, "")) for name in counts)
    return [figure.name, _percent(figure.value), low_high, *others, *counted]


def _bin(one: Bin) -> Cells:
    bounds = f"{one.low:.1f}{_DASH}{one.high:.1f}"
    return [bounds, str(one.size), _percent(one.confidence), _percent(one.right)]


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _aligned(rows: Sequence[Cells]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def _piped(header: Cells, rows: Iterable[Cells]) -> list[str]:
    table = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return [*(f"| {' | '.join(row)} |" for row in table), ""]
