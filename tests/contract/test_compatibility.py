"""Which contract changes are allowed, and that an allowed change breaks no subscriber."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import Field

from contract import paths
from contract.compatibility import compare
from contract.json_schema import model_schema
from contract.releases import changes_since, last_release, objections, parse, released_schemas
from contract.schemas import all_schemas
from contract.validation import faults, validators
from topics.dead_letter import split_headers
from topics.events import Article, Enriched, EntityTagged, StanceTaken, TopicAssigned, Value
from topics.version import CONTRACT_VERSION

BASE = released_schemas(last_release())
EXAMPLES = paths.read_tree(paths.EXAMPLES)
ENRICHED = "news.enriched.v1/value.json"
ARTICLE = "news.articles.v1/value.json"
STANCE = "news.stances.v1/value.json"
LETTER = "news.articles.dlq.v1/headers.json"
HEADERS = "news.stances.v1/headers.json"
KEY = "news.stances.v1/key.json"
REASON = "stancewire-dead-letter-reason"

Edit = Callable[[dict[str, Any]], object]
NEW = {"title": "Mood", "description": "How it sounds.", "type": "string", "x-unit": "text"}


def changed(path: str, edit: Edit) -> dict[str, Any]:
    schemas = copy.deepcopy(BASE)
    edit(schemas if path == "" else schemas[path])
    return schemas


def breaks(path: str, edit: Edit) -> bool:
    changes = compare(BASE, changed(path, edit))
    return any(change.breaking for change in changes)


def field(definition: str, name: str, *, drop: tuple[str, ...] = (), **values: Any) -> Edit:
    """Drops keywords of a field and sets others."""

    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        described = owner["properties"][name]
        for keyword in drop:
            del described[keyword]
        described.update(values)

    return edit


def add(definition: str, name: str, described: dict[str, Any], *, required: bool = False) -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        owner["properties"][name] = described
        if required:
            owner.setdefault("required", []).append(name)

    return edit


def remove(definition: str, name: str) -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        del owner["properties"][name]
        owner["required"] = [each for each in owner["required"] if each != name]

    return edit


def rename(definition: str, old: str, new: str) -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        owner["properties"][new] = owner["properties"].pop(old)
        owner["required"] = [new if each == old else each for each in owner["required"]]

    return edit


def require(definition: str, name: str) -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        owner["required"] = [*owner.get("required", []), name]

    return edit


def release_from(definition: str, name: str) -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        owner = schema["$defs"][definition] if definition else schema
        owner["required"].remove(name)

    return edit


def enum(definition: str, name: str, *, more: str = "", fewer: str = "") -> Edit:
    def edit(schema: dict[str, Any]) -> None:
        values = schema["$defs"][definition]["properties"][name]["enum"]
        if more:
            values.append(more)
        if fewer:
            values.remove(fewer)

    return edit


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
        lambda schema: schema["properties"]["abstentions"]["x-known-values"].pop("negated"),
    ),
    "an article must have another field": (ARTICLE, require("", "title")),
    "an article must have a new field": (ARTICLE, add("", "byline", NEW, required=True)),
    "an article's field is read no more": (ARTICLE, remove("", "url")),
    "an article must be shorter": (ARTICLE, field("", "body", maxLength=100_000)),
    "an article's field has a pattern now": (ARTICLE, field("", "title", pattern="^[A-Z]")),
}


@pytest.mark.parametrize("name", FINE)
def test_a_change_that_harms_nobody_passes(name: str) -> None:
    path, edit = FINE[name]
    assert changed(path, edit) != BASE, "the edit changed nothing"
    assert not breaks(path, edit)


@pytest.mark.parametrize("name", BREAKING)
def test_a_change_that_harms_somebody_is_found(name: str) -> None:
    path, edit = BREAKING[name]
    assert changed(path, edit) != BASE, "the edit changed nothing"
    assert breaks(path, edit)


def test_nothing_changed_is_no_change() -> None:
    assert compare(BASE, copy.deepcopy(BASE)) == []


# --- The rule for a release -----------------------------------------------------------------


def test_the_present_schemas_may_follow_the_last_release() -> None:
    changes = changes_since(last_release(), all_schemas())
    assert objections(changes, last_release(), CONTRACT_VERSION) == []


def test_the_major_version_stands_in_the_topics_names() -> None:
    major, _ = parse(CONTRACT_VERSION)
    assert {path.split("/")[0].rsplit(".", 1)[1] for path in all_schemas()} >= {f"v{major}"}


@pytest.mark.parametrize(
    ("edit", "present", "allowed"),
    [
        (add("", "mood", NEW), "1.1", True),
        (add("", "mood", NEW), "1.0", False),
        (add("", "mood", NEW), "0.9", False),
        (remove("", "topics"), "1.1", False),
        (remove("", "topics"), "2.0", False),
        (dict.copy, "1.0", True),
    ],
)
def test_what_changed_needs_a_new_version(edit: Edit, present: str, *, allowed: bool) -> None:
    changes = compare(BASE, changed(ENRICHED, edit))
    assert (objections(changes, "1.0", present) == []) == allowed


# --- Old reader, new event; new reader, old event -------------------------------------------

MODELS = {
    "news.enriched.v1": Enriched,
    "news.stances.v1": StanceTaken,
    "news.entities.v1": EntityTagged,
    "news.topics.v1": TopicAssigned,
    "news.articles.v1": Article,
}


def examples_of(topic: str) -> list[dict[str, Any]]:
    return [copy.deepcopy(example) for example in EXAMPLES.values() if example["topic"] == topic]


def fill(name: str, record: dict[str, Any]) -> None:
    """What a newer writer adds to a record after the change of this name."""
    value = record["value"]
    match name:
        case "an event gets an optional field":
            value["mood"] = "calm"
        case "a part of an event gets an optional field":
            for entity in value["entities"]:
                entity["mood"] = "calm"
        case "an event gets an optional object":
            value["mood"] = {"label": "calm"}
        case "an event gets an optional list":
            value["moods"] = ["calm", "grave"]
        case "an event gets an optional header":
            record["headers"]["ce_dataschema"] = "urn:x"
        case "a dead letter has a new reason":
            record["headers"][REASON] = "boredom"
        case "an abstention has a new reason":
            value["abstentions"]["mood"] = 1
        case "an article may have a new field":
            value["byline"] = "By Ada Brook"
        case _:
            assert name in WORDS_ONLY


WORDS_ONLY = (
    "a description is made better",
    "an example is made better",
    "there is a new topic",
)
# The worker that accepts more is deployed before the producers that send more.
FOR_NEWER_WORKERS = (
    "an article may be longer",
    "an article's field may be anything now",
    "an article need not have its field",
    "an article's field may be null",
)


@pytest.mark.parametrize("name", [name for name in FINE if name not in FOR_NEWER_WORKERS])
def test_an_old_reader_reads_a_new_event(name: str) -> None:
    path, _ = FINE[name]
    topic = (path or STANCE).split("/")[0]
    old = validators(BASE)
    for record in examples_of(topic):
        fill(name, record)
        assert not faults(old, topic, record)
        if topic in MODELS:
            MODELS[topic].model_validate_json(json.dumps(record["value"]))
        else:
            pairs = [(header, text.encode()) for header, text in record["headers"].items()]
            assert split_headers(pairs)[0].reason == record["headers"][REASON]


@pytest.mark.parametrize("name", FINE)
def test_a_new_reader_reads_an_old_event(name: str) -> None:
    path, edit = FINE[name]
    topic = (path or STANCE).split("/")[0]
    new = validators(changed(path, edit))
    for record in examples_of(topic):
        assert not faults(new, topic, record)


class Mood(Value):
    """A part that a later minor version might add."""

    label: str = Field(description="How it sounds.", examples=["calm"])


class NewerEnriched(Enriched):
    """An event of a later minor version."""

    mood: Mood | None = Field(None, description="How it sounds.")
    moods: tuple[str, ...] = Field((), description="All of them.", examples=[["calm"]])


def test_models_of_two_minor_versions_read_each_other() -> None:
    for record in examples_of("news.enriched.v1"):
        old = Enriched.model_validate_json(json.dumps(record["value"]))
        assert NewerEnriched.model_validate_json(old.model_dump_json()).mood is None
        newer = NewerEnriched(**dict(old), mood=Mood(label="calm"), moods=("calm",))
        assert Enriched.model_validate_json(newer.model_dump_json()) == old


def test_a_field_with_a_default_is_an_optional_field_of_the_schema() -> None:
    new = {**BASE, ENRICHED: {**BASE[ENRICHED], **model_schema(NewerEnriched)}}
    assert [str(change) for change in compare(BASE, new)] == [
        "fine  news.enriched.v1/value.json#mood: added, optional",
        "fine  news.enriched.v1/value.json#moods: added, optional",
    ]
