"""Store every stance in SQLite, and show who is for and against somebody this week.

python sink.py               # reads until Ctrl-C
python sink.py who "Peru"    # queries what was read so far: a target's id, or words of its name
"""

import os
import sqlite3
import sys
from typing import Any

from subscriber import follow

TOPIC = os.environ.get("TOPIC", "news.stances.v1")
SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
GROUP = os.environ.get("GROUP", "stance-sink")
DATABASE = os.environ.get("DATABASE", "stances.db")

_TABLES = """
CREATE TABLE IF NOT EXISTS stance (
  ce_id TEXT PRIMARY KEY, said_at TEXT, article TEXT, title TEXT,
  holder TEXT, target_id TEXT, target TEXT, polarity TEXT, confidence REAL, quote TEXT
);
"""

WHO = """
SELECT target, polarity, holder, count(DISTINCT article) AS articles, max(confidence), quote
FROM stance
WHERE (target_id = :whom OR instr(lower(target), lower(:whom)))
  AND datetime(said_at) >= datetime('now', '-7 days')
GROUP BY target_id, polarity, holder
ORDER BY target, polarity DESC, articles DESC, holder
"""


def keep(database: sqlite3.Connection, headers: dict[str, str], event: dict[str, Any]) -> None:
    stance, article = event["stance"], event["article"]
    row = (
        headers["ce_id"],
        article.get("published_at") or headers["ce_time"],
        article["id"],
        article["title"],
        stance["holder"].get("name") or f"({stance['holder']['kind']})",
        stance["target"]["id"],
        stance["target"]["name"],
        stance["polarity"],
        stance["confidence"],
        " … ".join(span["text"] for span in stance["evidence"]),
    )
    database.execute("INSERT OR IGNORE INTO stance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def main() -> int:
    database = sqlite3.connect(DATABASE)
    database.executescript(_TABLES)
    match sys.argv[1:]:
        case []:
            told = f"{TOPIC} at {SERVERS}: every stance goes into {DATABASE}, until Ctrl-C"
            print(told, file=sys.stderr, flush=True)
            follow(TOPIC, GROUP, SERVERS, database, keep)
            (count,) = database.execute("SELECT count(*) FROM stance").fetchone()
            print(f"{count} stances in {DATABASE}", file=sys.stderr)
        case ["who", whom]:
            rows = database.execute(WHO, {"whom": whom}).fetchall()
            for target, polarity, holder, articles, surest, quote in rows:
                word = "for" if polarity == "favor" else "against"
                count = f"{articles} article" if articles == 1 else f"{articles} articles"
                print(f"{holder} {word} {target}  {count}  {surest:.2f}  “{quote}”")
            if not rows:
                print(f"nobody was for or against {whom!r} in the last seven days", file=sys.stderr)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
