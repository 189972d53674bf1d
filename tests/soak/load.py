"""The load of a soak: a closed loop, so that latency is the worker's and not a queue's.

What the real model reads are briefs: paragraphs of one sample, and a last line that no other has.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Self

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from tests.soak.verdict import Latency
from tests.support.chaos_pipeline import REAL
from tests.support.cluster import Cluster, Sent, article
from tests.support.samples import samples

BAD_EVERY = 50
# As many as a batch: there is always something to do, and little waits.
IN_FLIGHT = 16
# A brief has at least so many characters, if its sample does, and ends with the paragraph in which
# it reaches them.
BRIEF_CHARACTERS = (300, 500, 700, 900, 1_200)


def articles(count: int, real_every: int) -> Iterator[Sent]:
    """Distinct articles; one in fifty cannot be read, one in so many is for the real model."""
    for number in range(count):
        name = f"{number:06d}"
        if number % BAD_EVERY == BAD_EVERY // 2:
            yield Sent(name.encode(), b'{"id": ')
        elif real_every and number % real_every == 0:
            yield brief(f"{REAL}{name}", number // real_every)
        else:
            yield article(name, f"Ward-{number} thanked Peru.", title=f"Ward {number}")


def brief(name: str, number: int) -> Sent:
    """Some paragraphs of a sample: another sample, beginning and length for each number."""
    number, which = divmod(number, len(samples()))
    sample = samples()[which]
    paragraphs = sample.body.split("\n\n")
    number, size = divmod(number, len(BRIEF_CHARACTERS))
    begin = number % len(paragraphs)
    text = ""
    for paragraph in paragraphs[begin:] + paragraphs[:begin]:
        if len(text) < BRIEF_CHARACTERS[size]:
            text += paragraph + "\n\n"
    return article(name, f"{text}Mayor Ward {name} thanked Peru.", title=sample.title)


class Subscriber:
    """Reads what articles end as, in a thread of its own, and when each arrived."""

    def __init__(self, cluster: Cluster, began: float) -> None:
        self._cluster = cluster
        self._began = began
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._read, name="subscriber", daemon=True)
        self.sent: dict[bytes, float] = {}
        self.outcomes: dict[str, set[bytes]] = {"enriched": set(), "dead_letters": set()}
        self.latencies: list[Latency] = []
        # How long each took, for whoever waits for one.
        self.last: dict[bytes, float] = {}

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(30)

    @property
    def done(self) -> int:
        """How many articles have an outcome."""
        return sum(map(len, self.outcomes.values()))

    def _read(self) -> None:
        roles = {self._cluster.catalogue.by_name(role).name: role for role in self.outcomes}
        places = [
            TopicPartition(name, number)
            for name, role in roles.items()
            for number in range(self._cluster.catalogue.by_name(role).partitions)
        ]
        with closing(
            KafkaConsumer(**self._cluster.options, enable_auto_commit=False, fetch_max_wait_ms=50)
        ) as consumer:
            consumer.assign(places)
            consumer.seek_to_beginning(*places)
            while not self._stop.is_set():
                for place, records in consumer.poll(timeout_ms=200).items():
                    for record in records:
                        self._take(roles[place.topic], record.key)

    def _take(self, role: str, key: bytes) -> None:
        now = time.monotonic()
        if key in self.outcomes[role]:
            return
        took = now - self.sent[key]
        self.last[key] = took
        if role == "enriched":
            real = key.startswith(REAL.encode())
            self.latencies.append(Latency(round(now - self._began, 1), round(took, 4), real))
        self.outcomes[role].add(key)


class Publisher:
    """Sends articles, and notes when."""

    def __init__(self, cluster: Cluster, subscriber: Subscriber) -> None:
        self._topic = cluster.catalogue.articles.name
        self._producer: Any = KafkaProducer(**cluster.options, linger_ms=0)
        self._subscriber = subscriber

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._producer.close(10)

    def send(self, record: Sent) -> bytes:
        """Send one, and return its key."""
        assert record.key is not None
        self._subscriber.sent[record.key] = time.monotonic()
        self._producer.send(self._topic, key=record.key, value=record.value)
        return record.key
