"""Whole records against their topic's schemas: key, headers and value."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from contract.headers import Schema
from contract.schemas import PARTS
from topics.catalogue import Catalogue

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time", raises=ValueError)  # type: ignore[untyped-decorator] # no types in it
def _is_a_moment(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


Validators = Mapping[str, Draft202012Validator]


def validators(schemas: Mapping[str, Schema]) -> Validators:
    """A validator for each schema, by the schema's path; formats are checked too."""
    return {
        path: Draft202012Validator(schema, format_checker=_FORMATS)
        for path, schema in schemas.items()
    }


def faults(validating: Validators, topic: str, record: Mapping[str, Any]) -> list[str]:
    """What is wrong with a record: ``PART PATH: MESSAGE`` for each fault."""
    return [
        f"{part} {error.json_path}: {error.message[:200]}"
        for part in PARTS
        for error in validating[f"{topic}/{part}.json"].iter_errors(record[part])
    ]


def as_example(topic: str, record: Any) -> dict[str, Any]:
    """A record as a Kafka client gives it, in the form of the examples.

    Raises ValueError where an event's value is not JSON.
    """
    is_event = topic != Catalogue().dead_letters.name
    return {
        "topic": topic,
        "key": _text(record.key),
        "headers": {name: _text(value) for name, value in record.headers},
        "value": json.loads(record.value) if is_event else _text(record.value),
    }


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode(errors="backslashreplace")
