import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from local_kafka import jars
from local_kafka.errors import LocalKafkaError
from local_kafka.jars import Jar
from tests.support.patience import patient

CONTENT = {"org.example:one:1.0": b"first jar", "org.example:two:2.1": b"second jar"}
PINNED = [Jar(name, hashlib.sha256(content).hexdigest()) for name, content in CONTENT.items()]


class Source:
    """A fake network: writes jars, and remembers which were requested."""

    def __init__(self, content: dict[str, bytes] | None = None) -> None:
        self.content = content or CONTENT
        self.asked: list[str] = []

    def __call__(self, coordinate: str, repository: Path) -> Path:
        self.asked.append(coordinate)
        path = repository / coordinate.replace(":", "-")
        path.write_bytes(self.content[coordinate])
        return path


def no_download(coordinate: str, repository: Path) -> Path:
    pytest.fail(f"{coordinate} was fetched")


def test_missing_jars_are_fetched_once(tmp_path: Path) -> None:
    source = Source()
    paths = jars.ensure(tmp_path, PINNED, download=source)
    assert [path.name for path in paths] == ["one-1.0.jar", "two-2.1.jar"]
    assert [path.read_bytes() for path in paths] == list(CONTENT.values())
    assert sorted(source.asked) == sorted(CONTENT)
    assert jars.ensure(tmp_path, PINNED, download=no_download) == paths


def test_only_a_damaged_jar_is_fetched_again(tmp_path: Path) -> None:
    paths = jars.ensure(tmp_path, PINNED, download=Source())
    paths[1].write_bytes(b"second jar, cut sh")
    again = Source()
    jars.ensure(tmp_path, PINNED, download=again)
    assert again.asked == ["org.example:two:2.1"]
    assert paths[1].read_bytes() == b"second jar"


def test_a_jar_that_is_not_the_pinned_one_is_refused_and_not_kept(tmp_path: Path) -> None:
    forged = Source(CONTENT | {"org.example:two:2.1": b"something else"})
    with pytest.raises(LocalKafkaError) as caught:
        jars.ensure(tmp_path, PINNED, download=forged)
    message = str(caught.value)
    assert "two-2.1.jar" in message
    assert PINNED[1].sha256 in message
    assert hashlib.sha256(b"something else").hexdigest() in message
    assert "local_kafka.jars lock" in message
    assert not (tmp_path / "two-2.1.jar").exists()
    assert not list(tmp_path.glob(".incoming-*"))


def test_a_fetch_that_fails_leaves_nothing_half_done(tmp_path: Path) -> None:
    def broken(coordinate: str, repository: Path) -> Path:
        (repository / "half").write_bytes(b"fir")
        raise LocalKafkaError("no network")

    with pytest.raises(LocalKafkaError, match="no network"):
        jars.ensure(tmp_path, PINNED, download=broken)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_cache_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    with pytest.raises(LocalKafkaError, match="STANCEWIRE_CACHE_DIR"):
        jars.ensure(in_the_way / "jars", PINNED, download=Source())


TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from local_kafka import jars

def download(coordinate, repository):
    with open(sys.argv[2], "a") as asked:
        asked.write(coordinate + "\\n")
    time.sleep(0.5)
    path = repository / coordinate.replace(":", "-")
    path.write_bytes({content!r}[coordinate])
    return path

pinned = [jars.Jar(*pair) for pair in {pairs!r}]
print(len(jars.ensure(Path(sys.argv[1]), pinned, download=download)))
"""


def test_two_processes_at_once_fetch_each_jar_once(tmp_path: Path) -> None:
    program = TWO_AT_ONCE.format(
        content=CONTENT, pairs=[(jar.coordinate, jar.sha256) for jar in PINNED]
    )
    asked = tmp_path / "asked"
    command = [sys.executable, "-c", program, str(tmp_path / "cache"), str(asked)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=patient(30))[0].strip() for process in both]
    assert outputs == ["2", "2"]
    assert sorted(asked.read_text().split()) == sorted(CONTENT)


def test_the_lock_file_pins_every_jar_by_version_and_sum() -> None:
    pinned = jars.read_lock()
    names = {jar.coordinate for jar in pinned}
    assert "org.apache.kafka:kafka_2.13:4.4.0" in names
    assert len({jar.filename for jar in pinned}) == len(pinned)
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) for jar in pinned)


def test_the_logging_binding_is_of_the_version_that_kafka_needs() -> None:
    versions = {
        jar.coordinate.rpartition(":")[2]
        for jar in jars.read_lock()
        if jar.coordinate.startswith("org.slf4j:")
    }
    assert len(versions) == 1


@pytest.mark.parametrize("line", ["abc  org.example:one:1.0", "0" * 64 + "  org.example:one"])
def test_a_broken_lock_file_says_where(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "jars.lock"
    lock.write_text(f"# header\n{line}\n")
    with pytest.raises(LocalKafkaError, match=r"jars\.lock:2"):
        jars.read_lock(lock)


def test_verifying_is_quick_enough_for_every_start(tmp_path: Path) -> None:
    large = b"x" * 45_000_000
    jar = Jar("org.example:large:1.0", hashlib.sha256(large).hexdigest())
    (tmp_path / jar.filename).write_bytes(large)
    began = time.monotonic()
    jars.ensure(tmp_path, [jar], download=no_download)
    assert time.monotonic() - began < 2
