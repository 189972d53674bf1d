"""The newest events, in a database that lives only as long as this process.

SQLite keeps it in a bounded cache and, beyond that, in a temporary file that is deleted as soon as
it is opened: nothing stays behind, however the process ends. One connection and one lock: writing
goes in short turns, and a query takes milliseconds.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from console import copies, mentions, taken
from console.options import DEFAULT_KEEP, DEFAULT_KEEP_MIB, MIB
from console.rows import AUTHOR_ID, UNNAMED_ID, ArticleRow, packed, text_of
from console.schema import AUTHOR, SCHEMA, SIDES, TABLES_BY_KEY, UNNAMED, key_at

_CACHE_KIB = 64 * 1024


class Store:
    """Holds at most ``keep`` events and a limited size; the oldest are dropped first."""

    def __init__(
        self,
        keep: int = DEFAULT_KEEP,
        keep_mib: int = DEFAULT_KEEP_MIB,
        topic_names: Mapping[str, str] | None = None,
    ) -> None:
        self.keep = keep
        self._most_bytes = keep_mib * MIB
        self._topic_names = dict(topic_names or {})
        self._lock = threading.Lock()
        self._count = 0
        self.bytes = 0
        self.articles = 0
        self.newest = 0
        # How often what is held has changed.
        self.version = 0
        # The empty name is SQLite's for a private temporary database.
        self._db = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._db.create_function("body_of", 1, lambda packed: text_of(packed)[1])
        self._db.executescript(
            f"PRAGMA cache_size=-{_CACHE_KIB}; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
        )
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Close the database, and lose everything in it."""
        with self._lock:
            self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for the duration of the block."""
        with self._lock:
            yield self._db

    def add(self, rows: Iterable[ArticleRow]) -> int:
        """Keep these articles; returns how many were new or changed.

        An event that is already held is the same bytes delivered twice, and is passed over. A new
        event of a known article takes the place of the old one; a copy of the old one that comes
        after that is passed over too.
        """
        added = 0
        with self._lock:
            self._db.execute("BEGIN")
            try:
                for row in rows:
                    added += self._add(row)
                self._evict()
            except BaseException:  # an interrupt too: half a batch must not stay
                self._db.execute("ROLLBACK")
                self._tally()
                raise
            self._db.execute("COMMIT")
            self.newest = self._db.execute("SELECT max(key) FROM article").fetchone()[0] or 0
            self.version += added > 0
        return added

    def _tally(self) -> None:
        found = self._db.execute("SELECT count(*), total(size), max(key) FROM article").fetchone()
        self.articles, self.bytes, self.newest = found[0], int(found[1]), found[2] or 0

    def _add(self, row: ArticleRow) -> int:
        db = self._db
        if db.execute("SELECT 1 FROM article WHERE event = ?", (row.event,)).fetchone():
            return 0
        mark = (row.id, row.event, row.written)
        here = "SELECT 1 FROM replaced WHERE id = ? AND event = ? AND written = ?"
        if row.written and db.execute(here, mark).fetchone():
            return 0
        db.execute(
            "INSERT OR IGNORE INTO replaced SELECT id, event, written FROM article WHERE id = ?",
            (row.id,),
        )
        self._forget(db.execute("SELECT key FROM article WHERE id = ?", (row.id,)).fetchall())
        self._count += 1
        key = key_at(row.arrived, self._count)
        story = copies.story(db, row.fingerprint, key)
        sides = sum({SIDES[stance.polarity] for stance in row.stances})
        db.execute(
            "INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                key,
                row.event,
                row.written,
                row.id,
                row.title,
                row.outlet,
                row.url,
                row.published,
                row.arrived,
                row.language,
                row.skipped,
                row.place,
                len(row.json),
                story,
                row.fingerprint,
                sides,
            ),
        )
        copies.remember(db, row.fingerprint, key)
        db.execute("INSERT INTO event VALUES (?,?)", (key, row.json))
        db.execute(
            "INSERT INTO words(rowid, title, body) VALUES (?,?,?)", (key, row.title, row.body)
        )
        self.articles += 1
        self.bytes += len(row.json)
        numbers = {AUTHOR_ID: AUTHOR, UNNAMED_ID: UNNAMED}
        mentioned: list[tuple[int, int]] = []
        about: list[int] = []
        for rank, (id_, name, kind) in enumerate(row.entities):
            numbers[id_] = self._entity(id_, name, kind)
            if kind:
                mentioned.append((numbers[id_], rank))
        mentions.write(db, (key, story, row.published), mentioned)
        taken.write(db, (key, story, row.published), row.stances, numbers)
        for code, own in row.topics:
            about.append(self._topic(code, own))
            db.execute("INSERT INTO about VALUES (?,?,?)", (about[-1], key, own is not None))
        taken.write_topics(db, story, sides, about)
        entities = packed(number for number, _ in mentioned)
        db.execute("INSERT INTO packed VALUES (?,?,?)", (key, entities, packed(about)))
        return 1

    def _entity(self, id_: str, name: str, kind: str) -> int:
        found = self._db.execute(
            "INSERT INTO entity(id, name, type, articles) VALUES (?,?,?,1) ON CONFLICT(id) DO "
            "UPDATE SET articles = articles + 1, name = excluded.name, "
            "type = CASE excluded.type WHEN '' THEN type ELSE excluded.type END RETURNING n",
            (id_, name, kind),
        )
        number: int = found.fetchone()[0]
        return number

    def _topic(self, code: str, name: str | None) -> int:
        known = name or self._topic_names.get(code)
        found = self._db.execute(
            "INSERT INTO topic(code, name) VALUES (?,?) ON CONFLICT(code) DO UPDATE SET "
            "name = CASE WHEN ? THEN excluded.name ELSE name END RETURNING n",
            (code, known or code, known is not None),
        )
        number: int = found.fetchone()[0]
        return number

    def _evict(self) -> None:
        while self.articles > self.keep or (self.bytes > self._most_bytes and self.articles > 1):
            most = max(1, self.articles - self.keep)
            oldest = self._db.execute(
                "SELECT key, id FROM article ORDER BY key LIMIT ?", (most,)
            ).fetchall()
            self._db.executemany("DELETE FROM replaced WHERE id = ?", [(id_,) for _, id_ in oldest])
            self._forget([(key,) for key, _ in oldest])

    def _forget(self, keys: Sequence[tuple[int]]) -> None:
        for key in keys:
            # Those named only in a stance were counted too.
            named = self._db.execute(
                "SELECT entity FROM mention WHERE key = :key UNION SELECT holder FROM stance "
                "WHERE key = :key AND holder > 0 UNION SELECT target FROM stance WHERE key = :key",
                {"key": key[0]},
            ).fetchall()
            self._db.executemany("UPDATE entity SET articles = articles - 1 WHERE n = ?", named)
            size, fingerprint, story, packed = self._db.execute(
                "SELECT a.size, a.fingerprint, a.story, e.json FROM article a "
                "JOIN event e ON e.key = a.key WHERE a.key = ?",
                key,
            ).fetchone()
            about = self._db.execute("SELECT topic FROM about WHERE key = ?", key).fetchall()
            copies.forget(self._db, fingerprint, key[0])
            # This kind of index has to be told what it forgets.
            self._db.execute(
                "INSERT INTO words(words, rowid, title, body) VALUES ('delete',?,?,?)",
                (key[0], *text_of(packed)),
            )
            self.articles -= 1
            self.bytes -= size
            taken.forget(self._db, key[0])
            mentions.forget(self._db, key[0], story)
            for table in TABLES_BY_KEY:
                self._db.execute(f"DELETE FROM {table} WHERE key = ?", key)
            taken.forget_topics(self._db, story, [topic for (topic,) in about])
            self._db.executemany("DELETE FROM entity WHERE n = ? AND articles <= 0", named)
