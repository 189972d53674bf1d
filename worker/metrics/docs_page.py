"""``docs/metrics.md``, written from the definitions: ``python -m worker.metrics.docs_page``."""

import re
import sys
from collections.abc import Iterator

import worker.metrics.definitions  # noqa: F401 - it defines the metrics
from worker.metrics.kinds import CHAPTERS, Definition

_HEAD = """\
# Metrics

What `/metrics` reports, and what to do about it. `make docs` writes this page from
[`worker/metrics/definitions.py`](../worker/metrics/definitions.py); change it there.

Each worker counts for itself and starts at zero: sum over workers, and use `rate()`. Labels have
only the values listed here, whatever the articles say, and every such series is there from the
start, at 0. Besides them, every series has the label `group`, the worker's consumer group: workers
of different groups share nothing, so sum `by (namespace, group)`. Histograms have the usual
`_bucket`, `_sum` and `_count`. The client library adds its
`process_*` and `python_*` metrics, for the worker's main process only.
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
    """The text with names and commands marked as code."""
    parts = _COMMAND.split(text)
    # What the pattern captured is at every odd index.
    return "".join(
        f"`{part}`" if number % 2 else _NAME.sub(r"`\1`", part) for number, part in enumerate(parts)
    )


if __name__ == "__main__":
    sys.stdout.write(page())
