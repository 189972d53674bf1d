"""A page's filter: from the query of its URL to a condition in SQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from multidict import MultiMapping

from console.rows import AUTHOR_ID, UNNAMED_ID
from console.schema import AGAINST, AUTHOR, FAVOR, UNNAMED
from topics.limits import MAX_ID_CHARS

POLARITIES = {"favor": FAVOR, "against": AGAINST}
_MOST_VALUES = 8
_MOST_WORDS = 8
_MOST_TITLE_CHARS = 200
_CODE = re.compile(r"medtop:[0-9]{8}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FilterError(ValueError):
    """The query cannot be used; the text tells its author why."""


@dataclass(frozen=True)
class Filter:
    """An article matches if all of this holds; holder, target and polarity for the same stance.

    ``since`` and ``until`` are days of publication, both inclusive.
    """

    entities: tuple[str, ...] = ()
    holder: str = ""
    target: str = ""
    polarity: str = ""
    topics: tuple[str, ...] = ()
    words: str = ""
    since: date | None = None
    until: date | None = None

    def where(self) -> tuple[str, list[object]]:
        """A condition on ``a``, the table of articles, and its parameters."""
        parts: list[str] = []
        values: list[object] = []
        for entity in self.entities:
            parts.append("a.key IN (SELECT key FROM mention WHERE entity = " + _ENTITY + ")")
            values.append(entity)
        if condition := self._stance(values):
            parts.append(f"a.key IN (SELECT key FROM stance WHERE {condition})")
        for topic in self.topics:
            parts.append(
                "a.key IN (SELECT key FROM about WHERE topic = "
                "(SELECT n FROM topic WHERE code = ?))"
            )
            values.append(topic)
        for word in self.words.split()[:_MOST_WORDS]:
            parts.append("a.title LIKE ? ESCAPE '\\'")
            values.append("%" + _escaped(word) + "%")
        if self.since:
            parts.append("a.published >= ?")
            values.append(_ms(self.since))
        if self.until:
            parts.append("a.published < ?")
            values.append(_ms(self.until) + _DAY_MS)
        return " AND ".join(parts) or "1", values

    def _stance(self, values: list[object]) -> str:
        parts = []
        for column, id_ in (("holder", self.holder), ("target", self.target)):
            if id_ in _NOBODY:
                parts.append(f"{column} = {_NOBODY[id_]}")
            elif id_:
                parts.append(f"{column} = {_ENTITY}")
                values.append(id_)
        if self.polarity:
            parts.append(f"polarity = {POLARITIES[self.polarity]}")
        return " AND ".join(parts)


_ENTITY = "(SELECT n FROM entity WHERE id = ?)"
_NOBODY: Mapping[str, int] = {AUTHOR_ID: AUTHOR, UNNAMED_ID: UNNAMED}
_DAY_MS = 24 * 60 * 60 * 1000


def parse(query: MultiMapping[str]) -> Filter:
    """The filter in a URL's query; unknown parameters are ignored. Raises FilterError."""
    polarity = query.get("polarity", "")
    if polarity and polarity not in POLARITIES:
        raise FilterError(f"polarity is one of {', '.join(POLARITIES)}")
    topics = _several(query, "topic")
    for topic in topics:
        if not _CODE.fullmatch(topic):
            raise FilterError("a topic is a code such as medtop:11000000")
    return Filter(
        entities=_several(query, "entity"),
        holder=_id(query.get("holder", ""), "holder"),
        target=_id(query.get("target", ""), "target"),
        polarity=polarity,
        topics=topics,
        words=query.get("q", "")[:_MOST_TITLE_CHARS],
        since=_day(query.get("since", ""), "since"),
        until=_day(query.get("until", ""), "until"),
    )


def _several(query: MultiMapping[str], name: str) -> tuple[str, ...]:
    found = [_id(value, name) for value in query.getall(name, []) if value]
    if len(found) > _MOST_VALUES:
        raise FilterError(f"at most {_MOST_VALUES} of {name} at once")
    return tuple(dict.fromkeys(found))


def _id(text: str, name: str) -> str:
    if len(text) > MAX_ID_CHARS:
        raise FilterError(f"{name} is longer than any id")
    return text


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FilterError(f"{name} is a day such as 2026-01-05") from None


def _ms(day: date) -> int:
    return round((datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH) / _MS)


_MS = timedelta(milliseconds=1)


def _escaped(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
