"""Print an alert when somebody turns against an entity that you follow.

python alerts.py iso3166:PE name:person:anna-kolb medtop:20000785
"""

import os
import sqlite3
import sys
from typing import Any

from subscriber import follow

TOPIC = os.environ.get("TOPIC", "news.stances.v1")
SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
GROUP = os.environ.get("GROUP", "stance-alerts")
DATABASE = os.environ.get("DATABASE", "alerts.db")

_TABLES = """
CREATE TABLE IF NOT EXISTS latest (
  holder TEXT, target TEXT, polarity TEXT, PRIMARY KEY (holder, target)
);
"""
BEFORE = "SELECT polarity FROM latest WHERE holder = ? AND target = ?"
AFTER = "INSERT OR REPLACE INTO latest VALUES (?, ?, ?)"


def main() -> int:
    followed = set(sys.argv[1:])
    if not followed:
        print("usage: python alerts.py ENTITY_ID…", file=sys.stderr)
        return 2

    def handle(database: sqlite3.Connection, _: dict[str, str], event: dict[str, Any]) -> None:
        stance = event["stance"]
        holder, target, polarity = stance["holder"], stance["target"], stance["polarity"]
        if target["id"] not in followed or holder["kind"] != "entity":
            return
        pair = [holder["id"], target["id"]]
        before = database.execute(BEFORE, pair).fetchone()
        database.execute(AFTER, [*pair, polarity])
        if polarity == "against" and before != ("against",):
            how = "turned" if before else "is"
            quote = " … ".join(span["text"] for span in stance["evidence"])
            where = event["article"]["title"]
            told = f"{holder['name']} {how} against {target['name']}: “{quote}” ({where})"
            print(told, flush=True)

    database = sqlite3.connect(DATABASE)
    database.executescript(_TABLES)
    follow(TOPIC, GROUP, SERVERS, database, handle)
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
