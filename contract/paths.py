"""Where the generated files lie, and how they are written."""

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = ROOT / "topics" / "schemas"
EXAMPLES = ROOT / "topics" / "examples"
ASYNCAPI = ROOT / "topics" / "asyncapi.yaml"
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "contract" / "index.html"
RELEASED = ROOT / "contract" / "released"
SAMPLES = ROOT / "samples"
TEMPLATES = ROOT / "contract" / "templates"

Json = dict[str, Any]


def json_text(value: Any) -> str:
    """The value as the committed files have it."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def read_tree(folder: Path) -> dict[str, Json]:
    """Every JSON file under the folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.json"))
    }


def write_tree(folder: Path, files: dict[str, Json]) -> None:
    """Make the folder's JSON files these and no others."""
    for name in read_tree(folder).keys() - files.keys():
        (folder / name).unlink()
    for name, value in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json_text(value), "utf-8")
