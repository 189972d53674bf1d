"""A contract change of each kind: those that are allowed, and those that break somebody."""

import copy
from typing import Any

from tests.contract.schema_edits import (
    Edit,
    add,
    enum,
    field,
    release_from,
    remove,
    rename,
    require,
)

ENRICHED = "news.enriched.v1/value.json"
ARTICLE = "news.articles.v1/value.json"
STANCE = "news.stances.v1/value.json"
LETTER = "news.articles.dlq.v1/headers.json"
HEADERS = "news.stances.v1/headers.json"
KEY = "news.stances.v1/key.json"
REASON = "stancewire-dead-letter-reason"
NEW = {"title": "Mood", "description": "How it sounds.", "type": "string", "x-unit": "text"}


def new_object(schema: dict[str, Any]) -> None:
    schema["$defs"]["Mood"] = {"type": "object", "properties": {"label": NEW}}
    schema["properties"]["mood"] = {"anyOf": [{"$ref": "#/$defs/Mood"}, {"type": "null"}]}


def a_topic_of_the_next_major(schemas: dict[str, Any]) -> None:
    for part in ("key", "headers", "value"):
        schemas[f"news.stances.v2/{part}.json"] = copy.deepcopy(
            schemas[f"news.stances.v1/{part}.json"]
        )


FINE: dict[str, tuple[str, Edit]] = {
    "an event gets an optional field": (ENRICHED, add("", "mood", NEW)),
    "a part of an event gets an optional field": (ENRICHED, add("Entity", "mood", NEW)),
    "an event gets an optional object": (ENRICHED, new_object),
    "an event gets an optional list": (
        ENRICHED,
        add("", "moods", {"type": "array", "items": NEW}),
    ),
    "an event gets an optional header": (HEADERS, add("", "ce_dataschema", NEW)),
    "a dead letter has a new reason": (
        LETTER,
        lambda schema: schema["properties"][REASON]["x-known-values"].update(boredom="So dull."),
    ),
    "an abstention has a new reason": (
        ENRICHED,
        lambda schema: schema["properties"]["abstentions"]["x-known-values"].update(mood="Bad."),
    ),
    "an article may have a new field": (ARTICLE, add("", "byline", NEW)),
    "an article may be longer": (ARTICLE, field("", "body", maxLength=400_000)),
    "an article's field may be anything now": (ARTICLE, field("", "language", drop=("pattern",))),
    "an article need not have its field": (ARTICLE, release_from("", "body")),
    "an article's field may be null": (ARTICLE, field("", "title", type=["string", "null"])),
    "a description is made better": (ENRICHED, field("Entity", "name", description="Its name.")),
    "an example is made better": (ENRICHED, field("Entity", "name", examples=["Peru"])),
    "there is a new topic": ("", a_topic_of_the_next_major),
}

BREAKING: dict[str, tuple[str, Edit]] = {
    "a topic is removed": ("", lambda schemas: schemas.pop("news.topics.v1/value.json")),
    "a required field is removed": (ENRICHED, remove("Entity", "salience")),
    "an optional field is removed": (ENRICHED, remove("Entity", "country")),
    "a field is renamed": (ENRICHED, rename("Entity", "salience", "weight")),
    "a field moves": (
        STANCE,
        lambda schema: schema["properties"].update(
            polarity=schema["$defs"]["Stance"]["properties"].pop("polarity")
        ),
    ),
    "a new field is required": (ENRICHED, add("", "mood", NEW, required=True)),
    "an old field is newly required": (ENRICHED, require("Entity", "country")),
    "a field is no longer always there": (ENRICHED, release_from("Entity", "salience")),
    "a type changes": (ENRICHED, field("Span", "start", type="string")),
    "a type is widened": (ENRICHED, field("Span", "start", type="number")),
    "a type is narrowed": (ENRICHED, field("Entity", "salience", type="integer")),
    "a field may be null now": (ENRICHED, field("Entity", "name", type=["string", "null"])),
    "a field may no longer be null": (ENRICHED, field("Entity", "country", type="string")),
    "one thing becomes a list": (
        STANCE,
        field("Stance", "target", drop=("$ref",), type="array", items={"$ref": "#/$defs/Target"}),
    ),
    "a list holds something else": (
        ENRICHED,
        field("", "entities", items={"$ref": "#/$defs/Topic"}),
    ),
    "a list may be empty now": (ENRICHED, field("Stance", "evidence", minItems=0)),
    "a list is bounded": (ENRICHED, field("", "entities", maxItems=10)),
    "a bound is widened": (ENRICHED, field("Entity", "salience", maximum=100.0)),
    "a bound is narrowed": (ENRICHED, field("Entity", "name", maxLength=64)),
    "a bound is dropped": (ENRICHED, field("Entity", "name", drop=("maxLength",))),
    "a pattern changes": (ENRICHED, field("Topic", "code", pattern="^iptc:[0-9]+$")),
    "a format changes": (ENRICHED, field("PublishedArticle", "published_at", format="date")),
    "a unit changes": (ENRICHED, field("Span", "start", **{"x-unit": "UTF-16 code units"})),
    "a unit changes from a share to percent": (
        ENRICHED,
        field("Entity", "salience", **{"x-unit": "percent"}),
    ),
    "a closed list gets another value": (ENRICHED, enum("Entity", "type", more="animal")),
    "a closed list loses a value": (ENRICHED, enum("Entity", "type", fewer="law")),
    "an open text becomes a closed list": (ENRICHED, field("Pipeline", "name", enum=["x"])),
    "an object is closed": (
        ENRICHED,
        lambda schema: schema["$defs"]["Entity"].update(additionalProperties=False),
    ),
    "the counts of a map change": (
        ENRICHED,
        field("", "abstentions", additionalProperties={"type": "string"}),
    ),
    "a rule between fields changes": (
        ENRICHED,
        lambda schema: schema["$defs"]["Holder"].pop("else"),
    ),
    "a keyword that nobody thought of": (ENRICHED, field("Entity", "name", contentEncoding="x")),
    "an id of a schema changes": (ENRICHED, lambda schema: schema.update({"$id": "urn:x"})),
    "a key is something else": (KEY, lambda schema: schema.update({"x-unit": "article id"})),
    "a header is removed": (HEADERS, remove("", "ce_id")),
    "an event has another type": (
        HEADERS,
        field("", "ce_type", enum=["stancewire.stance.found.v1"]),
    ),
    "a header of a dead letter is newly required": (LETTER, add("", "x", NEW, required=True)),
    "a reason is no longer known": (
        LETTER,
        lambda schema: schema["properties"][REASON]["x-known-values"].pop("empty_body"),
    ),
    "a reason of abstentions is no longer known": (
        ENRICHED,
        lambda schema: schema["properties"]["abstentions"]["x-known-values"].pop("denied"),
    ),
    "an article must have another field": (ARTICLE, require("", "title")),
    "an article must have a new field": (ARTICLE, add("", "byline", NEW, required=True)),
    "an article's field is read no more": (ARTICLE, remove("", "url")),
    "an article must be shorter": (ARTICLE, field("", "body", maxLength=100_000)),
    "an article's field has a pattern now": (ARTICLE, field("", "title", pattern="^[A-Z]")),
}
