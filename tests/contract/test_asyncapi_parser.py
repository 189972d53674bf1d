"""AsyncAPI's own parser takes the document, and would not take a broken one."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from contract import paths

FOLDER = Path(__file__).parent / "asyncapi_parser"
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"
LOCK = FOLDER / "package-lock.json"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module", autouse=True)
def parser() -> None:
    if not shutil.which("npm"):
        assert not os.environ.get("CI"), "continuous integration needs Node.js and npm"
        pytest.skip("npm is not there")
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        subprocess.run(["npm", "ci"], cwd=FOLDER, check=True, capture_output=True, timeout=240)


def parse(file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", "check.js", str(file)],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=120,
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
