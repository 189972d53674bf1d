"""How a command ends: signals, a folder that is gone, errors written for people."""

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.unit.worker.cli.shell import ROOT, shell
from worker.cli.failures import _FOR_PEOPLE, CommandError, Terminated, ended_by, told


@pytest.mark.parametrize("command", ["up", "demo", f"demo {ROOT}/README.md"])
def test_a_working_directory_that_is_gone_is_one_line(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    result = shell(f"export TMPDIR={temporary}; rmdir {gone}; stancewire {command}", gone)
    last = result.stderr.splitlines()[-1]
    assert last == "stancewire: the working directory no longer exists: change to another one"
    assert "Traceback" not in result.stderr
    assert result.returncode == 1
    assert list(temporary.iterdir()) == []


def test_the_first_signal_counts_and_others_do_not_interrupt_the_tidying_up() -> None:
    before = signal.getsignal(signal.SIGHUP)
    with ended_by("SIGTERM", "SIGHUP"):
        with pytest.raises(Terminated) as ended:
            signal.raise_signal(signal.SIGHUP)
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.number == signal.SIGHUP
    assert signal.getsignal(signal.SIGHUP) == before


def test_a_signal_that_a_library_turned_into_an_error_still_counts_as_the_signal() -> None:
    # As NumPy does while it is imported.
    def load() -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError from None

    with pytest.raises(Terminated) as ended, ended_by("SIGINT"):
        load()
    assert ended.value.number == signal.SIGINT


def test_an_error_without_a_signal_stays_what_it_is() -> None:
    with pytest.raises(ImportError), ended_by("SIGINT"):
        raise ImportError


def test_an_interrupt_in_code_made_from_a_string_ends_with_a_status() -> None:
    # CPython ends such a process by the signal, although the exception is caught.
    code = (
        "import signal, sys\n"
        "from worker.cli.failures import ended_by, told\n"
        "try:\n"
        "    with ended_by('SIGINT'):\n"
        "        exec('signal.raise_signal(signal.SIGINT)')\n"
        "except KeyboardInterrupt as error:\n"
        "    sys.exit(told(error))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (130, "stancewire: interrupted\n")


def test_what_nohup_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by("SIGTERM", "SIGHUP"):
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(("module", "name"), sorted(_FOR_PEOPLE))
def test_an_error_for_people_is_one_line_and_status_1(
    module: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = getattr(import_module(module), name)
    assert told(type("Kind", (kind,), {})("why it failed")) == 1
    assert capsys.readouterr().err == "stancewire: why it failed\n"


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (Terminated(signal.SIGTERM), 143, "terminated"),
        (Terminated(signal.SIGINT), 130, "interrupted"),
        (CommandError("wrong use", 2), 2, "wrong use"),
        (RuntimeError("a bug"), None, ""),
    ],
)
def test_each_end_has_its_status(
    error: BaseException, status: int | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(error) == status
    assert capsys.readouterr().err == (f"stancewire: {says}\n" if says else "")
