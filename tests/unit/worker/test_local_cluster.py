"""What ``up`` runs is known while it runs, and not a moment longer."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from worker import local_cluster
from worker.settings import load_settings

HERE = {
    "bootstrap_servers": "127.0.0.1:9192",
    "security_protocol": "PLAINTEXT",
    "replication_factor": 1,
}
ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)


def test_it_is_known_while_it_runs() -> None:
    with local_cluster.announced(HERE) as known:
        assert known
        assert local_cluster.running() == HERE
        settings = load_settings()
        assert settings.bootstrap_servers == "127.0.0.1:9192"
        assert settings.catalogue().articles.replication_factor == 1
        rows = {name: origin for name, _, origin in settings.describe()}
        assert rows["STANCEWIRE_REPLICATION_FACTOR"] == "stancewire up"
        assert rows["STANCEWIRE_GROUP"] == "default"
    assert local_cluster.running() == {}
    assert load_settings().replication_factor == 3


def test_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STANCEWIRE_REPLICATION_FACTOR", "2")
    with local_cluster.announced(HERE):
        settings = load_settings()
    assert (settings.bootstrap_servers, settings.replication_factor) == ("127.0.0.1:9192", 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [("KAFKA_BOOTSTRAP_SERVERS", "broker-1:9092"), ("STANCEWIRE_SECURITY_PROTOCOL", "SSL")],
)
def test_a_cluster_that_is_named_gets_nothing_of_ours(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    before = load_settings()
    with local_cluster.announced(HERE):
        assert load_settings() == before


def test_the_first_of_two_stays_the_one_that_is_known() -> None:
    other = {**HERE, "bootstrap_servers": "127.0.0.1:9193"}
    with local_cluster.announced(HERE), local_cluster.announced(other) as known:
        assert not known
        assert local_cluster.running() == HERE


def test_one_that_was_killed_is_not_known() -> None:
    code = (
        "from worker import local_cluster\n"
        f"with local_cluster.announced({HERE!r}):\n"
        "    print('known', flush=True)\n"
        "    input()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    assert process.stdout.readline() == b"known\n"
    assert local_cluster.running() == HERE
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert local_cluster.file().read_text()
    assert local_cluster.running() == {}


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_file_that_says_nothing_says_nothing(content: str) -> None:
    with local_cluster.announced(HERE):
        local_cluster.file().write_text(content)
        assert local_cluster.running() == {}


def test_what_another_version_wrote_is_not_believed() -> None:
    with local_cluster.announced({**HERE, "replication_factor": "many", "later": 1}):
        settings = load_settings()
    assert (settings.bootstrap_servers, settings.replication_factor) == ("127.0.0.1:9192", 3)


def test_without_a_folder_to_write_to_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with local_cluster.announced(HERE) as known:
        assert not known
    assert local_cluster.running() == {}
