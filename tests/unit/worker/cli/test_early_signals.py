"""A signal at any moment of a start: one line and its status, whatever is being imported."""

import os
import signal
import subprocess
import sys

import pytest

from tests.support.commands import ROOT, environment
from tests.support.patience import patient
from tests.support.processes import end_with_parent

# Sends itself a signal when a module begins to be imported, however fast or slow the machine is.
SIGNALLED = """
import os, signal, sys

class Signals:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.{name})

sys.meta_path.insert(0, Signals())
sys.argv = ["stancewire", *{arguments!r}]
from worker.cli.main import main
main()
"""
PARSING = ["typer", "worker.cli.application", "pydantic"]
MOMENTS = [
    *((module, ("settings",)) for module in [*PARSING, "worker.settings", "topics.catalogue"]),
    *((module, ("demo",)) for module in ["worker.cli.demo_run", "kafka", "topics.events"]),
    *((module, ("run",)) for module in ["worker.engine.app", "faust", "aiokafka"]),
    ("worker.cli.up_run", ("up", "--port", "9")),
    ("worker.cli.kafka_io", ("publish", "a.txt")),
    ("worker.cli.kafka_io", ("tail", "enriched")),
    ("worker.cli.redrive", ("dead-letters", "list")),
    ("console.app", ("console",)),
    ("worker.cli.diff_index", ("diff", "a", "b")),
    ("worker.cli.replay_run", ("replay", "--to", "x")),
    ("local_kafka.foreground", ("local-kafka",)),
]


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment({"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patient(120),
        check=False,
        preexec_fn=end_with_parent,
    )


@pytest.mark.parametrize(("module", "arguments"), MOMENTS)
def test_an_interrupt_during_an_import_is_one_line_and_130(
    module: str, arguments: tuple[str, ...]
) -> None:
    ended = python(SIGNALLED.format(module=module, name="SIGINT", arguments=arguments))
    assert (ended.returncode, ended.stderr) == (130, "stancewire: interrupted\n")


@pytest.mark.parametrize(("name", "status"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_so_are_the_other_signals(name: str, status: int) -> None:
    ended = python(SIGNALLED.format(module="worker.cli.demo_run", name=name, arguments=("demo",)))
    assert (ended.returncode, ended.stderr) == (status, "stancewire: terminated\n")


def test_one_from_before_pythons_first_line_is_kept_where_it_was_blocked() -> None:
    """As `make demo` and `make up` start it, with `env --block-signal=INT`."""

    def interrupted() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        os.kill(os.getpid(), signal.SIGINT)

    ended = subprocess.run(
        [sys.executable, "-m", "worker.cli.main", "settings"],
        env=environment({}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=patient(120),
        check=False,
        preexec_fn=interrupted,
    )
    assert (ended.returncode, ended.stderr) == (130, "stancewire: interrupted\n")


def test_a_signal_after_the_last_line_is_still_one_line() -> None:
    at_exit = "import atexit, os\natexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
    script = SIGNALLED.format(module="none", name="SIGINT", arguments=("--version",))
    ended = python(f"import signal\n{at_exit}{script}")
    assert (ended.returncode, ended.stderr) == (130, "stancewire: interrupted\n")


def test_almost_nothing_is_imported_before_signals_are_watched() -> None:
    # Without site-packages, whose own files may import anything.
    code = (
        "import sys; sys.path.insert(0, '.'); import worker.cli.main\n"
        "print(sorted(sys.modules.keys() & {'typing', 're', 'contextlib', 'typer', 'pathlib'}))"
    )
    command = [sys.executable, "-S", "-c", code]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
