from importlib.metadata import PackageNotFoundError

import pytest

from worker import pipeline_info
from worker.pipeline_info import NAME, software_version


def test_a_pipeline_is_named_by_software_and_model() -> None:
    made = pipeline_info.pipeline_info("m-1")
    assert (made.name, made.version, made.model) == (NAME, software_version(), "m-1")


def test_a_checkout_that_was_never_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(pipeline_info, "version", missing)
    assert software_version() == "0+unknown"
