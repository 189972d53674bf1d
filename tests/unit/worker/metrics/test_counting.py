from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from prometheus_client import REGISTRY

from topics.events import (
    Article,
    Enrichment,
    Entity,
    Mention,
    Stance,
    StatedHolder,
    StatedTarget,
    Topic,
)
from worker.metrics.counting import count
from worker.records import OriginalRecord
from worker.results import Processed, Tagged
from worker.tracing.trace import PassedOn

NOW = 1_767_603_600.0
WORDS = Mention(field="body", start=0, end=4, text="Peru")
PERU = Entity(id="iso3166:PE", name="Peru", type="country", salience=0.5, mentions=(WORDS,))
STANCE = Stance(
    holder=StatedHolder(kind="author"),
    target=StatedTarget(id="iso3166:PE", name="Peru"),
    polarity="favor",
    reporting="narration",
    confidence=0.9,
    evidence=(WORDS,),
)


def record(timestamp_ms: int = round(NOW * 1000) - 5_000) -> OriginalRecord:
    return OriginalRecord("news.articles.v1", 1, 7, timestamp_ms, b"a", b"{}", ())


def tagged(original: OriginalRecord | None = None, **found: object) -> Processed:
    article = Article(
        id="a", body="Peru won.", published_at=datetime.fromtimestamp(NOW - 7_200, UTC)
    )
    result = Tagged(article, Enrichment(language="en", **found))
    return Processed(original or record(), [], result, PassedOn(()))


def topic(*path: str) -> Topic:
    return Topic(code=path[-1], name="a topic", path=path, score=0.5)


class Change:
    """How much each series grew since it was made."""

    def __init__(self) -> None:
        self._before = self._all()

    @staticmethod
    def _all() -> dict[tuple, float]:
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in REGISTRY.collect()
            for sample in family.samples
            if sample.name.startswith("stancewire_")
        }

    def of(self, name: str, labels: Mapping[str, str] | None = None) -> float:
        key = (f"stancewire_{name}", tuple(sorted((labels or {}).items())))
        return self._all()[key] - self._before[key]

    @property
    def new_series(self) -> set:
        return set(self._all()) - set(self._before)


@pytest.fixture
def change() -> Change:
    return Change()


def test_what_was_found_is_counted(change: Change) -> None:
    found = tagged(
        entities=(PERU,),
        stances=(STANCE,),
        topics=(
            topic("medtop:11000000"),
            topic("medtop:11000000", "medtop:20000065"),
            topic("medtop:15000000"),
        ),
        abstentions={"victim": 3},
    )
    count([found], 0.2, NOW)
    assert change.of("articles_total", {"outcome": "enriched"}) == 1
    assert change.of("entities_total", {"type": "country"}) == 1
    assert change.of("stances_total", {"polarity": "favor", "reporting": "narration"}) == 1
    assert change.of("stance_confidence_sum") == pytest.approx(0.9)
    assert change.of("topic_assignments_total", {"topic": "medtop:11000000"}) == 1
    assert change.of("topic_assignments_total", {"topic": "medtop:15000000"}) == 1
    assert change.of("abstentions_total", {"reason": "victim"}) == 3
    assert change.of("article_languages_total", {"language": "en"}) == 1
    assert change.of("articles_without_stance_total") == 0
    assert change.of("stage_seconds_sum", {"stage": "delivery"}) == pytest.approx(0.2)
    assert change.of("arrival_to_enriched_seconds_sum") == pytest.approx(5)
    assert change.of("publication_to_enriched_seconds_sum") == pytest.approx(7_200)


def test_another_language_is_skipped_and_says_nothing_of_the_tags(change: Change) -> None:
    count([tagged(skipped="unsupported_language")], 0.1, NOW)
    assert change.of("articles_total", {"outcome": "skipped"}) == 1
    assert change.of("articles_without_stance_total") == 0


def test_a_field_that_was_left_out_is_counted_by_name(change: Change) -> None:
    names = ("published_at", "source.name", "a\n{b}")
    result = Tagged(Article(id="a", body="x"), Enrichment(), names)
    count([Processed(record(), [], result, PassedOn(()))], 0.1, NOW)
    assert change.of("fields_dropped_total", {"field": "published_at"}) == 1
    assert change.of("fields_dropped_total", {"field": "source.name"}) == 1
    assert change.of("fields_dropped_total", {"field": "other"}) == 1
    assert change.of("abstentions_total", {"reason": "field_dropped"}) == 3
    assert not change.new_series


def test_an_article_without_stance_is_counted(change: Change) -> None:
    count([tagged(), tagged()], 0.1, NOW)
    assert change.of("articles_without_stance_total") == 2
    assert change.of("batch_articles_sum") == 2


def test_a_dead_letter_has_a_reason_and_no_tags(change: Change) -> None:
    count([Processed(record(), [], "not_utf8", PassedOn(()))], 0.1, NOW)
    assert change.of("articles_total", {"outcome": "dead_lettered"}) == 1
    assert change.of("dead_letters_total", {"reason": "not_utf8"}) == 1
    assert change.of("arrival_to_enriched_seconds_count") == 0


def test_nothing_that_is_read_makes_a_series(change: Change) -> None:
    odd = Enrichment(
        language="tlh",
        topics=(topic("medtop:99999999"),),
        abstentions={'x"} 1\n': 2, "": 1},
    )
    count([Processed(record(), [], Tagged(Article(id="a", body="x"), odd), PassedOn(()))], 0.1, NOW)
    assert not change.new_series
    assert change.of("article_languages_total", {"language": "other"}) == 1
    assert change.of("topic_assignments_total", {"topic": "other"}) == 1
    assert change.of("abstentions_total", {"reason": "other"}) == 3


@pytest.mark.parametrize("timestamp_ms", [-1, 0, 2**62])
def test_a_clock_that_was_not_set_is_no_age(change: Change, timestamp_ms: int) -> None:
    count([tagged(record(timestamp_ms))], 0.1, NOW)
    assert change.of("arrival_to_enriched_seconds_sum") == 0
