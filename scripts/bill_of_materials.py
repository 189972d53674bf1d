"""Add Debian's packages to the bill of materials that cyclonedx-py made for Python's.

bill_of_materials.py PYTHON.json DEBIAN.tsv RESULT.json

Runs in the image's build stage, with only the standard library.
"""

import json
import sys
from pathlib import Path
from urllib.parse import quote


def debian_component(line: str) -> dict[str, str]:
    """One line of ``dpkg-query``: package, version and architecture, with tabs between."""
    name, version, architecture = line.split("\t")
    return {
        "type": "library",
        "bom-ref": f"debian:{name}:{architecture}",
        "name": name,
        "version": version,
        "purl": f"pkg:deb/debian/{quote(name)}@{quote(version)}?arch={architecture}",
    }


def add_debian(bill: dict[str, object], listed: str) -> dict[str, object]:
    """The bill with an additional component for each line."""
    components = bill.get("components", [])
    assert isinstance(components, list)
    packages = [debian_component(line) for line in listed.splitlines() if line]
    return {**bill, "components": [*components, *packages]}


if __name__ == "__main__":
    python, debian, result = map(Path, sys.argv[1:])
    whole = add_debian(json.loads(python.read_text("utf-8")), debian.read_text("utf-8"))
    result.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")
