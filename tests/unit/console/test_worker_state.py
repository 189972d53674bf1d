"""The lag that the console shows is current, or has its time next to it."""

from collections.abc import Iterator

import pytest

from console import worker_state
from console.options import ConsoleOptions
from console.worker_state import LagWatch
from tests.support.cluster import eventually
from topics.catalogue import Catalogue
from topics.cluster.errors import BrokerUnavailable
from topics.cluster.lag import PartitionLag

AWAY = "no Kafka broker answers"
NOTHING = {"asked_at": None, "error": "", "partitions": []}


class Kafka:
    """Returns one partition's lag while it is available, and the time that a test sets."""

    there = True
    asked = 0
    seconds = 1_000.0

    def lag(self, *_: object) -> list[PartitionLag]:
        self.asked += 1
        if not self.there:
            raise BrokerUnavailable(AWAY)
        return [
            PartitionLag(0, 9, 7, 2, held=0, expired=0, expired_at=None, beyond_end=0, seconds=3.0)
        ]

    def clock(self) -> float:
        return self.seconds


@pytest.fixture
def kafka(monkeypatch: pytest.MonkeyPatch) -> Kafka:
    made = Kafka()
    monkeypatch.setattr(worker_state, "lag", made.lag)
    monkeypatch.setattr(worker_state, "_ASK_EVERY_SECONDS", 0.01)
    monkeypatch.setattr(worker_state, "_ASK_AGAIN_SECONDS", 0.01)
    return made


@pytest.fixture
def watch(kafka: Kafka) -> Iterator[LagWatch]:
    options = ConsoleOptions({"bootstrap_servers": "127.0.0.1:1"}, Catalogue(), "group")
    made = LagWatch(options, kafka.clock)
    made.start()
    yield made
    made.stop()
    made.join(10)
    assert not made.is_alive()


def sees(watch: LagWatch, *, error: str) -> None:
    eventually(f"it says {error!r}", lambda: watch.answer()["error"] == error)


def test_an_outage_of_before_is_not_told_to_who_looks_after_it(
    watch: LagWatch, kafka: Kafka
) -> None:
    kafka.there = False
    sees(watch, error=AWAY)
    kafka.there = True
    kafka.seconds += 3_600
    assert watch.answer() == NOTHING
    eventually("it asks anew", lambda: watch.answer()["partitions"] != [])
    assert watch.answer()["error"] == ""


def test_a_lag_of_before_is_not_told_as_that_of_now(watch: LagWatch, kafka: Kafka) -> None:
    eventually("it is known", lambda: watch.answer()["partitions"] != [])
    kafka.seconds += 3_600
    assert watch.answer() == NOTHING


def test_in_an_outage_the_last_known_stands_with_its_age(watch: LagWatch, kafka: Kafka) -> None:
    eventually("it is known", lambda: watch.answer()["partitions"] != [])
    kafka.there = False
    kafka.seconds += 3_600
    sees(watch, error=AWAY)
    assert watch.answer()["partitions"][0]["lag"] == 2
    assert watch.answer()["asked_at"]


def test_after_an_error_it_asks_again_soon(
    watch: LagWatch, kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_state, "_ASK_EVERY_SECONDS", 3_600)
    kafka.there = False
    sees(watch, error=AWAY)
    kafka.there = True
    eventually("it is back", lambda: watch.answer()["partitions"] != [])


def test_while_nobody_looks_nobody_is_asked(watch: LagWatch, kafka: Kafka) -> None:
    eventually("it is known", lambda: watch.answer()["partitions"] != [])
    kafka.seconds += 3_600
    eventually("it sleeps", lambda: not watch._wanted.is_set())
    asked = kafka.asked
    assert watch.answer() == NOTHING
    eventually("it asks anew", lambda: kafka.asked > asked)
