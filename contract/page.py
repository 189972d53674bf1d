"""The page for people: every topic, field and example, and the rules that go with them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from contract.headers import Schema
from contract.paths import Json
from topics import abstentions, dead_letter
from topics.catalogue import DAY_MS, Catalogue, TopicSpec
from topics.identity import SAME_STORY
from topics.limits import KIB, MIB
from topics.version import CONTRACT_VERSION

NOT_BLANK = r"\S"
_BOUNDS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "minimum": "{} or more",
    "exclusiveMinimum": "more than {}",
    "maximum": "{} or less",
}


@dataclass(frozen=True)
class FieldRow:
    """One line of a table of fields."""

    name: str
    kind: Markup
    always: bool
    unit: str
    bounds: str
    description: str
    example: str


@dataclass(frozen=True)
class TopicSection:
    """What the page says about one topic."""

    spec: TopicSpec
    key: Schema
    headers: list[FieldRow]
    fields: list[FieldRow]
    examples: list[tuple[str, str]]

    @property
    def days(self) -> int:
        """How many days the topic keeps a record."""
        return self.spec.retention_ms // DAY_MS

    @property
    def limit(self) -> str:
        """How large a record may be."""
        size = self.spec.max_message_bytes
        return f"{size // MIB} MiB" if size % MIB == 0 else f"{size // KIB:,} KiB"


def page_text(schemas: dict[str, Schema], examples: dict[str, Json]) -> str:
    """The page as self-contained HTML."""
    environment = Environment(
        loader=PackageLoader("contract"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["code"] = _with_code
    return environment.get_template("page.html.j2").render(
        version=CONTRACT_VERSION,
        topics=[_section(topic, schemas, examples) for topic in Catalogue().all],
        parts=dict(sorted(_parts(schemas).items())),
        reasons=dead_letter.MEANINGS,
        abstentions=abstentions.MEANINGS,
        months=6,
        same_story=SAME_STORY,
    )


def _section(
    topic: TopicSpec, schemas: dict[str, Schema], examples: dict[str, Json]
) -> TopicSection:
    value = schemas[f"{topic.name}/value.json"]
    return TopicSection(
        spec=topic,
        key=schemas[f"{topic.name}/key.json"],
        headers=list(_rows(schemas[f"{topic.name}/headers.json"])),
        fields=list(_rows(value)),
        examples=[
            (path.split("/")[1].removesuffix(".json"), _json(example))
            for path, example in examples.items()
            if path.startswith(f"{topic.name}/")
        ],
    )


def _parts(schemas: dict[str, Schema]) -> dict[str, tuple[str, list[FieldRow]]]:
    return {
        name: (part["description"], list(_rows(part)))
        for schema in schemas.values()
        for name, part in schema.get("$defs", {}).items()
    }


def _rows(schema: Schema) -> Iterator[FieldRow]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield FieldRow(
            name=name,
            kind=_kind(field),
            always=name in required,
            unit=_unit(field),
            bounds=", ".join(_bounds(field)),
            description=field["description"],
            example=_short(field["examples"][0]),
        )


def _kind(field: Schema) -> Markup:
    if "$ref" in field:
        name = field["$ref"].removeprefix("#/$defs/")
        return Markup('<a href="#{0}">{0}</a>').format(name)
    if "anyOf" in field:
        return _kind(field["anyOf"][0]) + Markup(" or null")
    if "enum" in field:
        words = [Markup("<code>{}</code>").format(json.dumps(value)) for value in field["enum"]]
        return Markup(" ").join(words)
    kind = field.get("type", "any")
    if kind == "array":
        return Markup("list of ") + _kind(field["items"])
    if isinstance(field.get("additionalProperties"), dict):
        return Markup("map to ") + _kind(field["additionalProperties"])
    return escape(" or ".join([kind] if isinstance(kind, str) else kind))


def _unit(field: Schema) -> str:
    for part in (field, field.get("items", {}), field.get("additionalProperties", {})):
        if isinstance(part, dict) and "x-unit" in part:
            return str(part["x-unit"])
    return ""


def _bounds(field: Schema) -> Iterator[str]:
    not_blank = field.get("pattern") == NOT_BLANK
    for keyword, words in _BOUNDS.items():
        if keyword in field and not (keyword == "minLength" and field[keyword] == 1):
            yield words.format(f"{field[keyword]:,g}")
    if not_blank:
        yield "not blank"
    elif field.get("minLength") == 1:
        yield "not empty"
    if "pattern" in field and not not_blank:
        yield f"`{field['pattern']}`"


def _short(value: Any) -> str:
    """The example, if it is short; longer ones are shown with their part."""
    if isinstance(value, dict | list) and len(_json(value)) > 120:  # noqa: PLR2004 - a line or two
        return ""
    return json.dumps(value, ensure_ascii=False)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _with_code(text: str) -> Markup:
    """Text in which anything between backticks becomes code."""
    pieces = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(pieces)
    )
