"""Reads bytes into an Article, or rejects them with a reason."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from topics.dead_letter import Reason
from topics.events import Article
from topics.limits import MAX_ARTICLE_BYTES

# Deeper than any article needs, and far below a parser's recursion limit.
MAX_DEPTH = 64

# More than any article has, with whatever its feed adds. Each value costs Python a hundred bytes,
# and a record of a megabyte has room for half a million.
MAX_VALUES = 10_000

# C1 controls pass: real articles have them, where text was once decoded with the wrong code page.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Compared by identity: a key of the record may be the same text.
_KEY: Final = "a key"
_ELEMENT: Final = "an element"
_SURROGATES = re.compile(r"[\ud800-\udfff]")
# An unterminated string runs to the end of the text. Otherwise each escaped quote in it would be
# tried as a new start, which takes quadratic time.
_MARKS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)
# JSON itself allows a control character, or half a pair, only as an escape; all but DEL.
_SUSPICIOUS = re.compile(rb"\x7f|\\(?:[bf]|u(?:00[01]|007[fF]|[dD][89a-fA-F]))")


class Rejected(Exception):  # noqa: N818 - an outcome of reading, not a fault of the program
    """The bytes are not an article; ``reason`` is the contract's word, ``detail`` is for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


def read_record(key: bytes | None, value: bytes | None) -> Article:
    """The article in a record, whose key must be the article's id. Raises Rejected."""
    article = read_article(value)
    if not key:
        raise Rejected("missing_key", "the record has no key; it must be the article's id")
    if key != article.id.encode():
        raise Rejected("key_mismatch", f"the key is not the article's id {article.id[:80]!r}")
    return article


def read_article(value: bytes | None) -> Article:
    """The article in a record's value. Raises Rejected."""
    if value is None:
        raise Rejected("null_value", "the record has a null value; this does not delete an article")
    if len(value) > MAX_ARTICLE_BYTES:
        raise Rejected("too_large", f"{len(value)} bytes; the limit is {MAX_ARTICLE_BYTES}")
    try:
        text = value.decode()
    except UnicodeDecodeError as error:
        raise Rejected("not_utf8", f"byte {error.start} of the value is not UTF-8") from None
    _check_shape(value)
    fields = _parse(text)
    if not isinstance(fields, dict):
        raise Rejected("not_an_object", f"the JSON is a {type(fields).__name__}, not an object")
    if _SUSPICIOUS.search(value):
        _check_characters(fields)
    # Both are as large as the value or larger, and the article is a third copy.
    del fields, text
    return _validate(value)


def _check_shape(value: bytes) -> None:
    """Reject what would take far more memory as Python objects than it has bytes."""
    depth = values = 0
    for match in _MARKS.finditer(value):
        token = match.group()
        if token in b"[{,":
            values += 1
            if values > MAX_VALUES:
                raise Rejected("too_many_values", f"more than {MAX_VALUES} values")
        if token in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Rejected("too_deep", f"nested deeper than {MAX_DEPTH} levels")
        elif token in b"]}":
            depth -= 1


def _parse(text: str) -> Any:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object_without_duplicates,
            parse_constant=_reject_constant,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Rejected("invalid_json", f"{error.msg} at {where}") from None
    except RecursionError:
        raise Rejected("too_deep", "nested too deeply to be parsed") from None
    except ValueError as error:
        # Python refuses integers of thousands of digits with a plain ValueError.
        raise Rejected("invalid_json", str(error)) from None


def _object_without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Rejected(
                    "duplicate_key", f"the key {name[:80]!a} appears twice in one object"
                )
            seen.add(name)
    return fields


def _reject_constant(name: str) -> Any:
    raise Rejected("non_finite_number", f"{name} is not a JSON number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise Rejected("non_finite_number", f"{text[:40]} is too large for a number")
    return number


def _check_characters(fields: dict[str, Any]) -> None:
    for place, text in _strings(fields):
        if found := _SURROGATES.search(text):
            raise Rejected(
                "lone_surrogate",
                f"{_path(place)} has half a surrogate pair at character {found.start()}",
            )
        if found := _CONTROLS.search(text):
            raise Rejected(
                "control_character",
                f"{_path(place)} has U+{ord(found.group()):04X} at character {found.start()}",
            )


_Place: TypeAlias = tuple["_Place | None", str]
"""The place that a value is in, and its own name there; a path only where a fault needs one."""


def _strings(fields: dict[str, Any]) -> Iterator[tuple[_Place, str]]:
    waiting: list[tuple[_Place, Any]] = [((None, "article"), fields)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, str):
            yield where, item
        elif isinstance(item, dict):
            for name in item:
                yield (where, _KEY), name
            waiting.extend(((where, name), child) for name, child in item.items())
        elif isinstance(item, list):
            waiting.extend(((where, _ELEMENT), child) for child in item)


def _path(place: _Place) -> str:
    around, name = place
    if around is None:
        return name
    if name is _KEY:
        return f"a key in {_path(around)}"
    return _path(around) + ("[]" if name is _ELEMENT else f".{name[:80]!a}")


def _validate(value: bytes) -> Article:
    try:
        return Article.model_validate_json(value)
    except ValidationError as error:
        fault = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        if _is_empty_body(fault["type"], where, message):
            raise Rejected(
                "empty_body", "the body is empty or blank; an article needs text"
            ) from None
        raise Rejected("invalid_field", f"{where}: {message}" if where else message) from None


def _is_empty_body(kind: str, where: str, message: str) -> bool:
    return (where == "body" and kind == "string_too_short") or message.startswith("body is blank")
