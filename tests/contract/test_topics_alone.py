"""``topics/`` as a separate package in a fresh environment: models and schemas, no worker."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from contract import paths
from tests.support.patience import patient
from topics.version import CONTRACT_VERSION

TOPICS = paths.ROOT / "topics"

pytestmark = pytest.mark.timeout(300)

AS_A_PRODUCER = """
import importlib.util
from pydantic import ValidationError
from topics import Article, Catalogue, StanceTaken
from topics.envelope import from_headers

assert Article.model_validate({"id": "a", "body": "Peru won."}).title == ""
try:
    Article.model_validate({"id": "a", "body": " ", "language": "EN", "source": {"name": 7}})
except ValidationError as error:
    for fault in error.errors():
        print(".".join(map(str, fault["loc"])), "|", fault["msg"])
absent = ("faust", "aiokafka", "kafka", "spacy", "onnxruntime", "rensa", "worker", "local_kafka")
for name in absent:
    assert importlib.util.find_spec(name) is None, name
"""

AS_A_SUBSCRIBER = """
import json
from importlib.resources import files
from topics import Catalogue
from topics.identity import SAME_STORY, similarity
from topics.envelope import from_headers

package = files("topics")
assert "asyncapi: 3.0.0" in package.joinpath("asyncapi.yaml").read_text("utf-8")
read, fingerprints = 0, []
for topic in Catalogue().all:
    if topic.event_type is None:
        continue
    schema = json.loads(package.joinpath("schemas", topic.name, "value.json").read_text("utf-8"))
    assert schema["$id"] == f"urn:stancewire:{topic.name}:value"
    for file in package.joinpath("examples", topic.name).iterdir():
        record = json.loads(file.read_text("utf-8"))
        event = topic.value.model_validate_json(json.dumps(record["value"]))
        headers = [(name, text.encode()) for name, text in record["headers"].items()]
        assert from_headers(headers).id == event.id
        read += 1
        if topic.role == "enriched":
            fingerprints.append(event.fingerprint)
assert similarity(fingerprints[0], fingerprints[0]) == 1 > SAME_STORY
assert similarity(fingerprints[0], fingerprints[1]) < SAME_STORY
print("read", read)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *build, str(TOPICS)], check=True, timeout=patient(120))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def fresh_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # The versions that the lock pins, so that what is tested does not change overnight.
    lock = (paths.ROOT / "requirements" / "worker.txt").read_text("utf-8")
    pins = [line.split()[0] for line in lock.splitlines() if line.startswith("pydantic")]
    command = [*pip, "install", "--quiet", str(wheel), *pins]
    subprocess.run(command, check=True, timeout=patient(200))
    return python


def run(python: Path, program: str, folder: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(python), "-c", program],
        cwd=folder,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
        timeout=patient(60),
    ).stdout


def test_the_wheel_holds_the_contract_and_nothing_of_the_worker(wheel: Path) -> None:
    assert wheel.name == f"stancewire_topics-{CONTRACT_VERSION}-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {
        "topics",
        f"stancewire_topics-{CONTRACT_VERSION}.dist-info",
    }
    generated = [*paths.SCHEMAS.rglob("*.json"), *paths.EXAMPLES.rglob("*.json"), paths.ASYNCAPI]
    modules = [*TOPICS.rglob("*.py"), TOPICS / "py.typed"]
    expected = {path.relative_to(paths.ROOT).as_posix() for path in (*generated, *modules)}
    assert {name for name in names if name.startswith("topics/")} == expected


def test_a_producer_is_told_which_field_is_wrong(fresh_python: Path, tmp_path: Path) -> None:
    told = run(fresh_python, AS_A_PRODUCER, tmp_path)
    assert "source.name | Input should be a valid string" in told
    assert "language | String should match pattern" in told
    assert "body | Value error, body is blank" in told


def test_a_subscriber_finds_schemas_and_reads_examples(fresh_python: Path, tmp_path: Path) -> None:
    told = run(fresh_python, AS_A_SUBSCRIBER, tmp_path)
    assert int(told.removeprefix("read ")) >= 8


def test_the_licence_is_the_projects() -> None:
    assert (TOPICS / "LICENSE").read_bytes() == (paths.ROOT / "LICENSE").read_bytes()
