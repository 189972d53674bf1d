"""From the fields of a JSON object to an Article: what is mended, and what is left out.

The contract is strict, so that producers know what to send. This reader is not: a value whose
meaning is plain is read ("2026-01-05", a plain name as ``source``), and an optional field that
cannot be read is left out and named. An article is rejected only if it lacks a field that every
article needs.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from topics.dead_letter import Reason
from topics.events import Article, Source

_REQUIRED: Final = frozenset(
    name for name, field in Article.model_fields.items() if field.is_required()
)

# C1 controls pass: real articles have them, where text was once decoded with the wrong code page.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
# The shortest that names a day. Python would also read "20260105", which may be a number.
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PRIMARY_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", re.IGNORECASE)


class Rejected(Exception):  # noqa: N818 - an outcome of reading, not a fault of the program
    """The bytes are not an article; ``reason`` is the contract's word, ``detail`` is for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason: Reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Reading:
    """An article, and the names of the optional fields that it had but that cannot be read."""

    article: Article
    dropped: tuple[str, ...] = ()


def read_fields(fields: Mapping[str, Any]) -> Reading:
    """The article with these fields. Raises Rejected if it lacks what every article needs.

    A value may be a ``Rejected``: then the bytes of that field could not be read at all.
    """
    known = dict(_known(fields, Article))
    if isinstance(fields.get("source"), Mapping):
        known["source"] = dict(_known(fields["source"], Source))
    article = _validated(known)
    if isinstance(article, Article):
        return Reading(article)
    for name in {place[0] for place in article} & _MENDS.keys() & known.keys():
        known[name] = _MENDS[name](known[name])
    article = _validated(known)
    if isinstance(article, Article):
        return Reading(article)
    faults = article
    for place, fault in faults.items():
        if place[0] in _REQUIRED:
            raise fault
        _leave_out(known, place)
    article = _validated(known)
    assert isinstance(article, Article), article
    return Reading(article, tuple(sorted(".".join(place) for place in faults)))


def _known(fields: Mapping[str, Any], model: type[Article] | type[Source]) -> Iterator[Any]:
    """The fields that the model has, each with its value, or with why that cannot be read.

    A null says the same as no field at all, and nobody reads the other fields.
    """
    for name in model.model_fields:
        value = fields.get(name)
        if isinstance(value, str):
            value = _unreadable(name, value) or value
        elif isinstance(value, list | Mapping):
            value = _no_text(value)  # whatever is in it, it is none of these fields
        if value is not None:
            yield name, value


def _unreadable(name: str, text: str) -> Rejected | None:
    if found := _SURROGATES.search(text):
        return Rejected(
            "lone_surrogate", f"{name} has half a surrogate pair at character {found.start()}"
        )
    if found := _CONTROLS.search(text):
        return Rejected(
            "control_character",
            f"{name} has U+{ord(found.group()):04X} at character {found.start()}",
        )
    return None


_Place = tuple[str, ...]


def _validated(known: dict[str, Any]) -> Article | dict[_Place, Rejected]:
    """The article, or what is wrong with each field that has a fault."""
    try:
        return Article.model_validate_json(json.dumps(known, default=_no_text, ensure_ascii=False))
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
    faults: dict[_Place, Rejected] = {}
    for fault in found:
        place = tuple(str(part) for part in fault["loc"])
        faults.setdefault(place, _reason(known, place, fault["type"], fault["msg"]))
    return faults


def _no_text(_: object) -> list[object]:
    """What stands in JSON for a value that has no JSON: no field of an article is a list."""
    return []


def _reason(known: dict[str, Any], place: _Place, kind: str, message: str) -> Rejected:
    value: Any = known
    for part in place:
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, Rejected):
        return value
    message = message.removeprefix("Value error, ")
    where = ".".join(place)
    if (where == "body" and kind == "string_too_short") or message.startswith("body is blank"):
        return Rejected("empty_body", "the body is empty or blank; an article needs text")
    return Rejected("invalid_field", f"{where}: {message}")


def _leave_out(known: dict[str, Any], place: _Place) -> None:
    *around, name = place
    fields = known
    for part in around:
        fields = fields[part]
    del fields[name]
    if around and not fields:
        _leave_out(known, tuple(around))


def _identity(value: Any) -> Any:
    """A number is read as its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _source(value: Any) -> Any:
    """A plain text is the publisher's domain, or else its name."""
    if not isinstance(value, str):
        return value
    return {"domain" if _DOMAIN.fullmatch(value) else "name": value}


def _language(value: Any) -> Any:
    """A language tag such as "en-US" begins with the language."""
    if isinstance(value, str) and (tag := _PRIMARY_LANGUAGE.fullmatch(value)):
        return tag[1].lower()
    return value


def _moment(value: Any) -> Any:
    """A day begins at midnight; a time without an offset is one in UTC."""
    if not isinstance(value, str):
        return value
    try:
        # As in RSS: "Mon, 05 Jan 2026 09:00:00 GMT".
        read = datetime.fromisoformat if _ISO_DAY.match(value) else parsedate_to_datetime
        moment = read(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    except (ValueError, IndexError, OverflowError):
        return value


_MENDS: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {"id": _identity, "source": _source, "language": _language, "published_at": _moment}
)
