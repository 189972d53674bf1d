"""The schemas of keys and headers: what a Kafka record has besides its value."""

from typing import Any

from topics.catalogue import Catalogue, TopicSpec
from topics.dead_letter import FIELDS, HEADER_PREFIX, MEANINGS, REASON_PATTERN, REDRIVE_COUNT_HEADER
from topics.envelope import CONTENT_TYPE, SPEC_VERSION
from topics.limits import MAX_DETAIL_CHARS

Schema = dict[str, Any]

_ARTICLES = Catalogue().articles
_OPTIONAL = frozenset({"ce_subject", "ce_cpu"})

_MOMENT = {
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
    "x-unit": "RFC 3339 time in UTC",
    "examples": ["2026-01-05T09:00:00.000Z"],
}


def key_schema(topic: TopicSpec) -> Schema:
    """The key of a topic's records, read as UTF-8."""
    key = topic.key
    encoding = "Any bytes, or none" if key.any_bytes else "In UTF-8"
    return {
        "title": f"Key of {topic.name}",
        "description": f"{encoding}: {key.meaning}.",
        "type": ["string", "null"] if key.any_bytes else "string",
        **({} if key.any_bytes else {"minLength": 1}),
        "x-unit": key.unit,
        "examples": [key.example],
    }


def headers_schema(topic: TopicSpec) -> Schema:
    """The headers of a topic's records, as an object of UTF-8 texts."""
    if topic.event_type is not None:
        return _object(topic, "CloudEvents 1.0, binary mode.", _event_headers(topic.event_type))
    if topic.value is None:
        return _object(
            topic,
            "First the original record's headers, untouched and in their order, then these eight "
            "in this order. If a name occurs twice, the last one counts.",
            _dead_letter_headers(),
        )
    return _object(
        topic,
        "None is needed. Headers that a producer sends are ignored, and kept in a dead letter.",
        {
            REDRIVE_COUNT_HEADER: _text(
                "How often this record was redriven: sent again from the dead letters.",
                "count, decimal digits",
                "1",
                pattern=r"^\d+$",
            )
        },
        required=False,
    )


def _object(
    topic: TopicSpec, description: str, fields: dict[str, Schema], *, required: bool = True
) -> Schema:
    for name, field in fields.items():
        field["title"] = name
    return {
        "title": f"Headers of {topic.name}",
        "description": description,
        "type": "object",
        "properties": fields,
        **({"required": [name for name in fields if name not in _OPTIONAL]} if required else {}),
    }


def _text(description: str, unit: str, example: str, **bounds: Any) -> Schema:
    return {
        "description": description,
        "type": "string",
        **bounds,
        "x-unit": unit,
        "examples": [example],
    }


def _fixed(description: str, value: str) -> Schema:
    return {"description": description, "type": "string", "enum": [value], "examples": [value]}


def _event_headers(event_type: str) -> dict[str, Schema]:
    article_id = _ARTICLES.key
    return {
        "ce_specversion": _fixed("Version of CloudEvents.", SPEC_VERSION),
        "ce_id": _text(
            "Deterministic id: the same article and pipeline give the same id. Remember the ids "
            "you have seen to process each event once.",
            "event id, hex",
            "5d41402abc4b2a76b9719d911017c592",
            pattern="^[0-9a-f]{32}$",
        ),
        "ce_type": _fixed("What kind of event it is.", event_type),
        "ce_source": _text(
            "What made the event.", "URI reference", "/stancewire/worker", minLength=1
        ),
        "ce_time": {
            "description": "When the article's record was written, not when it was read: a replay "
            "gives the same time.",
            "type": "string",
            **_MOMENT,
        },
        "content-type": _fixed("Media type of the value.", CONTENT_TYPE),
        "ce_subject": _text("The article's id.", article_id.unit, article_id.example, minLength=1),
        "ce_cpu": _text(
            "Which kind of CPU read the article. Events with the same id have the same value if "
            "this is the same too; from another kind, scores differ by some hundredths, and a "
            "tag whose score is close to its threshold may be missing or new.",
            "micro-architecture level and instructions for products of bytes",
            "x86-64-v3",
            pattern=r"^[a-z0-9-]+(\+[a-z0-9]+)*$",
        ),
    }


def _dead_letter_headers() -> dict[str, Schema]:
    digits = {"pattern": r"^\d+$"}
    fields = {
        "reason": _text(
            "Why the record could not be enriched. Open: minor versions may add reasons.",
            "reason",
            "invalid_field",
            pattern=REASON_PATTERN,
        )
        | {"x-known-values": dict(MEANINGS)},
        "detail": _text(
            "The reason in words, for people.",
            "text",
            "body: Field required",
            maxLength=MAX_DETAIL_CHARS * len("\\ud800"),
        ),
        "topic": _text("The record's topic.", "topic name", _ARTICLES.name, minLength=1),
        "partition": _text("Its partition.", "number, decimal digits", "3", **digits),
        "offset": _text("Its offset.", "number, decimal digits", "42", **digits),
        "timestamp": {"description": "Its timestamp.", "type": "string", **_MOMENT},
        "pipeline": _text(
            "Software, version and model that refused it.", "text", "stancewire 0.1.0 e5s6-tower-2"
        ),
        "time": {
            "description": "When it was dead-lettered: the only header that differs if one record "
            "is dead-lettered twice.",
            "type": "string",
            **_MOMENT,
        },
    }
    return {HEADER_PREFIX + name: fields[name] for name in FIELDS}
