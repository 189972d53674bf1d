"""How many articles were enriched per minute, by when they were written to the topic."""

from typing import Any

from console.schema import key_at
from console.store import Store

MINUTES = 60
_MINUTE_MS = 60_000


def per_minute(store: Store, now_ms: int) -> dict[str, Any]:
    """Counts for the minutes of the last hour, oldest first; the last minute is not over yet."""
    last = now_ms // _MINUTE_MS
    first = last - MINUTES + 1
    with store.reading() as db:
        counted = dict(
            db.execute(
                "SELECT arrived / ?, count(*) FROM article WHERE key >= ? GROUP BY 1",
                (_MINUTE_MS, key_at(first * _MINUTE_MS)),
            ).fetchall()
        )
    counts = [counted.get(minute, 0) for minute in range(first, last + 1)]
    return {"counts": counts, "last_5": sum(counts[-5:]), "last_hour": sum(counts)}
