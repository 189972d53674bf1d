"""Reads the bytes of a record: JSON into fields, which ``worker.article_fields`` reads."""

import json
import re
from typing import Any

from topics.limits import MAX_ARTICLE_BYTES
from worker.article_fields import Reading, Rejected, read_fields

# Deeper than any article needs, and far below a parser's recursion limit.
MAX_DEPTH = 64

# More than any article has, with whatever its feed adds. Each value costs Python a hundred bytes,
# and a record of a megabyte has room for half a million.
MAX_VALUES = 10_000

_MAX_DIGITS = 1_000

# An unterminated string runs to the end of the text. Otherwise each escaped quote in it would be
# tried as a new start, which takes quadratic time.
_MARKS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},]', re.DOTALL)


def read_record(key: bytes | None, value: bytes | None) -> Reading:
    """The article in a record, whose key must be the article's id. Raises Rejected."""
    reading = read_article(value)
    if not key:
        raise Rejected("missing_key", "the record has no key; it must be the article's id")
    if key != reading.article.id.encode():
        article_id = reading.article.id[:80]
        raise Rejected("key_mismatch", f"the key is not the article's id {article_id!r}")
    return reading


def read_article(value: bytes | None) -> Reading:
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
    if isinstance(fields, Rejected):
        raise fields
    if not isinstance(fields, dict):
        raise Rejected("not_an_object", f"the JSON is a {type(fields).__name__}, not an object")
    del text  # as large as the value or larger, and the article is a third copy
    return read_fields(fields)


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
    """The JSON as Python objects; a value that must not be read is a ``Rejected`` in its place."""
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise Rejected("invalid_json", f"{error.msg} at {where}") from None
    except RecursionError:
        raise Rejected("too_deep", "nested too deeply to be parsed") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                fields[name] = Rejected(
                    "duplicate_key", f"the key {name[:80]!a} appears twice in one object"
                )
            seen.add(name)
    return fields


def _no_number(name: str) -> Rejected:
    return Rejected("non_finite_number", f"{name} is not a JSON number")


def _finite(text: str) -> float | Rejected:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        return Rejected("non_finite_number", f"{text[:40]} is too large for a number")
    return number


def _integer(text: str) -> int | Rejected:
    # Python refuses integers of thousands of digits with a plain ValueError.
    if len(text) > _MAX_DIGITS:
        return Rejected("invalid_field", f"a number of {len(text)} digits")
    return int(text)
