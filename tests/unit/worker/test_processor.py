import os
from collections.abc import Sequence

import pytest

from topics.catalogue import Catalogue
from topics.dead_letter import split_headers
from topics.events import Article, Enriched, Enrichment, Entity, Mention, Pipeline
from worker.breaker import Breaker, BreakerTripped
from worker.pool.slot import Outcome, PipelineFailure
from worker.processor import Processor
from worker.records import OriginalRecord
from worker.results import Tagged

CATALOGUE = Catalogue("p.", 4, 1)
PIPELINE = Pipeline(name="stancewire", version="1", model="m")


class Answers:
    """A fake pool that returns given results."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)

    async def enrich(self, articles: Sequence[Article]) -> list[Outcome]:
        return [self.outcomes.pop(0) for _ in articles]


def record(value: bytes | None, offset: int = 0) -> OriginalRecord:
    return OriginalRecord("p.news.articles.v1", 1, offset, 1_000, b"a", value, (("h", b"1"),))


def processor(*outcomes: Outcome, consecutive: int = 5) -> Processor:
    return Processor(Answers(*outcomes), CATALOGUE, PIPELINE, Breaker(consecutive, 100, 1.0))


GOOD = b'{"id": "a", "body": "Peru won."}'
PERU = Entity(
    id="iso3166:PE",
    name="Peru",
    type="country",
    salience=0.5,
    mentions=(Mention(field="body", start=0, end=4, text="Peru"),),
)


async def test_bad_records_keep_their_places_among_good_ones() -> None:
    batch = await processor(Enrichment(), Enrichment()).process(
        [record(b"{", 1), record(GOOD, 2), record(None, 3), record(GOOD, 4)]
    )
    assert [one.outgoing[0].topic.removeprefix("p.") for one in batch] == [
        "news.articles.dlq.v1",
        "news.enriched.v1",
        "news.articles.dlq.v1",
        "news.enriched.v1",
    ]


async def test_a_field_that_cannot_be_read_does_not_cost_the_article() -> None:
    value = b'{"id": "a", "body": "Peru won.", "published_at": ""}'
    (processed,) = await processor(Enrichment()).process([record(value)])
    (enriched,) = processed.outgoing
    event = Enriched.model_validate_json(enriched.value or b"")
    assert event.article.dropped_fields == ("published_at",)
    assert isinstance(processed.result, Tagged)
    assert processed.result.dropped_fields == ("published_at",)


async def test_the_fan_out_says_what_the_enriched_event_says() -> None:
    (processed,) = await processor(Enrichment(entities=(PERU,))).process([record(GOOD)])
    enriched, entity = processed.outgoing
    event = Enriched.model_validate_json(enriched.value or b"")
    assert enriched.key == b"a"
    assert dict(enriched.headers)["ce_id"] == event.id.encode()
    assert dict(enriched.headers)["ce_time"] == b"1970-01-01T00:00:01.000Z"
    assert entity.key == b"iso3166:PE"
    assert event.id.encode() in (entity.value or b"")


async def test_the_same_record_gives_the_same_bytes() -> None:
    (first,) = await processor(Enrichment(entities=(PERU,))).process([record(GOOD, 1)])
    (second,) = await processor(Enrichment(entities=(PERU,))).process([record(GOOD, 9)])
    assert first.outgoing == second.outgoing


async def test_a_pipelines_failure_is_dead_lettered_with_its_reason() -> None:
    failure = PipelineFailure("pipeline_timeout", "no answer within 3 s")
    (processed,) = await processor(failure).process([record(GOOD)])
    (letter,) = processed.outgoing
    description, original = split_headers(letter.headers)
    assert (description.reason, description.detail) == (failure.reason, failure.detail)
    assert original == [("h", b"1")]
    assert (letter.key, letter.value) == (b"a", GOOD)


async def test_too_many_bad_ones_trip_the_breaker_before_anything_of_the_batch_is_sent() -> None:
    with pytest.raises(BreakerTripped):
        await processor(consecutive=3).process([record(b"{", number) for number in range(3)])


async def test_what_is_too_large_to_keep_is_counted_so() -> None:
    limit = CATALOGUE.dead_letters.max_message_bytes
    (processed,) = await processor().process([record(os.urandom(limit + 1))])
    (letter,) = processed.outgoing
    assert processed.reason == split_headers(letter.headers)[0].reason == "too_large_to_keep"
