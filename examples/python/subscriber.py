"""Read a topic of events, each once, and set aside those that cannot be read.

An event is handled and its id is stored in one SQLite transaction; only then are the offsets
committed. If the program is stopped, killed or moved to another machine with its database, it
continues where it was, and recognises what Kafka delivers again.
"""

import json
import signal
import sqlite3
from collections.abc import Callable
from typing import Any

from kafka import KafkaConsumer

Handle = Callable[[sqlite3.Connection, dict[str, str], dict[str, Any]], None]

_TABLES = """
CREATE TABLE IF NOT EXISTS seen (ce_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (
  topic TEXT, part INTEGER, position INTEGER, error TEXT, value BLOB,
  PRIMARY KEY (topic, part, position)
);
"""


def follow(
    topic: str, group: str, servers: str, database: sqlite3.Connection, handle: Handle
) -> None:
    """Pass the headers and value of every new event to ``handle``, until SIGINT or SIGTERM."""
    database.executescript(_TABLES)
    stopping = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.append(True))
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=servers,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        # Skip the records of aborted transactions.
        isolation_level="read_committed",
    )
    try:
        while not stopping:
            batches = consumer.poll(timeout_ms=500)
            for record in (record for batch in batches.values() for record in batch):
                with database:  # one transaction: all or nothing
                    _take(database, record, handle)
            if batches:
                consumer.commit()
    finally:
        consumer.close()


def _take(database: sqlite3.Connection, record: Any, handle: Handle) -> None:
    try:
        headers = {name: value.decode() for name, value in record.headers}
        if database.execute("SELECT 1 FROM seen WHERE ce_id = ?", [headers["ce_id"]]).fetchone():
            return
        handle(database, headers, json.loads(record.value))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # Not an event that we can read: skip it, since waiting would not help.
        database.rollback()
        place = (record.topic, record.partition, record.offset)
        database.execute(
            "INSERT OR IGNORE INTO set_aside VALUES (?, ?, ?, ?, ?)",
            [*place, repr(error), record.value],
        )
        print("set aside", *place, repr(error), flush=True)
    else:
        database.execute("INSERT INTO seen VALUES (?)", [headers["ce_id"]])
