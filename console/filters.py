"""A page's filter: from the query of its address to conditions in SQL."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Self

from multidict import MultiMapping

from console.filter_parameters import FILTER, LEAVES_OUT, POLARITIES
from console.parameters import FilterError, Parameter, by_name, check
from console.rows import AUTHOR_ID, UNNAMED_ID
from console.schema import AUTHOR, UNNAMED
from console.search import Search, SearchError, search
from topics.limits import MAX_ID_CHARS, MAX_NAME_CHARS

_MOST_VALUES = 40
_MOST_TEXT = 300
_CODE = re.compile(r"medtop:[0-9]{8}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# The conditions of a filter that one and the same stance must meet.
STANCE = ("holders", "targets", "polarity", "reporting", "confidence", "not_parties")
_PARTIES = ("holder", "target")

Condition = tuple[str, list[object]]


@dataclass(frozen=True)
class Filter:
    """What an article must have to match: all of this.

    ``holders``, ``targets``, ``polarity``, ``reporting``, ``confidence`` and ``not_parties`` must
    hold for one and the same stance. ``not_parties`` and ``not_articles`` are what is left out, as
    (parameter, value). ``since`` and ``until`` are days of publication, both inclusive. With
    ``each``, every copy of a story counts.
    """

    entities: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    polarity: str = ""
    reporting: tuple[str, ...] = ()
    confidence: float = 0.0
    topics: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    words: str = ""
    since: date | None = None
    until: date | None = None
    each: bool = False
    not_parties: tuple[tuple[str, str], ...] = ()
    not_articles: tuple[tuple[str, str], ...] = ()

    @cached_property
    def search(self) -> Search:
        """The words of the filter as a search of the index."""
        return search(self.words)

    @property
    def unit(self) -> str:
        """The column whose distinct values are counted: that of stories, or of single articles."""
        return "key" if self.each else "story"

    def without(self, *names: str) -> Self:
        """The same filter without these conditions."""
        none = Filter()
        return replace(self, **{name: getattr(none, name) for name in names})

    def without_words_that_must_be_there(self) -> Self:
        """The same filter, whose search keeps only the words that must be absent."""
        made = replace(self)
        made.__dict__["search"] = Search((), self.search.unwanted)
        return made

    def articles(self) -> Condition:
        """A condition on ``a``, the table of articles."""
        parts: list[str] = []
        values: list[object] = []
        for entity in self.entities:
            parts.append("a.key IN (SELECT key FROM mention WHERE entity = " + _ENTITY + ")")
            values.append(entity)
        condition, more = self.stances()
        if condition != "1":
            # Few stances are listed; where they are many, each article is asked for its own.
            few = self.holders or self.targets
            parts.append(
                f"a.key IN (SELECT s.key FROM stance s WHERE {condition})"
                if few
                else f"EXISTS (SELECT 1 FROM stance s WHERE s.key = a.key AND {condition})"
            )
            values += more
        for topic in self.topics:
            parts.append(
                "a.key IN (SELECT key FROM about WHERE topic = "
                "(SELECT n FROM topic WHERE code = ?))"
            )
            values.append(topic)
        if self.outlets:
            parts.append(f"a.outlet IN ({_marks(self.outlets)})")
            values += self.outlets
        for name, value in self.not_articles:
            parts.append(_LEFT_OUT[name])
            values.append(value)
        if self.search.match:
            parts.append("a.key IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(self.search.match)
        if self.search.not_match:
            parts.append("a.key NOT IN (SELECT rowid FROM words WHERE words MATCH ?)")
            values.append(self.search.not_match)
        if self.since:
            parts.append("a.published >= ?")
            values.append(day_ms(self.since))
        if self.until:
            parts.append("a.published < ?")
            values.append(day_ms(self.until) + DAY_MS)
        return " AND ".join(parts) or "1", values

    def stances(self) -> Condition:
        """A condition on ``s``, the table of stances."""
        parts: list[str] = []
        values: list[object] = []
        for column, ids in (("holder", self.holders), ("target", self.targets)):
            if ids:
                named = [id_ for id_ in ids if id_ not in _NOBODY]
                nobody = [f" UNION ALL SELECT {_NOBODY[id_]}" for id_ in ids if id_ in _NOBODY]
                parts.append(
                    f"s.{column} IN (SELECT n FROM entity WHERE id IN ({_marks(named)})"
                    f"{''.join(nobody)})"
                )
                values += named
        for column, id_ in self.not_parties:
            parts.append(f"s.{column} IS NOT {_NOBODY.get(id_, _ENTITY)}")
            values += [] if id_ in _NOBODY else [id_]
        if self.polarity:
            parts.append(f"s.polarity = {POLARITIES[self.polarity]}")
        if self.reporting:
            parts.append(f"s.reporting IN ({_marks(self.reporting)})")
            values += self.reporting
        if self.confidence:
            parts.append("s.confidence >= ?")
            values.append(self.confidence)
        return " AND ".join(parts) or "1", values


_ENTITY = "(SELECT n FROM entity WHERE id = ?)"
_LEFT_OUT = {
    "entity": f"a.key NOT IN (SELECT key FROM mention WHERE entity = {_ENTITY})",
    "topic": (
        "a.key NOT IN (SELECT key FROM about WHERE topic = (SELECT n FROM topic WHERE code = ?))"
    ),
    "outlet": "a.outlet IS NOT ?",
}
_NOBODY: Mapping[str, int] = {AUTHOR_ID: AUTHOR, UNNAMED_ID: UNNAMED}
DAY_MS = 24 * 60 * 60 * 1000


def parse(query: MultiMapping[str], *more: Parameter) -> Filter:
    """The filter in a query, which may have ``more`` parameters. Raises FilterError."""
    check(query, by_name(FILTER, more))
    topics = _several(query, "topic")
    for topic in topics:
        if not _CODE.fullmatch(topic):
            raise FilterError("topic is a code such as medtop:11000000")
    left_out = [_left_out(text) for text in _several(query, "not")]
    made = Filter(
        entities=_several(query, "entity"),
        holders=_several(query, "holder"),
        targets=_several(query, "target"),
        polarity=query.get("polarity", ""),
        reporting=_several(query, "reporting"),
        confidence=_share(query.get("confidence", "")),
        topics=topics,
        outlets=_several(query, "outlet"),
        words=_text(query.get("q", "")),
        since=day_of(query.get("since", ""), "since"),
        until=day_of(query.get("until", ""), "until"),
        each=query.get("copies") == "each",
        not_parties=tuple(one for one in left_out if one[0] in _PARTIES),
        not_articles=tuple(one for one in left_out if one[0] not in _PARTIES),
    )
    if made.since and made.until and made.since > made.until:
        raise FilterError("since is after until, so no article can match")
    return made


def _several(query: MultiMapping[str], name: str) -> tuple[str, ...]:
    found = [_id(value, name) for value in query.getall(name, []) if value]
    if len(found) > _MOST_VALUES:
        raise FilterError(f"at most {_MOST_VALUES} of {name} at once")
    return tuple(dict.fromkeys(found))


def _left_out(text: str) -> tuple[str, str]:
    name, _, value = text.partition(":")
    if name not in LEAVES_OUT or not value:
        raise FilterError(f"not is one of {', '.join(LEAVES_OUT)}, a colon, and what is left out")
    return name, value


def _id(text: str, name: str) -> str:
    most = max(MAX_ID_CHARS, MAX_NAME_CHARS)
    if len(text) > most:
        raise FilterError(f"{name} has more than {most} characters")
    return text


def _text(text: str) -> str:
    if len(text) > _MOST_TEXT:
        raise FilterError(f"q has more than {_MOST_TEXT} characters")
    try:
        search(text)
    except SearchError as error:
        raise FilterError(str(error)) from error
    return text


def _share(text: str) -> float:
    if not text:
        return 0.0
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise FilterError("confidence is a number from 0 to 1, such as 0.8")
    return share


def day_of(text: str, name: str) -> date | None:
    """The day that this parameter says; None if it is empty. Raises FilterError."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FilterError(f"{name} is a day such as 2026-01-05") from None


def day_ms(day: date) -> int:
    """The beginning of a day, in milliseconds since 1970."""
    return round((datetime(day.year, day.month, day.day, tzinfo=UTC) - _EPOCH) / _MS)


_MS = timedelta(milliseconds=1)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
