import os
from pathlib import Path

import pytest

from local_kafka import startup_archive
from local_kafka.startup_archive import archive_options, archive_path


@pytest.fixture(autouse=True)
def any_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup_archive, "java_version", lambda: "25.0.2")


def test_without_an_archive_java_starts_as_ever(tmp_path: Path) -> None:
    assert archive_options(tmp_path / "startup.aot") == []


def test_an_archive_is_used(tmp_path: Path) -> None:
    archive = tmp_path / "startup.aot"
    archive.touch()
    assert f"-XX:AOTCache={archive}" in archive_options(archive)


def test_an_archive_of_other_jars_or_another_java_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jar = tmp_path / "one.jar"
    jar.write_bytes(b"one")
    os.utime(jar, (1, 1))
    names = [archive_path(tmp_path, [jar])]
    assert archive_path(tmp_path, [jar]) == names[0]
    os.utime(jar, (2, 2))
    names.append(archive_path(tmp_path, [jar]))
    jar.write_bytes(b"another")
    os.utime(jar, (2, 2))
    names.append(archive_path(tmp_path, [jar]))
    monkeypatch.setattr(startup_archive, "java_version", lambda: "26.0.0")
    names.append(archive_path(tmp_path, [jar]))
    assert len(set(names)) == 4
