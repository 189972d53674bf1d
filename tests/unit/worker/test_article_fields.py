"""What of an article's fields is read as it is, mended, left out, or costs the article."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from topics.events import Article, Source
from topics.limits import MAX_DOMAIN_CHARS, MAX_TITLE_CHARS, MAX_URL_CHARS
from worker.article_fields import Rejected, read_fields

BARE = {"id": "a", "body": "Peru won."}


def read(**fields: Any) -> tuple[Article, tuple[str, ...]]:
    reading = read_fields({**BARE, **fields})
    return reading.article, reading.dropped


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05T09:00:00+02:00", datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-01-05", datetime(2026, 1, 5, tzinfo=UTC)),
        ("2026-01-05T09:00:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-01-05 09:00", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("2026-01-05T09:00:00+0000", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("Mon, 05 Jan 2026 09:00:00 GMT", datetime(2026, 1, 5, 9, tzinfo=UTC)),
        ("Mon, 05 Jan 2026 09:00:00 -0000", datetime(2026, 1, 5, 9, tzinfo=UTC)),
    ],
)
def test_a_time_with_one_meaning_is_read(text: str, moment: datetime) -> None:
    article, dropped = read(published_at=text)
    assert article.published_at == moment
    assert not dropped


@pytest.mark.parametrize(
    "published",
    [
        *("", "2026", "2026-01", "20260105", "1493769600", "05/01/2026", "5/3/17", "yesterday"),
        *("2026-13-45", "2026-01-05T25:00:00Z", "Jan 5", 5, 1.5, True, {}, ["2026-01-05"]),
    ],
)
def test_a_time_that_is_none_is_left_out(published: object) -> None:
    assert read(published_at=published) == (Article(**BARE), ("published_at",))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("The Daily", Source(name="The Daily")),
        ("daily.example", Source(domain="daily.example")),
        ({"name": "The Daily", "owner": "\x00"}, Source(name="The Daily")),
        ({"name": None, "domain": "daily.example"}, Source(domain="daily.example")),
    ],
)
def test_a_source_is_read_in_both_forms(source: object, found: Source) -> None:
    assert read(source=source) == (Article(**BARE, source=found), ())


@pytest.mark.parametrize(
    ("source", "kept", "dropped"),
    [
        ({"name": "", "domain": "daily.example"}, Source(domain="daily.example"), "source.name"),
        ({"name": "D", "domain": "d" * (MAX_DOMAIN_CHARS + 1)}, Source(name="D"), "source.domain"),
        ({"name": 7}, None, "source.name"),
        ("", None, "source.name"),
        (7, None, "source"),
        (["The Daily"], None, "source"),
    ],
)
def test_of_a_source_only_what_cannot_be_read_is_left_out(
    source: object, kept: Source | None, dropped: str
) -> None:
    assert read(source=source) == (Article(**BARE, source=kept), (dropped,))


@pytest.mark.parametrize(
    ("tag", "language"), [("en-US", "en"), ("EN", "en"), ("zh-Hans-CN", "zh"), ("en_GB", "en")]
)
def test_a_language_tag_begins_with_the_language(tag: str, language: str) -> None:
    assert read(language=tag) == (Article(**BARE, language=language), ())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "english"),
        ("language", ""),
        ("title", 5),
        ("title", "x" * (MAX_TITLE_CHARS + 1)),
        ("title", "\x1b[2J"),
        ("title", "\ud800"),
        ("title", ["\ud800"]),
        ("url", ""),
        ("url", "x" * (MAX_URL_CHARS + 1)),
    ],
)
def test_any_other_optional_field_is_left_out_too(name: str, value: object) -> None:
    assert read(**{name: value}) == (Article(**BARE), (name,))


def test_a_null_says_what_a_missing_field_says() -> None:
    nothing = dict.fromkeys(set(Article.model_fields) - set(BARE))
    assert read(**nothing) == (Article(**BARE), ())


def test_everything_that_is_left_out_is_named_in_order() -> None:
    article, dropped = read(url="", source={"name": "", "domain": ""}, published_at="", title="T")
    assert article == Article(**BARE, title="T")
    assert dropped == ("published_at", "source.domain", "source.name", "url")


def test_a_number_is_an_id() -> None:
    assert read(id=7)[0].id == "7"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"body": "x"}, "invalid_field"),
        ({"id": "a"}, "invalid_field"),
        ({"id": None, "body": "x"}, "invalid_field"),
        ({"id": True, "body": "x"}, "invalid_field"),
        ({"id": 1.5, "body": "x"}, "invalid_field"),
        ({"id": "", "body": "x", "title": 5}, "invalid_field"),
        ({"id": "a", "body": " "}, "empty_body"),
        ({"id": "a", "body": "", "url": ""}, "empty_body"),
        ({"id": "a", "body": "x\x00"}, "control_character"),
        ({"id": "\ud800", "body": "x"}, "lone_surrogate"),
        ({"id": "a", "body": Rejected("duplicate_key", "twice")}, "duplicate_key"),
    ],
)
def test_what_every_article_needs_costs_it(fields: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(Rejected) as caught:
        read_fields(fields)
    assert caught.value.reason == reason
