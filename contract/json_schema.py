"""A model's JSON Schema as others are to read it: nothing left out, and no Python in it."""

import re
from collections.abc import Mapping
from typing import Any

from topics.events import Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
# What a person looks for first, first.
_ORDER = ("title", "description", "$ref", "anyOf", "type", "enum", "x-unit", "examples")

Schema = dict[str, Any]


def model_schema(model: type[Value]) -> Schema:
    """The schema of what the model reads, with a title, description and example on every field."""
    raw = model.model_json_schema(mode="validation")
    definitions = {name: _tidy(each) for name, each in raw.pop("$defs", {}).items()}
    schema = _tidy(raw)
    for each in (*definitions.values(), schema):
        for name, field in each["properties"].items():
            field.setdefault("title", name.replace("_", " ").title())
            field["examples"] = [example_of(field, definitions)]
            each["properties"][name] = _ordered(field)
    return {**schema, "$defs": dict(sorted(definitions.items()))} if definitions else schema


def example_of(schema: Mapping[str, Any], definitions: Mapping[str, Schema]) -> Any:
    """The example that a schema has, or one put together from those of its parts."""
    if schema.get("examples"):
        return schema["examples"][0]
    if "$ref" in schema:
        return example_of(resolve(schema, definitions), definitions)
    if "anyOf" in schema:
        return example_of(schema["anyOf"][0], definitions)
    if schema.get("type") == "array":
        return [example_of(schema["items"], definitions)]
    return {
        name: example_of(field, definitions) for name, field in schema.get("properties", {}).items()
    }


def resolve(schema: Mapping[str, Any], definitions: Mapping[str, Schema]) -> Schema:
    """What a reference names."""
    return definitions[schema["$ref"].removeprefix("#/$defs/")]


def _tidy(schema: Schema) -> Schema:
    """The same with plain descriptions, lists for constants and one line for what may be null."""
    tidied = {key: _tidy_part(key, value) for key, value in schema.items()}
    if "const" in tidied and "type" in tidied:
        tidied["enum"] = [tidied.pop("const")]
    if isinstance(text := tidied.get("description"), str):
        tidied["description"] = re.sub(r"\s+", " ", text.replace("``", "`"))
    if tidied.get("default") is None:
        tidied.pop("default", None)
    options = tidied.get("anyOf", [])
    if len(options) == 2 and options[1] == _NULL and "type" in options[0]:  # noqa: PLR2004 - X or null
        tidied = {**tidied, **_nullable(options[0])}
        del tidied["anyOf"]
    return _ordered(tidied)


def _ordered(schema: Schema) -> Schema:
    first = {key: schema[key] for key in _ORDER if key in schema}
    return {**first, **schema}


def _tidy_part(key: str, value: Any) -> Any:
    if key == "properties":
        return {name: _tidy(field) for name, field in value.items()}
    if key in ("items", "additionalProperties") and isinstance(value, dict):
        return _tidy(value)
    if key == "anyOf":
        return [_tidy(option) for option in value]
    return value


def _nullable(schema: Schema) -> Schema:
    nullable = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable
