"""Write the worker's copy of the IPTC Media Topics: the live concepts, their names and paths.

    python -m training.media_topics_data TAXONOMY.jsonl

The taxonomy is IPTC NewsCodes (https://iptc.org/standards/newscodes/), CC BY 4.0.
"""

import argparse
import json
from pathlib import Path

OUTPUT = Path("worker/nlp/topics/data/media_topics.json")
NOTICE = "IPTC Media Topics, October 2023, (c) IPTC, CC BY 4.0; retired concepts left out"


def live_concepts(rows: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    """Name and path, by code, of each concept that is in use together with its whole path."""
    retired = {str(row["code"]) for row in rows if row["retired"]}
    concepts: dict[str, dict[str, object]] = {}
    for row in sorted(rows, key=lambda row: str(row["code"])):
        path = row["path"]
        assert isinstance(path, list)
        if not retired.intersection(path):
            concepts[str(row["code"])] = {"name": row["name"], "path": path}
    return concepts


def main() -> None:
    """Read the taxonomy named on the command line and write the worker's copy of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("taxonomy", type=Path, help="JSON Lines, one concept per line")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    lines = arguments.taxonomy.read_text(encoding="utf-8").splitlines()
    concepts = live_concepts([json.loads(line) for line in lines if line.strip()])
    rows = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(concept, ensure_ascii=False)}"
        for code, concept in concepts.items()
    )
    arguments.output.write_text(
        f'{{\n "about": {json.dumps(NOTICE)},\n "concepts": {{\n{rows}\n }}\n}}\n',
        encoding="utf-8",
    )
    print(f"{len(concepts)} concepts in {arguments.output}")


if __name__ == "__main__":
    main()
