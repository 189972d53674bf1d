"""What changed between two sets of schemas, and whether that breaks somebody's program.

Two sides are thought of. What the worker writes must be read by older readers, and what it wrote
before by newer ones, so of an event hardly anything may change but that fields are added. Of what
it reads it may only ask less. Whatever this does not know is breaking.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract.headers import Schema
from topics.catalogue import Catalogue

# Wording for people: it may always be improved.
_WORDS = {"$schema", "title", "description", "examples"}
_UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems"}
_LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems"}
_STRUCTURE = {"$defs", "properties", "required", "type", "enum", "items", "x-known-values"}


@dataclass(frozen=True)
class Change:
    """One difference: where, what, and whether it needs a new major version."""

    where: str
    what: str
    breaking: bool

    def __str__(self) -> str:
        return f"{'BREAKING' if self.breaking else 'fine'}  {self.where}: {self.what}"


def compare(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> list[Change]:
    """The changes from one set of schemas, by path, to another, breaking ones first."""
    changes = [Change(path, "removed", breaking=True) for path in old.keys() - new.keys()]
    changes += [Change(path, "added", breaking=False) for path in new.keys() - old.keys()]
    for path in old.keys() & new.keys():
        written_by_others = path.startswith(f"{Catalogue().articles.name}/")
        comparison = _Comparison(old[path], new[path], widening_breaks=not written_by_others)
        changes += comparison.schemas(path, old[path], new[path])
    return sorted(changes, key=lambda change: (not change.breaking, change.where, change.what))


@dataclass(frozen=True)
class _Comparison:
    old_document: Schema
    new_document: Schema
    widening_breaks: bool

    def schemas(self, where: str, old_raw: Schema, new_raw: Schema) -> Iterator[Change]:
        old, new = _plain(old_raw, self.old_document), _plain(new_raw, self.new_document)
        yield from self._fields(where, old, new)
        yield from self._set(where, "type", _types(old), _types(new))
        yield from self._set(where, "value", old.get("enum"), new.get("enum"))
        yield from self._known_values(where, old, new)
        if isinstance(old.get("items"), dict) and isinstance(new.get("items"), dict):
            yield from self.schemas(f"{where}[]", old["items"], new["items"])
        elif old.get("items") != new.get("items"):
            yield Change(where, "its items changed", breaking=True)
        for keyword in sorted((old.keys() | new.keys()) - _WORDS - _STRUCTURE):
            if old.get(keyword) != new.get(keyword):
                yield from self._keyword(where, keyword, old.get(keyword), new.get(keyword))

    def _fields(self, where: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        was, now = set(old.get("required", [])), set(new.get("required", []))
        for name in before.keys() | after.keys():
            path = f"{where}#{name}" if where.endswith(".json") else f"{where}.{name}"
            if name not in after:
                yield Change(path, "removed", breaking=True)
            elif name not in before:
                if name in now:
                    yield Change(path, "added, and required", breaking=True)
                else:
                    yield Change(path, "added, optional", breaking=False)
            else:
                if name in now - was:
                    yield Change(path, "newly required", breaking=True)
                if name in was - now:
                    yield self._widened(path, "no longer required")
                yield from self.schemas(path, before[name], after[name])

    def _set(self, where: str, what: str, old: Any, new: Any) -> Iterator[Change]:
        if old == new:
            return
        if old is None or new is None:
            if new is None:
                yield self._widened(where, f"any {what} now")
            else:
                yield Change(where, f"not any {what} now", breaking=True)
            return
        for gone in [each for each in old if each not in new]:
            yield Change(where, f"{what} {gone!r} removed", breaking=True)
        for come in [each for each in new if each not in old]:
            yield self._widened(where, f"{what} {come!r} added")

    def _known_values(self, where: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = old.get("x-known-values", {}), new.get("x-known-values", {})
        for gone in before.keys() - after.keys():
            yield Change(where, f"known value {gone!r} removed", breaking=True)
        for come in after.keys() - before.keys():
            yield Change(where, f"known value {come!r} added", breaking=False)

    def _keyword(self, where: str, keyword: str, old: Any, new: Any) -> Iterator[Change]:
        what = f"{keyword} {old!r} → {new!r}"
        if keyword == "additionalProperties" and isinstance(old, dict) and isinstance(new, dict):
            yield from self.schemas(f"{where}.*", old, new)
        elif _looser(keyword, old, new):
            yield self._widened(where, what)
        else:
            yield Change(where, what, breaking=True)

    def _widened(self, where: str, what: str) -> Change:
        return Change(where, what, breaking=self.widening_breaks)


def _looser(keyword: str, old: Any, new: Any) -> bool:
    if keyword not in _UPPER | _LOWER | {"pattern", "format"}:
        return False
    if old is None or new is None:
        return new is None
    if keyword in ("pattern", "format"):
        return False
    return bool(new > old if keyword in _UPPER else new < old)


def _types(schema: Schema) -> list[str] | None:
    kind = schema.get("type")
    if kind is None:
        return None
    return sorted([kind] if isinstance(kind, str) else kind)


def _plain(schema: Schema, document: Schema) -> Schema:
    """The schema with references followed, and ``X or null`` as one type."""
    plain = dict(schema)
    while isinstance(reference := plain.pop("$ref", None), str):
        plain = {**document["$defs"][reference.removeprefix("#/$defs/")], **plain}
    options = plain.get("anyOf", [])
    if len(options) == 2 and options[1] == {"type": "null"}:  # noqa: PLR2004 - X or null
        del plain["anyOf"]
        option = _plain(options[0], document)
        plain = {**option, **plain, "type": [*(_types(option) or []), "null"]}
    return plain
