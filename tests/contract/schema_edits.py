"""Edits of the last release's schemas, to compare the result with the release."""

import copy
from collections.abc import Callable
from typing import Any

from contract.releases import last_release, released_schemas

BASE = released_schemas(last_release())

Edit = Callable[[dict[str, Any]], object]


def changed(path: str, edit: Edit) -> dict[str, Any]:
    schemas = copy.deepcopy(BASE)
    edit(schemas if path == "" else schemas[path])
    return schemas


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
