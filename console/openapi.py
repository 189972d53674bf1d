"""Writes the API's OpenAPI document: ``python -m console.openapi > console/static/openapi.json``.

The addresses and parameters come from the table of endpoints; the examples, and the shapes of the
answers, from asking each endpoint about the contract's example events.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from multidict import MultiDict
from yarl import URL

from console.endpoints import ARTICLE, ENDPOINTS, Endpoint, article
from console.exports import TYPES
from console.filter_parameters import FILTER
from console.parameters import Parameter
from console.rows import article_row
from console.store import Store
from topics.version import CONTRACT_VERSION

_ENRICHED = "news.enriched.v1"
_ARRIVED_MS = 1_767_603_600_000

_ABOUT = (
    "What the console holds, read-only: every address accepts only GET and needs no key. All take "
    "the same filter, as the pages' addresses do. Times are RFC 3339 in UTC. An unknown parameter "
    "or value is answered with status 400 and an error that says why. The console holds the newest "
    "articles only; for all of them, subscribe to the topics."
)

Json = dict[str, Any]


def document() -> Json:
    """The OpenAPI 3.1 document."""
    store = _with_the_examples()
    paths = {f"/api/{one.name}": _path(store, one) for one in ENDPOINTS}
    paths["/api/article"] = _path(store, ARTICLE)
    for kind, name in (("atom", "Atom"), ("json", "JSON Feed")):
        paths[f"/feed.{kind}"] = {
            "get": {
                "operationId": f"feed_{kind}",
                "summary": f"The newest hundred stances that match, as {name}",
                "x-example": f"/feed.{kind}?target=iso3166:PE&polarity=against",
                "parameters": [_parameter(one) for one in FILTER],
                "responses": {"200": {"description": name}, "400": _FAULT},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "stancewire console", "version": CONTRACT_VERSION, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": {
                "Fault": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string", "description": "What is wrong."}},
                }
            }
        },
    }


_FAULT = {
    "description": "The query cannot be used; the error says why.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}},
}


def _with_the_examples() -> Store:
    store = Store()
    found = sorted((files("topics") / "examples" / _ENRICHED).iterdir(), key=lambda one: one.name)
    store.add(
        article_row(
            json.dumps(json.loads(one.read_text("utf-8"))["value"]).encode(),
            _ARRIVED_MS + number,
            f"{_ENRICHED} 0:{number}",
        )
        for number, one in enumerate(found)
    )
    return store


def _path(store: Store, endpoint: Endpoint) -> Json:
    answer = _ask(store, endpoint)
    content: Json = {"application/json": {"schema": shape(answer), "example": answer}}
    if endpoint.rows is not None:
        content |= {
            TYPES["csv"]: {"schema": {"type": "string"}, "example": ",".join(endpoint.columns)},
            TYPES["jsonl"]: {"schema": {"type": "string"}},
        }
    responses: Json = {"200": {"description": "The answer.", "content": content}, "400": _FAULT}
    if endpoint.name in {"article", "entity"}:
        responses["404"] = _FAULT | {"description": "The console does not hold it."}
    example = f"?{endpoint.example}" if endpoint.example else ""
    return {
        "get": {
            "operationId": endpoint.name.replace("-", "_"),
            "summary": endpoint.summary,
            "x-example": f"/api/{endpoint.name}{example}",
            "parameters": [_parameter(one) for one in endpoint.parameters],
            "responses": responses,
        }
    }


def _ask(store: Store, endpoint: Endpoint) -> Json:
    query = MultiDict(URL(f"?{endpoint.example}").query)
    if endpoint is ARTICLE:
        told, event = article(store, query)
        return told | {"event": json.loads(event)}
    return endpoint.answer(store, query)


def _parameter(one: Parameter) -> Json:
    schema: Json = dict(one.schema or {"type": "string"})
    if one.choices:
        schema["enum"] = list(one.choices)
    if one.several:
        schema = {"type": "array", "items": schema}
    made: Json = {"name": one.name, "in": "query", "description": one.meaning, "schema": schema}
    if one.required:
        made["required"] = True
    if one.example:
        made["example"] = [one.example] if one.several else one.example
    return made


def shape(value: object) -> Json:
    """The schema of a value like this one; of a missing one nothing is said."""
    if isinstance(value, Mapping):
        return {
            "type": "object",
            "properties": {str(name): shape(part) for name, part in value.items()},
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {"type": "array", "items": shape(value[0]) if value else {}}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int | float):
        return {"type": "integer" if isinstance(value, int) else "number"}
    return {"type": "string"} if isinstance(value, str) else {}


def written() -> str:
    """The document as the file has it."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())
