"""Turns a record of the enriched topic into what the store keeps of it; pure."""

import json
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from console.schema import AGAINST, FAVOR
from topics.events import Enriched, Holder, Stance

_COMPRESSION = 5  # beyond it a tenth is saved at twice the time
_MOST_WORDS = 400
AUTHOR_ID, UNNAMED_ID = "@author", "@unnamed"
"""Holders that are not entities, in place of an entity's id."""


class UnreadableRecord(ValueError):  # noqa: N818 - it names what was found
    """The record is not an enriched event; the text says why, without quoting it."""


@dataclass(frozen=True)
class StanceRow:
    """One stance: ids of holder and target, 1 for and -1 against, the words that show it."""

    holder: str
    target: str
    polarity: int
    reporting: str
    confidence: float
    words: str


@dataclass(frozen=True)
class ArticleRow:
    """One event, ready to be written; times are in milliseconds since 1970.

    ``written`` is the event's ``ce_time``, as it stands there.
    """

    event: str
    written: str
    id: str
    title: str
    body: str
    outlet: str | None
    url: str | None
    published: int | None
    arrived: int
    language: str | None
    skipped: str | None
    place: str
    fingerprint: bytes | None
    json: bytes
    entities: tuple[tuple[str, str, str], ...]
    stances: tuple[StanceRow, ...]
    topics: tuple[tuple[str, str | None], ...]


def article_row(
    value: bytes | None,
    arrived_ms: int,
    place: str,
    headers: Iterable[tuple[str, bytes | None]] = (),
) -> ArticleRow:
    """The record as a row. Raises UnreadableRecord."""
    event = _event(value, place)
    article = event.article
    outlet = (article.source.name or article.source.domain) if article.source else None
    # The event as it was written, including fields that this version does not know.
    packed = zlib.compress(value or b"", _COMPRESSION)
    return ArticleRow(
        event=event.id,
        written=(dict(headers).get("ce_time") or b"").decode(errors="replace"),
        id=article.id,
        title=article.title,
        body=article.body,
        outlet=outlet,
        url=article.url,
        published=round(article.published_at.timestamp() * 1000) if article.published_at else None,
        arrived=arrived_ms,
        language=article.language,
        skipped=event.skipped,
        place=place,
        fingerprint=bytes.fromhex(event.fingerprint) if event.fingerprint else None,
        json=packed,
        entities=tuple(_entities(event)),
        stances=tuple(_stance_row(stance) for stance in event.stances),
        topics=tuple(_topics(event)),
    )


def packed(found: Iterable[int]) -> bytes:
    """Numbers of entities or topics in one value."""
    return array("L", found).tobytes()


def numbers(value: bytes) -> "array[int]":
    """Those numbers again; of several values joined, all of them."""
    made = array("L")
    made.frombytes(value)
    return made


def text_of(packed: bytes) -> tuple[str, str]:
    """Title and body of an event as the store holds it."""
    article = json.loads(zlib.decompress(packed))["article"]
    return article["title"], article["body"]


def _event(value: bytes | None, place: str) -> Enriched:
    try:
        return Enriched.model_validate_json(value or b"")
    except (ValidationError, ValueError) as error:
        what = error.errors()[0]["type"] if isinstance(error, ValidationError) else "not JSON"
        raise UnreadableRecord(f"{place} is not an enriched event ({what})") from error


def _entities(event: Enriched) -> list[tuple[str, str, str]]:
    """(id, name, type) of its entities, and of those that only a stance names, without a type."""
    named: dict[str, tuple[str, str, str]] = {
        entity.id: (entity.id, entity.name, entity.type) for entity in event.entities
    }
    for stance in event.stances:
        for known in (stance.holder, stance.target):
            if known.id is not None and known.id not in named:
                named[known.id] = (known.id, known.name or known.id, "")
    return list(named.values())


def _stance_row(stance: Stance) -> StanceRow:
    return StanceRow(
        holder=holder_id(stance.holder),
        target=stance.target.id,
        polarity=FAVOR if stance.polarity == "favor" else AGAINST,
        reporting=stance.reporting,
        confidence=stance.confidence,
        words=_words([span.text for span in stance.evidence]),
    )


def holder_id(holder: Holder) -> str:
    """The entity's id, or one of the two words for a holder that is not an entity."""
    if holder.id is not None:
        return holder.id
    return AUTHOR_ID if holder.kind == "author" else UNNAMED_ID


def _words(parts: list[str]) -> str:
    text = " … ".join(" ".join(part.split()) for part in parts)
    return text if len(text) <= _MOST_WORDS else text[:_MOST_WORDS] + "…"


def _topics(event: Enriched) -> list[tuple[str, str | None]]:
    """(code, name) for its topics, and (code, None) for the topics above them."""
    own = {topic.code: topic.name for topic in event.topics}
    above = {code for topic in event.topics for code in topic.path if code not in own}
    return [*own.items(), *((code, None) for code in sorted(above))]
