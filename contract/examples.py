"""Real outputs: the worker's own code, run over the samples without a broker."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from contract.inputs import CHOSEN, PUBLISHED, Input, bad_inputs, good_inputs
from contract.paths import Json
from topics.catalogue import Catalogue
from topics.dead_letter import FIELDS, HEADER_PREFIX
from topics.envelope import rfc3339
from topics.events import Article, Enrichment
from worker.breaker import Breaker
from worker.pipeline_info import pipeline_info
from worker.processor import Processor
from worker.records import OutgoingRecord

# How many facts of one article are shown for each topic.
FACTS_SHOWN = 3
# Different processors may give slightly different scores, and nothing else may differ.
SCORES = frozenset({"confidence", "score"})
SCORE_TOLERANCE = 0.02
_TIME_HEADER = HEADER_PREFIX + FIELDS[-1]
CPU_HEADER = "ce_cpu"


class _InProcess:
    """Takes the place of the pool; the pipeline is the real one."""

    def __init__(self, enrich: Callable[[Article], Enrichment]) -> None:
        self._enrich = enrich

    async def enrich(self, articles: Sequence[Article]) -> list[Any]:
        return [self._enrich(article) for article in articles]


def all_examples() -> dict[str, Json]:
    """All examples, whole records, by their file's path: ``TOPIC/NAME.json``. Takes seconds."""
    from worker.enricher import load_enricher  # noqa: PLC0415 - the other commands need no spaCy

    enrich, model = load_enricher()
    breaker = Breaker(consecutive=100, window=1000, ratio=1.0)
    processor = Processor(_InProcess(enrich), Catalogue(), pipeline_info(model), breaker)
    inputs = [*good_inputs(), *bad_inputs()]
    logging.disable(logging.WARNING)  # it reports each dead letter, and these are intended
    processed = asyncio.run(processor.process([item.record for item in inputs]))
    articles = Catalogue().articles.name
    examples: dict[str, Json] = {}
    for item, result in zip(inputs, processed, strict=True):
        if item.name in CHOSEN:
            examples[f"{articles}/{item.name}.json"] = _input_example(item)
        for name, record in _named(item.name, result.outgoing):
            examples[f"{record.topic}/{name}.json"] = _example(record)
    return dict(sorted(examples.items()))


def _named(name: str, records: Sequence[OutgoingRecord]) -> Iterator[tuple[str, OutgoingRecord]]:
    seen: dict[str, int] = {}
    for record in records:
        seen[record.topic] = number = seen.get(record.topic, 0) + 1
        if record.topic in (Catalogue().enriched.name, Catalogue().dead_letters.name):
            yield name, record
        elif name == CHOSEN[0] and number <= FACTS_SHOWN:
            yield f"{name}-{number}", record


def _input_example(item: Input) -> Json:
    record = item.record
    headers = {name: (value or b"").decode() for name, value in record.headers}
    return _record_example(record.topic, record.key, headers, json.loads(record.value or b""))


def _example(record: OutgoingRecord) -> Json:
    headers = {name: (value or b"").decode() for name, value in record.headers}
    if _TIME_HEADER in headers:
        headers[_TIME_HEADER] = rfc3339(PUBLISHED)  # from the clock: it would differ in every run
        value = None if record.value is None else record.value.decode()
    else:
        value = json.loads(record.value or b"")
    return _record_example(record.topic, record.key, headers, value)


def _record_example(topic: str, key: bytes | None, headers: dict[str, str], value: Any) -> Json:
    key_text = None if key is None else key.decode()
    return {"topic": topic, "key": key_text, "headers": headers, "value": value}


def alike(one: Any, other: Any, name: str = "") -> bool:
    """Whether two examples are the same except for small differences in scores, and for the CPU.

    Args:
        one: an example, or a part of it.
        other: the same part of another.
        name: the field that both come from.

    """
    if type(one) is not type(other):
        return False
    if name == CPU_HEADER:
        return True
    if isinstance(one, float) and name in SCORES:
        return bool(abs(one - other) <= SCORE_TOLERANCE)
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key], key) for key in one)
    if isinstance(one, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(alike(a, b, name) for a, b in pairs)
    return bool(one == other)
