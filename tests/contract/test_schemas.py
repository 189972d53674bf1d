"""The schemas describe every field completely, and real records conform to them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contract import paths
from contract.validation import faults, validators
from topics.catalogue import Catalogue

SCHEMAS = paths.read_tree(paths.SCHEMAS)
EXAMPLES = paths.read_tree(paths.EXAMPLES)
WITH_MODEL = [topic for topic in Catalogue().all if topic.value is not None]


def fields() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every field of every schema: its path, the schema itself and its document."""
    for path, document in SCHEMAS.items():
        for name, schema in {"": document, **document.get("$defs", {})}.items():
            for field, described in schema.get("properties", {}).items():
                yield f"{path} {name}.{field}", described, document


FIELDS = list(fields())


def types(field: dict[str, Any]) -> set[str]:
    kind = field.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def test_there_are_fields_to_look_at() -> None:
    assert len(FIELDS) > 150


@pytest.mark.parametrize("path", SCHEMAS)
def test_a_schema_is_one_of_2020_12(path: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[path])
    assert SCHEMAS[path]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_ids_follow_from_topic_and_part() -> None:
    for path, schema in SCHEMAS.items():
        topic, part = path.removesuffix(".json").split("/")
        assert schema["$id"] == f"urn:stancewire:{topic}:{part}"


def test_every_field_has_a_title_a_description_and_an_example() -> None:
    for where, field, _ in FIELDS:
        assert field.get("title"), where
        assert len(field.get("description", "")) > 3, where
        assert field.get("examples"), where


def test_every_number_and_text_has_a_unit_or_a_closed_list() -> None:
    for where, field, _ in FIELDS:
        parts = [field, field.get("items", {}), field.get("additionalProperties", {})]
        for part in parts:
            if types(part) & {"string", "number", "integer"}:
                assert "enum" in part or part.get("x-unit"), where


def test_every_field_s_example_holds_to_its_schema() -> None:
    for where, field, document in FIELDS:
        validator = Draft202012Validator({**field, "$defs": document.get("$defs", {})})
        for example in field["examples"]:
            assert not list(validator.iter_errors(example)), where


@pytest.mark.parametrize("topic", WITH_MODEL, ids=lambda topic: topic.role)
def test_the_example_of_a_schema_can_be_read_by_its_model(topic: Any) -> None:
    (example,) = SCHEMAS[f"{topic.name}/value.json"]["examples"]
    topic.value.model_validate_json(json.dumps(example))


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_record_holds_to_its_schemas_and_its_model(path: str) -> None:
    example = EXAMPLES[path]
    assert path.startswith(f"{example['topic']}/")
    assert not faults(validators(SCHEMAS), example["topic"], example)
    model = Catalogue().by_name(example["topic"]).value
    if model is not None:
        model.model_validate_json(json.dumps(example["value"]))


@pytest.mark.parametrize("topic", Catalogue().all, ids=lambda topic: topic.role)
def test_every_topic_has_examples(topic: Any) -> None:
    assert [path for path in EXAMPLES if path.startswith(f"{topic.name}/")]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("news.enriched.v1", lambda value: value.pop("entities")),
        ("news.enriched.v1", lambda value: value["article"].update(sha256="0")),
        ("news.enriched.v1", lambda value: value["article"].update(published_at="yesterday")),
        ("news.stances.v1", lambda value: value["stance"].update(confidence=1.5)),
        ("news.stances.v1", lambda value: value["stance"]["holder"].update(kind="author")),
        ("news.stances.v1", lambda value: value["stance"]["holder"].pop("id")),
        ("news.articles.v1", lambda value: value.update(body=" \n")),
        ("news.topics.v1", lambda value: value["topic"].update(code="politics")),
    ],
)
def test_what_breaks_a_schema_is_seen(path: str, change: Any) -> None:
    name = next(name for name in EXAMPLES if name.startswith(f"{path}/"))
    broken = json.loads(json.dumps(EXAMPLES[name]))
    change(broken["value"])
    assert faults(validators(SCHEMAS), path, broken)


@pytest.mark.parametrize("part", ["key", "headers"])
def test_a_broken_key_or_header_is_seen(part: str) -> None:
    name = next(name for name in EXAMPLES if name.startswith("news.topics.v1/"))
    broken = {**EXAMPLES[name], part: "" if part == "key" else {"ce_id": "1"}}
    assert faults(validators(SCHEMAS), "news.topics.v1", broken)
