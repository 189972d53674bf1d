import os

import psutil
import pytest

from worker.pool.environment import is_secret, without_secrets
from worker.pool.slot import Slot
from worker.settings import Settings, variable


@pytest.mark.parametrize(
    "name",
    [
        variable("sasl_password"),
        "AWS_SECRET_ACCESS_KEY",
        "HF_TOKEN",
        "OTEL_EXPORTER_OTLP_HEADERS",
        "SSL_KEY_PASSWORD",
        "GOOGLE_APPLICATION_CREDENTIALS",
        "API_KEY",
    ],
)
def test_a_secret_is_known_by_its_name(name: str) -> None:
    assert is_secret(name)


def test_what_a_pipeline_needs_is_no_secret() -> None:
    harmless = [
        "PATH",
        "HOME",
        "PYTHONPATH",
        "LANG",
        "TMPDIR",
        "OMP_NUM_THREADS",
        "LD_LIBRARY_PATH",
    ]
    hidden = {variable(name) for name in Settings.model_fields if "password" in name}
    shown = {variable(name) for name in Settings.model_fields} - hidden
    assert not [name for name in [*harmless, *shown] if is_secret(name)]


def test_the_parent_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_TOKEN", "canary")
    with without_secrets():
        assert "SOME_TOKEN" not in os.environ
    assert os.environ.pop("SOME_TOKEN") == "canary"


def test_no_process_of_the_pool_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (variable("sasl_password"), "SOME_TOKEN"):
        monkeypatch.setenv(name, "canary-4711")
    monkeypatch.setenv("HARMLESS", "kept")
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    slot = Slot("tests.support.small_pipelines:load_small", {})
    try:
        slot.wait_until_ready(60)
        assert slot.process.pid
        assert psutil.Process(slot.process.pid).environ()["HARMLESS"] == "kept"
        for child in psutil.Process().children(recursive=True):
            if child.pid not in before:
                assert "canary-4711" not in str(child.environ()), child.cmdline()
    finally:
        slot.kill()
