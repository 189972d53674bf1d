"""The records that the examples are made of: samples as articles, and records that are none."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from contract.paths import SAMPLES
from topics.catalogue import Catalogue
from topics.events import Article, Source
from worker.records import OriginalRecord

# With stances both ways and quotations; of a narrower subject; in another language.
CHOSEN = ("labour-dockworkers-strike", "diplomacy-fishing-treaty", "education-es-universidad")
PUBLISHED = datetime(2026, 1, 5, 9, tzinfo=UTC)
_TIMESTAMP_MS = int(PUBLISHED.timestamp() * 1000) + 250


@dataclass(frozen=True)
class Input:
    """A record and what to call the examples that come of it."""

    name: str
    record: OriginalRecord


def sample_article(name: str) -> Article:
    """A sample as its publisher would send it."""
    title, _, body = (SAMPLES / f"{name}.txt").read_text("utf-8").strip().partition("\n")
    return Article(
        id=f"daily-20260105-{name}",
        title=title,
        body=body.strip(),
        url=f"https://daily.example/2026/01/05/{name}",
        source=Source(name="The Daily", domain="daily.example"),
        published_at=PUBLISHED,
    )


def good_inputs() -> Iterator[Input]:
    """One record for each chosen sample."""
    for offset, name in enumerate(CHOSEN):
        article = sample_article(name)
        value = article.model_dump_json(exclude_none=True).encode()
        yield Input(name, _record(offset, article.id.encode(), value))


def bad_inputs() -> Iterator[Input]:
    """Records that no article can be read from, one for each usual reason."""
    whole = {"id": "daily-20260105-7", "body": "Anna Kolb praised Peru's miners."}
    text = json.dumps(whole)
    key = b"daily-20260105-7"
    for offset, (name, record_key, value) in enumerate(
        (
            ("null_value", key, None),
            ("invalid_json", key, text[:-1].encode()),
            ("duplicate_key", key, (text[:-1] + ', "id": "daily-20260105-8"}').encode()),
            ("invalid_field", key, json.dumps({"id": whole["id"], "text": whole["body"]}).encode()),
            ("empty_body", key, json.dumps({**whole, "body": " "}).encode()),
            ("missing_key", None, text.encode()),
            ("key_mismatch", b"daily-20260105-8", text.encode()),
        ),
        start=len(CHOSEN),
    ):
        yield Input(name, _record(offset, record_key, value))


def _record(offset: int, key: bytes | None, value: bytes | None) -> OriginalRecord:
    headers = (("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),)
    topic = Catalogue().articles.name
    return OriginalRecord(topic, 3, offset, _TIMESTAMP_MS, key, value, headers)
