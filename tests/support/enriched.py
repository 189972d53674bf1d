"""Enriched events as a worker would write them, for tests of what reads them."""

import hashlib
import json
from typing import Any

from topics.events import Enriched
from topics.identity import content_sha256

FOR, AGAINST = "favor", "against"


def span(text: str, words: str, field: str = "body") -> dict[str, Any]:
    start = text.index(words)
    return {"field": field, "start": start, "end": start + len(words), "text": words}


def enriched(
    id_: str,
    body: str,
    *,
    title: str = "A title",
    published: str | None = "2026-01-05T09:00:00Z",
    named: dict[str, tuple[str, str]] | None = None,
    stances: tuple[tuple[str, str, str, str], ...] = (),
    topics: tuple[str, ...] = (),
    **fields: Any,
) -> bytes:
    """``named`` maps words of the body to (entity id, type). ``stances`` are tuples: holder's
    words, ``author`` or ``unnamed``; target's words; polarity; evidence."""
    named = named or {}
    names = {words: {"id": known[0], "name": words} for words, known in named.items()}

    def holder(words: str) -> dict[str, Any]:
        return {"kind": "entity", **names[words]} if words in names else {"kind": words}

    event = {
        "id": hashlib.sha256(f"{id_}{title}{body}".encode()).hexdigest()[:32],
        "article": {
            "id": id_,
            "title": title,
            "body": body,
            "published_at": published,
            "source": {"name": "The Daily"},
            "language": "en",
            "sha256": content_sha256(title, body),
            "url": fields.pop("url", None),
        },
        "pipeline": {"name": "stancewire", "version": "0", "model": "none"},
        "entities": [
            {
                "id": known[0],
                "name": words,
                "type": known[1],
                "salience": 0.5,
                "mentions": [span(body, words)],
            }
            for words, known in named.items()
        ],
        "attributions": [],
        "stances": [
            {
                "holder": holder(of),
                "target": names[toward],
                "polarity": polarity,
                "reporting": "narration",
                "confidence": 0.9,
                "evidence": [span(body, words)],
            }
            for of, toward, polarity, words in stances
        ],
        "topics": [
            {
                "code": code,
                "name": f"topic {code[-2:]}",
                "path": [code[:9] + "000000", code],
                "score": 0.8,
            }
            for code in topics
        ],
        "abstentions": {"stance_below_threshold": 2},
        **fields,
    }
    return Enriched.model_validate_json(json.dumps(event)).model_dump_json().encode()


KOLB = ("name:person:anna-kolb", "person")
LIND = ("name:person:omar-lind", "person")
PERU = ("iso3166:PE", "country")
EMOJI = "👩‍🚒 "


def praise(number: int, **fields: Any) -> bytes:
    """Anna Kolb praised Peru, after characters that take two units in UTF-16."""
    body = f"{EMOJI}Anna Kolb praised Peru on day {number}. Omar Lind was not there."
    return enriched(
        f"praise-{number}",
        body,
        title=fields.pop("title", f"Kolb praises Peru {number}"),
        named={"Anna Kolb": KOLB, "Peru": PERU, "Omar Lind": LIND},
        stances=(("Anna Kolb", "Peru", FOR, "Anna Kolb praised Peru"),),
        topics=("medtop:20000593",),
        **fields,
    )


def blame(number: int, **fields: Any) -> bytes:
    """Omar Lind blamed Peru, and the article blames Omar Lind."""
    body = f"Omar Lind blamed Peru on day {number}. A disgrace, this Lind."
    return enriched(
        f"blame-{number}",
        body,
        title=f"Lind blames Peru {number}",
        named={"Omar Lind": LIND, "Peru": PERU},
        stances=(
            ("Omar Lind", "Peru", AGAINST, "Omar Lind blamed Peru"),
            ("author", "Omar Lind", AGAINST, "A disgrace"),
        ),
        **fields,
    )
