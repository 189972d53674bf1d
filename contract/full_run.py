"""A whole run against the contract: articles through a real Kafka, every record of it checked.

    python -m contract.full_run ARTICLES.jsonl --spoil 40 --events enriched.jsonl

Prints a table of what there was and what was wrong; its status is 1 if anything was. ``--spoil``
breaks that many further articles, so that there are dead letters; ``--events`` keeps the values of
the enriched events for others to try their readers on.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from contract import paths
from contract.validation import Validators, as_example, faults, validators
from local_kafka import Broker
from topics.catalogue import Catalogue, TopicSpec
from topics.cluster import admin
from worker.cli.child import Worker
from worker.cli.kafka_io import Publisher

# Ways to break an article, in turn; each gives another reason.
SPOILED = (
    lambda value: value[:-1],
    lambda value: value.replace(b'"body"', b'"text"', 1),
    lambda value: value.replace(b'"id"', b'"id": "twice", "id"', 1),
    lambda value: value.replace(b'"body": "', b'"body": "\\u0007', 1),
    lambda value: b"\xff" + value,
    lambda value: b"[" + value + b"]",
)
_SECONDS_FOR_ONE = 5.0
_SHOWN_FAULTS = 20


@dataclass
class Tally:
    """What was read from one topic."""

    records: int = 0
    ids: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Run, check, print; 1 if a record breaks a schema or an article has no outcome."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--spoil", type=int, default=0)
    parser.add_argument("--events", type=Path)
    arguments = parser.parse_args()
    records = [*_records(arguments.articles, arguments.spoil)]
    catalogue = Catalogue(partitions=4, replication_factor=1)
    with tempfile.TemporaryDirectory() as folder, Broker() as broker:
        options = {"bootstrap_servers": [broker.bootstrap_servers]}
        admin.create(options, catalogue)
        with Publisher(options, catalogue.articles.max_message_bytes) as publisher:
            for key, value in records:
                publisher.send(key.decode(), catalogue.articles.name, key=key, value=value)
            publisher.flush()
        assert not publisher.refused, publisher.refused
        _work(broker.bootstrap_servers, options, catalogue, len(records), Path(folder))
        tallies = _check(options, catalogue, arguments.events)
    return report(tallies, len(records))


def _records(path: Path, spoil: int) -> Iterator[tuple[bytes, bytes]]:
    with path.open(encoding="utf-8") as lines:
        articles = [article_of(json.loads(line)) for line in lines]
    for article in articles:
        yield article["id"].encode(), json.dumps(article, ensure_ascii=False).encode()
    for number, article in enumerate(articles[:spoil]):
        spoiled = {**article, "id": f"spoiled-{number}"}
        value = json.dumps(spoiled, ensure_ascii=False).encode()
        yield spoiled["id"].encode(), SPOILED[number % len(SPOILED)](value)


def article_of(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a collection as its producer would send it.

    A published_at that is not a date is left out.
    """
    article = {name: row[name] for name in ("id", "title", "body", "url") if row.get(name)}
    if row.get("source"):
        article["source"] = {"name": row["source"]}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", row.get("published_at") or ""):
        article["published_at"] = f"{row['published_at']}T00:00:00Z"
    return article


def _work(
    bootstrap_servers: str, options: dict[str, Any], catalogue: Catalogue, count: int, folder: Path
) -> None:
    environment = {
        "KAFKA_BOOTSTRAP_SERVERS": bootstrap_servers,
        "STANCEWIRE_PARTITIONS": str(catalogue.articles.partitions),
        "STANCEWIRE_REPLICATION_FACTOR": "1",
        "STANCEWIRE_POOL_PROCESSES": "1",
        "STANCEWIRE_WEB_PORT": "0",
    }
    deadline = time.monotonic() + 120 + count * _SECONDS_FOR_ONE
    worker = Worker(environment, folder)
    try:
        while (done := _ends(options, catalogue)) < count:
            worker.require_running()
            if time.monotonic() > deadline:
                raise TimeoutError(f"{done} of {count} articles have an outcome")
            time.sleep(2)
    finally:
        worker.stop()


def _ends(options: dict[str, Any], catalogue: Catalogue) -> int:
    with closing(KafkaConsumer(**options, enable_auto_commit=False)) as consumer:
        outcomes = (catalogue.enriched, catalogue.dead_letters)
        partitions = [
            TopicPartition(topic.name, number)
            for topic in outcomes
            for number in range(topic.partitions)
        ]
        return sum(consumer.end_offsets(partitions).values())


def _check(options: dict[str, Any], catalogue: Catalogue, events: Path | None) -> dict[str, Tally]:
    validating = validators(paths.read_tree(paths.SCHEMAS))
    kept = events.open("wb") if events else None
    tallies = {}
    for topic in catalogue.all:
        tally = tallies[topic.name] = Tally()
        for record in _all_records(options, topic.name, topic.partitions):
            tally.records += 1
            if topic.role == "articles":
                continue
            _check_record(validating, topic, record, tally)
            if kept and topic.role == "enriched":
                kept.write(record.value + b"\n")
    if kept:
        kept.close()
    return tallies


def _check_record(validating: Validators, topic: TopicSpec, record: Any, tally: Tally) -> None:
    example = as_example(topic.name, record)
    tally.faults += faults(validating, topic.name, example)
    tally.ids.add(example["headers"].get("ce_id") or str(tally.records))
    if topic.value is not None:
        topic.value.model_validate_json(record.value)


def _all_records(options: dict[str, Any], topic: str, count: int) -> Iterator[Any]:
    with closing(KafkaConsumer(**options, enable_auto_commit=False)) as consumer:
        partitions = [TopicPartition(topic, number) for number in range(count)]
        consumer.assign(partitions)
        ends = consumer.end_offsets(partitions)
        consumer.seek_to_beginning(*partitions)
        while any(consumer.position(each) < ends[each] for each in partitions):
            for batch in consumer.poll(timeout_ms=500).values():
                yield from batch


def report(tallies: dict[str, Tally], published: int) -> int:
    """Print what there was and what was wrong; 1 if anything was."""
    print("| topic | records | different ids | records that break a schema |")
    print("|---|---|---|---|")
    for name, tally in tallies.items():
        ids = str(len(tally.ids)) if tally.ids else ""
        print(f"| `{name}` | {tally.records} | {ids} | {len(tally.faults) if ids else ''} |")
    catalogue = Catalogue()
    outcomes = sum(
        len(tallies[topic.name].ids) for topic in (catalogue.enriched, catalogue.dead_letters)
    )
    print(f"\n{published} articles were published and {outcomes} have an outcome.")
    wrong = Counter(fault for tally in tallies.values() for fault in tally.faults)
    for fault, times in wrong.most_common(_SHOWN_FAULTS):
        print(f"{times} times: {fault}")
    return 1 if wrong or outcomes < published else 0


if __name__ == "__main__":
    sys.exit(main())
