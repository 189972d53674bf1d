from pathlib import Path

import pytest

from local_kafka import data_directory
from local_kafka.data_directory import DataDirectory
from local_kafka.errors import LocalKafkaError


def test_a_temporary_folder_goes_and_a_named_one_stays(tmp_path: Path) -> None:
    temporary, named = DataDirectory(None), DataDirectory(tmp_path / "kept")
    assert (temporary.is_temporary, named.is_temporary) == (True, False)
    temporary.close()
    named.close()
    assert not temporary.path.exists()
    assert named.path.exists()


def test_one_broker_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_directory, "_LOCK_SECONDS", 0.1)
    first = DataDirectory(tmp_path)
    with pytest.raises(LocalKafkaError, match="another broker uses the data"):
        DataDirectory(tmp_path)
    first.close()
    DataDirectory(tmp_path).close()


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LocalKafkaError, match=r"cannot write to .*--data-dir"):
        DataDirectory(tmp_path / "file" / "data")
