"""Print who is for and who is against something, in their own words, and end.

python sides.py medtop:20000785       # an id: abortion
python sides.py "travel ban"          # or words of a name, in any order
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kafka import KafkaConsumer, TopicPartition

TOPIC = os.environ.get("TOPIC", "news.stances.v1")
SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
LEAST = float(os.environ.get("CONFIDENCE", "0"))  # stances below it are left out


def events(topic: str, servers: str) -> Iterator[dict[str, Any]]:
    """Every event that the topic has now, each once."""
    consumer = KafkaConsumer(
        bootstrap_servers=servers, isolation_level="read_committed", enable_auto_commit=False
    )
    parts = [TopicPartition(topic, part) for part in consumer.partitions_for_topic(topic) or ()]
    consumer.assign(parts)
    consumer.seek_to_beginning(*parts)
    ends = consumer.end_offsets(parts)
    seen = set()
    while any(consumer.position(part) < ends[part] for part in parts):
        for record in (one for some in consumer.poll(timeout_ms=500).values() for one in some):
            try:
                identifier = dict(record.headers)["ce_id"]
                event = json.loads(record.value)
                event["stance"]["evidence"]
            except (KeyError, TypeError, ValueError) as error:
                print("not an event:", record.partition, record.offset, error, file=sys.stderr)
                continue
            if identifier not in seen:
                seen.add(identifier)
                yield event
    consumer.close()


def is_meant(target: dict[str, Any], what: str) -> bool:
    words = set(what.lower().split())
    return target["id"] == what or words <= set(target["name"].lower().split())


def who(holder: dict[str, Any]) -> str:
    """A name, the words for somebody without one, or the author."""
    if holder["kind"] == "entity":
        return str(holder["name"])
    return holder["words"]["text"] if holder.get("words") else f"({holder['kind']})"


def main() -> int:
    if not sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    what = " ".join(sys.argv[1:])
    sides = defaultdict(list)
    for event in events(TOPIC, SERVERS):
        stance = event["stance"]
        if is_meant(stance["target"], what) and stance["confidence"] >= LEAST:
            quote = " … ".join(span["text"] for span in stance["evidence"])
            line = f"{who(stance['holder'])}: “{quote}” ({event['article']['title']})"
            sides[stance["polarity"]].append((-stance["confidence"], line))
    for polarity, word in (("favor", "for"), ("against", "against")):
        print(f"{word}: {len(sides[polarity])}")
        for confidence, line in sorted(sides[polarity]):
            print(f"  {-confidence:.2f}  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
