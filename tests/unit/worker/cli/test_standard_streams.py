"""Standard streams that cannot be used: one line, a status, no traceback."""

from pathlib import Path

import pytest

from tests.unit.worker.cli.shell import shell

FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")


@FULL
@pytest.mark.parametrize(
    "arguments", ["settings", "settings --json", "topics list", "--help", "settings --help"]
)
def test_a_full_disk_is_one_line(arguments: str) -> None:
    result = shell(f"stancewire {arguments} >/dev/full")
    assert result.stderr == "stancewire: cannot write the output: no space left on device\n"
    assert result.returncode == 1


def test_a_closed_output_is_one_line() -> None:
    for arguments in ("settings", "topics list --json"):
        result = shell(f"stancewire {arguments} >&-")
        assert result.stderr == "stancewire: cannot write the output: it is closed\n"
        assert result.returncode == 1


def test_a_closed_input_is_one_line() -> None:
    for command in ("enrich", "demo"):
        result = shell(f"stancewire {command} - <&-")
        assert result.stderr.startswith("stancewire: refused standard input: it is closed\n")
        assert "Traceback" not in result.stderr
        assert result.returncode == 1


def test_without_anywhere_to_complain_the_status_still_tells() -> None:
    for closed in (
        "2>&-",
        ">&- 2>&- <&-",
        *(["2>/dev/full"] if Path("/dev/full").exists() else []),
    ):
        result = shell(f"stancewire tail weather {closed}")
        assert (result.returncode, result.stdout) == (2, "")
    assert "STANCEWIRE_GROUP" in shell("stancewire settings 2>&- <&-").stdout
