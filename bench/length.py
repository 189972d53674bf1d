"""What a text costs over its length, for twenty kinds of text."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from spacy.language import Language

from bench.components import onnx_clock, read_once
from bench.texts import KINDS, Text, text_of


class Cost(TypedDict):
    """Processor seconds of one text."""

    kind: str
    characters: int
    seconds: float
    rules: float
    """all that is not onnxruntime"""


def over_length(nlp: Language, lengths: Sequence[int]) -> Iterator[Cost]:
    """The cost of each kind at each length."""
    with onnx_clock() as inside:
        for kind in KINDS:
            for length in lengths:
                spent = read_once(nlp, Text("A title", text_of(kind, length)), inside)
                rules = sum(spent.values()) - spent["onnxruntime"]
                yield {
                    "kind": kind,
                    "characters": length,
                    "seconds": round(sum(spent.values()), 3),
                    "rules": round(rules, 3),
                }
