"""Worldwide: tokens and BIO tags of newswire from all over the world."""

import json
from pathlib import Path

from training.data.examples import Tagged

DROPPED = frozenset({"Date", "Money"})
"""Not tagged by the worker; read as outside."""

MAX_WORDS = 160
"""Longer runs are lists and tables; in pieces they teach the same and cost less."""


def read(path: Path) -> list[Tagged]:
    """Read one jsonl file of `tokens` and `tags`."""
    examples: list[Tagged] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tags = ["O" if tag[2:] in DROPPED else str(tag) for tag in row["tags"]]
        examples.extend(
            Tagged(row["tokens"][start : start + MAX_WORDS], tags[start : start + MAX_WORDS])
            for start in range(0, len(tags), MAX_WORDS)
        )
    return examples
