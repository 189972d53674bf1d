"""Worldwide: tokens and BIO tags of newswire from around the world."""

import json
from pathlib import Path

from training.data.examples import Tagged

DROPPED = frozenset({"Date", "Money"})
"""The worker does not tag these; they are read as outside."""

MAX_WORDS = 160
"""Longer rows are lists and tables; split into parts they teach the same and cost less."""


def read(path: Path) -> list[Tagged]:
    """Read one JSON Lines file of `tokens` and `tags`."""
    examples: list[Tagged] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        tags = ["O" if tag[2:] in DROPPED else str(tag) for tag in row["tags"]]
        examples.extend(
            Tagged(row["tokens"][start : start + MAX_WORDS], tags[start : start + MAX_WORDS])
            for start in range(0, len(tags), MAX_WORDS)
        )
    return examples
