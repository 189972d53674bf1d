"""The newest event of each article on both sides, in a temporary database on disk.

Memory holds one event and SQLite's page cache, whatever the number of articles. The disk holds each
article's facts once per side, without its text, until the index is closed.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from topics.events import Enriched
from worker.cli.diff_facts import Fact, facts_of, from_json, to_json

_CREATE = """
    CREATE TABLE event (side TEXT, article TEXT, sha256 TEXT, pipeline TEXT, facts TEXT,
    PRIMARY KEY (side, article, sha256)) WITHOUT ROWID
"""
_BOTH = """
    SELECT a.article, a.facts, b.facts FROM event AS a JOIN event AS b USING (article, sha256)
    WHERE a.side = 'a' AND b.side = 'b' ORDER BY a.article, a.sha256
"""
_ONLY = """
    SELECT article FROM event AS x WHERE side = ? AND NOT EXISTS (
        SELECT 1 FROM event AS y
        WHERE y.side = ? AND y.article = x.article AND y.sha256 = x.sha256
    ) ORDER BY article
"""
_PIPELINES = """
    SELECT pipeline, COUNT(*) AS n FROM event WHERE side = ? GROUP BY pipeline
    ORDER BY n DESC, pipeline LIMIT 20
"""


@dataclass(frozen=True)
class Totals:
    """One side's number of articles, and which pipelines made them (the most used first)."""

    articles: int
    pipelines: dict[str, int]


class Index:
    """Holds two sides, a and b. A corrected article counts as another one: its text differs."""

    def __init__(self) -> None:
        # Without a name SQLite uses a temporary file that disappears when we end.
        self._database = sqlite3.connect("")
        self._database.execute(_CREATE)

    def fill(self, side: str, events: Iterable[Enriched]) -> None:
        """Keep the events; a later event of the same article replaces an earlier one."""
        self._database.executemany(
            "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?)",
            (
                (
                    side,
                    event.article.id,
                    event.article.sha256,
                    f"{event.pipeline.name} {event.pipeline.version} {event.pipeline.model}",
                    to_json(facts_of(event)),
                )
                for event in events
            ),
        )

    def totals(self, side: str) -> Totals:
        """How many articles the side has."""
        count = self._database.execute("SELECT COUNT(*) FROM event WHERE side = ?", (side,))
        pipelines = self._database.execute(_PIPELINES, (side,))
        return Totals(count.fetchone()[0], dict(pipelines.fetchall()))

    def in_both(self) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
        """Each article that both sides have, and what each says about it."""
        with closing(self._database.execute(_BOTH)) as rows:
            for article, a, b in rows:
                yield article, from_json(a), from_json(b)

    def only_in(self, side: str) -> Iterator[str]:
        """The articles that the other side does not have."""
        other = "b" if side == "a" else "a"
        with closing(self._database.execute(_ONLY, (side, other))) as rows:
            for (article,) in rows:
                yield article

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._database.close()
