"""``docs/metrics.md``, written from the definitions: ``python -m worker.metrics.page``."""

import re
import sys
from collections.abc import Iterator

import worker.metrics.definitions  # noqa: F401 - it defines them
from worker.metrics.kinds import CHAPTERS, Definition

_HEAD = """\
# Metrics

What `/metrics` says, and what to do about it. Written from
[`worker/metrics/definitions.py`](../worker/metrics/definitions.py) by `make docs`; change it there.

Every worker counts for itself and begins at nothing: add over workers, and use `rate()`. Labels
take only the values that are listed here, whatever the articles say, and stand at 0 from the start.
Histograms have the usual `_bucket`, `_sum` and `_count`. Beside these there are Prometheus' own
`process_*` and `python_*`, of the worker's main process alone.
"""

_COMMAND = re.compile(r"'(stancewire [^']+)'")
_NAME = re.compile(r"(?<!\S)(\w+_[\w*]+(?:\{[^}]*\})?|/\w+z)")


def page() -> str:
    """The page, as Markdown."""
    return "\n".join([_HEAD, *_chapters()])


def _chapters() -> Iterator[str]:
    for question, definitions in CHAPTERS.items():
        yield f"## {question}\n"
        for defined in definitions:
            yield from _entry(defined)


def _entry(defined: Definition) -> Iterator[str]:
    yield f"### `{defined.name}`\n"
    yield f"{defined.kind.capitalize()}. {_marked(defined.meaning)}\n"
    yield f"→ {_marked(defined.action)}\n"
    for label, values in defined.labels.items():
        listed = ", ".join(f"`{value}`" for value in values) or "set by the cluster or the build"
        yield f"- `{label}`: {listed}"
    if defined.buckets:
        yield f"- buckets: {', '.join(f'{bucket:g}' for bucket in defined.buckets)}"
    if defined.labels or defined.buckets:
        yield ""


def _marked(text: str) -> str:
    """Names and commands as code."""
    parts = _COMMAND.split(text)
    # What the brackets of the pattern hold stands at every second place.
    return "".join(
        f"`{part}`" if number % 2 else _NAME.sub(r"`\1`", part) for number, part in enumerate(parts)
    )


if __name__ == "__main__":
    sys.stdout.write(page())
