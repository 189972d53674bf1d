"""Articles for load tests, some of them bad, determined by a seed."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.support.cluster import Sent, article


def mixed_articles(count: int, bad_share: float, *, seed: int = 1, name: str = "a") -> list[Sent]:
    """``count`` shuffled articles, the given share of them bad in one of several ways."""
    chosen = random.Random(seed)
    bad = round(count * bad_share)
    found = [*_good(count - bad, name, chosen), *_bad(bad, name)]
    chosen.shuffle(found)
    return found


def _good(count: int, name: str, chosen: random.Random) -> Iterator[Sent]:
    now = datetime.now(UTC)
    for number in range(count):
        published = now - timedelta(seconds=chosen.uniform(20, 3000))
        yield article(
            f"{name}-{number}",
            f"Mayor Ada Brook of ward {number} praised the nurses of Peru on Monday. "
            * chosen.randint(1, 8),
            title=f"Ward {number} thanks its nurses",
            published_at=published.isoformat(),
            # An optional field that cannot be read, now and then.
            url="" if number % 10 == 0 else f"https://daily.example/{name}/{number}",
        )


def _bad(count: int, name: str) -> Iterator[Sent]:
    for number in range(count):
        key = f"{name}-bad-{number}".encode()
        broken = json.dumps({"id": key.decode(), "body": "Peru won."}).encode()[:-4]
        kinds = (
            Sent(key, broken),
            Sent(key, None),
            Sent(key, b'{"id": "k", "body": "caf\xe9"}'),
            article(key.decode(), " "),
            article(key.decode(), "raise an error"),
        )
        yield kinds[number % len(kinds)]
