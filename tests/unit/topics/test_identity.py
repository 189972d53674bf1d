"""The same input gives the same id; any other input gives another id."""

import hashlib
from datetime import UTC, datetime

import pytest

from topics.events import Article, Pipeline, Source
from topics.identity import content_sha256, event_id

ARTICLE = Article(
    id="a-1",
    title="T",
    body="B",
    url="https://daily.example/1",
    source=Source(name="The Daily"),
    language="en",
    published_at=datetime(2026, 1, 5, tzinfo=UTC),
)
PIPELINE = Pipeline(name="stancewire", version="1", model="m")
PINNED = "5eac128279bff809b306d542c37c7574"


def test_an_id_stays_what_it_is() -> None:
    # Pinned: subscribers detect copies by it, so a change is a breaking change.
    assert event_id("enriched", ARTICLE, PIPELINE) == PINNED
    again = Article.model_validate_json(ARTICLE.model_dump_json())
    assert event_id("enriched", again, PIPELINE) == PINNED


@pytest.mark.parametrize(
    "change",
    [
        {"id": "a-2"},
        {"title": "U"},
        {"body": "C"},
        {"url": None},
        {"source": Source(domain="daily.example")},
        {"language": None},
        {"published_at": datetime(2026, 1, 6, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_field_of_the_article_counts(change: dict[str, object]) -> None:
    other = ARTICLE.model_copy(update=change)
    assert event_id("enriched", other, PIPELINE) != event_id("enriched", ARTICLE, PIPELINE)


@pytest.mark.parametrize("field", ["name", "version", "model"])
def test_every_field_of_the_pipeline_counts(field: str) -> None:
    other = PIPELINE.model_copy(update={field: "x"})
    assert event_id("enriched", ARTICLE, other) != event_id("enriched", ARTICLE, PIPELINE)


def test_kind_and_discriminator_cannot_be_confused() -> None:
    ids = {
        event_id(kind, ARTICLE, PIPELINE, discriminator)
        for kind in ("entity", "topic")
        for discriminator in ("", "1", "11", "entity")
    }
    assert len(ids) == 8


def test_the_hash_of_the_content_can_be_computed_by_anybody() -> None:
    expected = hashlib.sha256("Título 😀\nBody".encode()).hexdigest()
    assert content_sha256("Título 😀", "Body") == expected
