"""The contract in JavaScript: AsyncAPI's own parser, and a second JSON Schema validator."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract import paths
from tests.support.patience import patient

FOLDER = Path(__file__).parent / "javascript"
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"
LOCK = FOLDER / "package-lock.json"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module", autouse=True)
def parser() -> None:
    if not shutil.which("npm"):
        assert not os.environ.get("CI"), "continuous integration needs Node.js and npm"
        pytest.skip("npm is not there")
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        subprocess.run(
            ["npm", "ci"], cwd=FOLDER, check=True, capture_output=True, timeout=patient(240)
        )


def parse(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "check_asyncapi.js", str(file)],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=patient(120),
        check=False,
    )


def test_the_document_is_accepted_without_a_warning() -> None:
    result = parse(paths.ASYNCAPI)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "read\t6 channels, 6 messages" in result.stdout
    assert "warning" not in result.stdout


@pytest.mark.parametrize("fault", ["schema", "reference", "action"])
def test_a_broken_document_is_refused(tmp_path: Path, fault: str) -> None:
    document = yaml.safe_load(paths.ASYNCAPI.read_text("utf-8"))
    messages = document["components"]["messages"]
    if fault == "schema":
        document["components"]["schemas"]["Stance"]["type"] = "thing"
    elif fault == "reference":
        messages["stances"]["payload"]["$ref"] = "#/components/schemas/Nothing"
    else:
        document["operations"]["send_stances"]["action"] = "shout"
    file = tmp_path / "asyncapi.yaml"
    file.write_text(yaml.safe_dump(document), "utf-8")
    assert parse(file).returncode == 1


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in LOCK.read_text("utf-8")


# --- A second JSON Schema validator, and code points counted in JavaScript -------------------


def read_events(tmp_path: Path, events: list[object]) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")
    command = ["node", "read_events.js", str(file)]
    return subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, timeout=patient(60), check=False
    )


def enriched_examples() -> list[dict[str, Any]]:
    examples = paths.read_tree(paths.EXAMPLES).items()
    return [example["value"] for path, example in examples if path.startswith("news.enriched.v1/")]


def test_the_examples_are_read_by_what_the_page_says(tmp_path: Path) -> None:
    emoji: Any = enriched_examples()[-1]
    start = len(emoji["article"]["title"]) + 3
    emoji["article"]["title"] += " 😀 Peru"
    span = {"field": "title", "start": start, "end": start + 4, "text": "Peru"}
    emoji["entities"][0]["mentions"].append(span)
    result = read_events(tmp_path, [*enriched_examples(), emoji])
    assert result.returncode == 0, result.stdout
    assert "4 events" in result.stdout


def test_another_validator_sees_what_is_wrong_too(tmp_path: Path) -> None:
    wrong, moved = enriched_examples()[-1], enriched_examples()[-1]
    wrong["entities"][0]["salience"] = 2
    moved["entities"][0]["mentions"][0]["start"] += 1
    for event in (wrong, moved):
        assert read_events(tmp_path, [event]).returncode == 1
