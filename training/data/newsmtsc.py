"""NewsMTSC: news sentences and the polarity toward each target in them."""

import json
from pathlib import Path

from training.data.examples import Targets
from training.data.words import words_of


def read(path: Path) -> list[Targets]:
    """Read one JSON Lines file of `text` and `targets` with character offsets."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = words_of(row["text"])
        targets = []
        for target in row["targets"]:
            span = words.covering(target["start"], target["end"])
            if span is not None:
                targets.append((*span, str(target["polarity"])))
        if targets:
            examples.append(Targets(words.texts, targets))
    return examples
