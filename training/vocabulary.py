"""Shrink the vocabulary to the word pieces that occur in English news.

The encoder comes with 30,522 pieces, a third of its size in int8. Many are foreign characters,
placeholders, or words from encyclopaedias and novels that no news text here contains; those are
left out. A word that was one of them is read as several shorter pieces, all of which are kept. So
everything that was readable stays readable, except foreign scripts.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.pieces import CLS, PAD, SEP
from training.reading import read_stances, read_texts
from training.tasks import sentences_in
from worker.nlp.entities.gazetteer.lookup import DATA

CONTINUED = "##"


def news_texts(data: Path) -> Iterator[str]:
    """Every training text, raw article and gazetteer name."""
    for examples in read_texts(data).values():
        for example in examples:
            yield from (" ".join(words) for words in sentences_in(example))
    for labelled, _ in read_stances(data, "train").values():
        yield from (" ".join(one.words) for one in labelled)
    for line in (data / "articles/news_2000.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)["body"]
    for path in sorted(DATA.glob("*.json")):
        yield path.read_text("utf-8")


def kept_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> npt.NDArray[np.int64]:
    """The pieces in the texts, and every special or single ASCII character, in order."""
    seen = np.zeros(tokenizer.get_vocab_size(), dtype=bool)
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        seen[encoding.ids] = True
    seen[[PAD, CLS, SEP]] = True
    for piece, number in tokenizer.get_vocab().items():
        letter = piece.removeprefix(CONTINUED)
        special = piece.startswith("[") and not piece.startswith("[unused") and len(piece) > 1
        seen[number] |= special or (len(letter) == 1 and letter.isascii())
    return np.flatnonzero(seen)


def shrunk(tokenizer: dict[str, Any], kept: npt.NDArray[np.int64]) -> dict[str, Any]:
    """A tokenizer's JSON with only some of its pieces, renumbered in the same order."""
    renumbered = {int(old): new for new, old in enumerate(kept)}
    model = tokenizer["model"]
    processor = tokenizer["post_processor"]
    special = {
        name: {**one, "ids": [renumbered[old] for old in one["ids"]]}
        for name, one in processor["special_tokens"].items()
    }
    return {
        **tokenizer,
        "added_tokens": [{**one, "id": renumbered[one["id"]]} for one in tokenizer["added_tokens"]],
        "post_processor": {**processor, "special_tokens": special},
        "model": {
            **model,
            "vocab": {
                piece: renumbered[old]
                for piece, old in sorted(model["vocab"].items(), key=lambda one: one[1])
                if old in renumbered
            },
        },
    }
