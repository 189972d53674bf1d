"""The models keep the contract's promises, and refuse values that would break it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from topics.events import Article, Enriched, Entity, Holder, Span, Topic
from topics.limits import MAX_BODY_CHARS, MAX_ID_CHARS, MAX_TITLE_CHARS

ARTICLE = {"id": "a-1", "title": "T", "body": "B", "published_at": "2026-01-05T09:00:00Z"}
SHA = "0" * 64
SPAN = {"field": "body", "start": 0, "end": 1, "text": "B"}
ENRICHED: dict[str, Any] = {
    "id": "0" * 32,
    "article": {**ARTICLE, "sha256": SHA},
    "pipeline": {"name": "stancewire", "version": "1", "model": "m"},
    "entities": [
        {
            "id": "iso3166:PE",
            "name": "Peru",
            "type": "country",
            "salience": 0.5,
            "mentions": [SPAN],
        }
    ],
    "attributions": [],
    "stances": [],
    "topics": [],
    "abstentions": {},
}


def read(model: type, value: object) -> Any:
    return model.model_validate_json(json.dumps(value))


@pytest.mark.parametrize(
    ("field", "longest"),
    [("id", MAX_ID_CHARS), ("title", MAX_TITLE_CHARS), ("body", MAX_BODY_CHARS)],
)
def test_a_text_may_be_as_long_as_its_bound_and_no_longer(field: str, longest: int) -> None:
    # Emoji: the limits count characters, not bytes or UTF-16 units.
    assert getattr(read(Article, {**ARTICLE, field: "😀" * longest}), field) == "😀" * longest
    with pytest.raises(ValidationError, match=field):
        read(Article, {**ARTICLE, field: "😀" * (longest + 1)})


@pytest.mark.parametrize("body", ["", " ", "\n\t\r\n", "  "])
def test_a_body_without_text_is_refused(body: str) -> None:
    with pytest.raises(ValidationError, match="body"):
        read(Article, {**ARTICLE, "body": body})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 7),
        ("id", ""),
        ("id", None),
        ("body", ["B"]),
        ("title", None),
        ("source", "The Daily"),
        ("language", "EN"),
        ("language", "english"),
        ("published_at", "2026-01-05"),
        ("published_at", "2026"),
        ("published_at", "1767603600"),
        ("published_at", "2026-01-05T09:00:00"),
        ("published_at", "yesterday"),
        ("url", ""),
    ],
)
def test_the_contract_converts_nothing(field: str, value: object) -> None:
    with pytest.raises(ValidationError, match=field):
        read(Article, {**ARTICLE, field: value})


@pytest.mark.parametrize("field", ["id", "body"])
def test_what_is_required_is_required(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        read(Article, {name: value for name, value in ARTICLE.items() if name != field})


def test_an_older_reader_takes_a_newer_event() -> None:
    newer = {
        **ENRICHED,
        "mood": "calm",
        "article": {**ENRICHED["article"], "section": "world"},
        "entities": [{**ENRICHED["entities"][0], "aliases": ["República del Perú"]}],
    }
    assert read(Enriched, newer) == read(Enriched, ENRICHED)


def test_an_event_survives_its_own_json() -> None:
    event = read(Enriched, ENRICHED)
    assert Enriched.model_validate_json(event.model_dump_json()) == event


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read(Enriched, ENRICHED).id = "1" * 32


@given(st.text(min_size=1), st.integers(min_value=0, max_value=10**6))
def test_a_span_is_as_long_as_its_text_in_code_points(text: str, start: int) -> None:
    end = start + len(text)
    assert Span(field="body", start=start, end=end, text=text).end == end
    with pytest.raises(ValidationError, match="not as long"):
        Span(field="body", start=start, end=end + 1, text=text)


@pytest.mark.parametrize(
    "wrong",
    [{"start": -1, "end": 0}, {"start": 1, "end": 1, "text": ""}, {"field": "url"}],
)
def test_a_span_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        read(Span, {**SPAN, **wrong})


@pytest.mark.parametrize("probability", [-0.01, 1.01, "0.5", float("nan")])
def test_a_probability_lies_between_0_and_1(probability: object) -> None:
    with pytest.raises(ValidationError, match="salience"):
        read(Entity, {**ENRICHED["entities"][0], "salience": probability})


def test_an_entity_is_mentioned_at_least_once() -> None:
    with pytest.raises(ValidationError, match="mentions"):
        read(Entity, {**ENRICHED["entities"][0], "mentions": []})


@pytest.mark.parametrize(
    "holder",
    [
        {"kind": "entity"},
        {"kind": "entity", "id": "x"},
        {"kind": "author", "id": "x", "name": "X"},
        {"kind": "unnamed", "name": "X", "id": "x"},
        {"kind": "nobody"},
    ],
)
def test_only_an_entity_has_id_and_name_as_holder(holder: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        read(Holder, holder)


@pytest.mark.parametrize("code", ["medtop:1", "medtop:1100000a", "11000000", "medtop:110000000"])
def test_a_topic_code_is_an_iptc_code(code: str) -> None:
    fields = {"code": code, "name": "n", "path": ["medtop:11000000"], "score": 0.5}
    with pytest.raises(ValidationError, match="code"):
        read(Topic, fields)
