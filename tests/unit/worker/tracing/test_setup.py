import subprocess
import sys

import pytest

from tests.support.patience import patient
from worker.records import OriginalRecord
from worker.tracing.setup import tracing
from worker.tracing.trace import pass_on

PARENT = ("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")


def record(*headers: tuple[str, bytes | None]) -> OriginalRecord:
    return OriginalRecord("news.articles.v1", 0, 0, 1, b"k", b"", headers)


def test_without_spans_a_trace_goes_on_as_it_came() -> None:
    with tracing(spans=False) as begin_trace:
        assert list(begin_trace(record(("h", b"1"), PARENT)).headers) == [PARENT]
        assert list(begin_trace(record()).headers) == []
    assert pass_on is begin_trace


@pytest.mark.parametrize("prepare", ["", "sys.modules['opentelemetry'] = None"])
def test_without_the_extra_nothing_changes_and_asking_for_spans_says_what_is_missing(
    prepare: str,
) -> None:
    script = f"""
import sys
{prepare}
import worker.engine.app
assert not any(sys.modules[m] for m in sys.modules if m.split(".")[0] == "opentelemetry")
from worker.fatal import FatalError
from worker.tracing.setup import tracing
try:
    with tracing(spans=True):
        print("spans")
except FatalError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=patient(60),
        check=True,
    )
    said = done.stdout.strip()
    assert said == "spans" if not prepare else "pip install 'stancewire[otel]'" in said
    assert "\n" not in said
