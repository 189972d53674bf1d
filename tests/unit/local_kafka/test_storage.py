from pathlib import Path

import pytest

from local_kafka import storage
from local_kafka.errors import LocalKafkaError


def make_template(cache: Path) -> None:
    template = cache / "storage-template"
    (template / "__cluster_metadata-0").mkdir(parents=True)
    (template / "__cluster_metadata-0" / "0-0.checkpoint").write_bytes(b"\x00records")
    (template / "meta.properties").write_text(
        "#\n#a date\ncluster.id=old\ndirectory.id=old\nnode.id=1\nversion=1\n"
    )


def test_each_new_cluster_has_ids_of_its_own(tmp_path: Path) -> None:
    make_template(tmp_path)
    ids = set()
    for name in ("one", "two"):
        folder = tmp_path / name
        assert not storage.is_formatted(folder)
        storage.format_storage(folder, tmp_path, [])
        assert storage.is_formatted(folder)
        lines = (folder / "meta.properties").read_text().splitlines()
        assert {"node.id=1", "version=1"} < set(lines)
        ids |= {line.partition("=")[2] for line in lines if ".id=" in line and "node" not in line}
        checkpoint = folder / "__cluster_metadata-0" / "0-0.checkpoint"
        assert checkpoint.read_bytes() == b"\x00records"
    assert len(ids) == 4
    assert all(len(identity) == 22 and identity[0] != "-" for identity in ids)


def test_a_damaged_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "meta.properties").write_text("version=1\n")
    with pytest.raises(LocalKafkaError, match="use another data folder"):
        storage.cluster_id(tmp_path)
