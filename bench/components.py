"""Where the time goes: each component of the pipeline, onnxruntime apart."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import onnxruntime
from spacy.language import Language

from bench.figures import Figure, figure
from bench.texts import Text
from worker.nlp.documents import article_doc
from worker.nlp.enrichment import enrichment


@contextmanager
def onnx_clock() -> Iterator[list[float]]:
    """A list whose only element is the processor time that was spent in onnxruntime."""
    spent = [0.0]
    run = onnxruntime.InferenceSession.run

    def timed(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return run(*arguments, **options)
        finally:
            spent[0] += time.process_time() - began

    onnxruntime.InferenceSession.run = timed
    try:
        yield spent
    finally:
        onnxruntime.InferenceSession.run = run


def read_once(nlp: Language, text: Text, inside: list[float]) -> dict[str, float]:
    """Processor seconds of each component for one article, with those in onnxruntime apart."""
    spent: dict[str, float] = defaultdict(float)

    def note(name: str, began: float, onnx: float) -> None:
        apart = inside[0] - onnx
        spent["onnxruntime"] += apart
        spent[name] += time.process_time() - began - apart

    with nlp.memory_zone():
        began = time.process_time()
        doc = article_doc(nlp, text.title, text.body)
        note("tokens", began, inside[0])
        for name, component in nlp.pipeline:
            began, onnx = time.process_time(), inside[0]
            doc = component(doc)
            note(name.removeprefix("stancewire_"), began, onnx)
        began = time.process_time()
        enrichment(doc)
        note("enrichment", began, inside[0])
    return spent


def shares(nlp: Language, texts: Sequence[Text], rounds: int) -> dict[str, Figure]:
    """The share of the time of each component; ``rules`` is all that is not onnxruntime."""
    every: list[dict[str, float]] = []
    with onnx_clock() as inside:
        for number in range(rounds + 1):
            spent: dict[str, float] = defaultdict(float)
            for text in texts:
                for name, seconds in read_once(nlp, text, inside).items():
                    spent[name] += seconds
            if number:
                every.append(spent)
    totals = [sum(spent.values()) for spent in every]
    names = sorted(every[0], key=lambda name: -every[0][name])
    found = {
        name: figure([one[name] / total for one, total in zip(every, totals, strict=True)])
        for name in names
    }
    rules = [1 - one["onnxruntime"] / total for one, total in zip(every, totals, strict=True)]
    return {"rules": figure(rules), **found}
