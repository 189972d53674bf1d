"""Each right in ``topics.cluster.rights``: with all of its own a command works, without one not."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import Result
from kafka import KafkaProducer
from typer.testing import CliRunner

from console.letters import Letters
from console.options import ConsoleOptions
from console.reader import Reader
from console.reader_state import ReaderState
from console.store import Store
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.patience import Deadline
from tests.support.rights import allow
from tests.support.small_pipelines import load_small
from topics.catalogue import Catalogue
from topics.cluster.rights import SUFFIX, USERS, Right
from topics.events import Article
from worker.cli.application import app
from worker.dead_letters import dead_letter
from worker.outgoing import enriched_event, outgoing_records
from worker.pipeline_info import pipeline_info
from worker.records import OriginalRecord

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]

SMALL = "tests.support.small_pipelines:load_small"
BUSY = "tests.support.busy_pipelines:load_busy"
# Every right by itself takes minutes: `make chaos` tries all, `make test` one of each kind.
LONG = bool(os.environ.get("STANCEWIRE_TEST_LONG"))


@dataclass
class Place:
    """Topics of their own, and bob, who has the rights that a test gives him."""

    cluster: Cluster
    admin: dict[str, Any]

    @property
    def bob(self) -> dict[str, Any]:
        return {**self.admin, "sasl_plain_username": "bob"}

    def env(self, pipeline: str = SMALL) -> dict[str, str]:
        return self.cluster.env(
            pipeline=pipeline,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_username="bob",
            sasl_password=self.admin["sasl_plain_password"],
        )

    def run(self, *arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin, env=self.env())


def fill(place: Place) -> None:
    """An article, the event and the letter of others, and a commit of the worker's group."""
    cluster, catalogue = place.cluster, place.cluster.catalogue
    cluster.create_topics()
    cluster.publish([article("a", "Peru won."), article("b", "Peru won.")])
    cluster.commit({0: 1})
    enrich, model = load_small()
    read = Article(id="a", body="Peru won.")
    event = enriched_event(read, enrich(read), pipeline_info(model))
    # With a text: otherwise no event can supersede it.
    value = read.model_dump_json().encode()
    original = OriginalRecord(catalogue.articles.name, 0, 0, 1_000, b"a", value, ())
    letter = dead_letter(original, "pipeline_crashed", "x", catalogue=catalogue, pipeline="p")
    with closing(KafkaProducer(**place.admin)) as producer:
        for record in [*outgoing_records(read, event, catalogue, 1_000), letter.record]:
            headers = [(name, value or b"") for name, value in record.headers]
            producer.send(record.topic, record.value, record.key, headers).get(30)


def console(place: Place) -> bool:
    """The page has the event, the letter, and the lag with the age of what waits."""
    options = ConsoleOptions(place.bob, place.cluster.catalogue, place.cluster.group)
    store, letters, state = Store(), Letters(), ReaderState()
    reader = Reader(options, store, letters, state)
    reader.start()
    deadline = Deadline(15)
    while state.now.phase not in ("live", "gone") and not deadline.passed():
        time.sleep(0.1)
    reader.stop()
    return state.now.phase == "live" and lag(place)


def lag(place: Place) -> bool:
    found = place.run("topics", "lag", "--json")
    return found.exit_code == 0 and '"seconds": null' not in found.stdout


def worked(*arguments: str, stdin: str = "") -> Callable[[Place], bool]:
    return lambda place: place.run(*arguments, stdin=stdin).exit_code == 0


PROBES: dict[str, Callable[[Place], bool]] = {
    "console": console,
    "publish": worked("publish", "-", stdin=json.dumps({"id": "c", "body": "Peru won."})),
    "tail enriched": worked("tail", "enriched", "--from-beginning", "--limit", "1"),
    "topics create": worked("topics", "create"),
    "topics check": worked("topics", "check"),
    "topics lag": lag,
    "dead-letters list": worked("dead-letters", "list"),
    "dead-letters list --superseded": worked("dead-letters", "list", "--superseded"),
    "dead-letters redrive": worked("dead-letters", "redrive", "--all"),
    f"replay --to {SUFFIX}": worked("replay", "--to", SUFFIX),
}


def each(user: str) -> Iterator[Any]:
    """All rights together, and each of them taken away; in a short run the first of its kind."""
    yield pytest.param(user, None, id=f"{user}: all")
    kinds = set()
    for number, right in enumerate(USERS[user](Catalogue("p."), "p.group")):
        if not LONG and (right.kind, right.operation) in kinds:
            continue
        kinds.add((right.kind, right.operation))
        name = f"{right.operation} on {right.name.removeprefix('p.')}"
        yield pytest.param(user, number, id=f"{user}: not {name}")


@pytest.fixture
def place(secured: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Place:
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)
    (server,) = secured["bootstrap_servers"]
    cluster = Cluster(server, f"r{os.urandom(3).hex()}.", partitions=1)
    cluster.options = dict(secured)
    return Place(cluster, secured)


def give(place: Place, user: str, missing: int | None) -> list[Right]:
    rights = list(USERS[user](place.cluster.catalogue, place.cluster.group))
    allow(place.admin, "bob", [one for number, one in enumerate(rights) if number != missing])
    return rights


@pytest.mark.parametrize(("user", "missing"), [case for user in PROBES for case in each(user)])
def test_a_command_needs_each_of_its_rights(place: Place, user: str, missing: int | None) -> None:
    if user != "topics create":
        fill(place)
    give(place, user, missing)
    assert PROBES[user](place) is (missing is None)


@pytest.mark.parametrize(("user", "missing"), list(each("run")))
def test_the_worker_needs_each_of_its_rights(
    place: Place, start_worker: StartWorker, user: str, missing: int | None
) -> None:
    cluster = place.cluster
    cluster.create_topics()
    # An id and a text for which the stand-in pipeline finds something of every kind.
    cluster.publish([article("ab", "Peru won."), Sent(b"b", b"no JSON")])
    rights = give(place, user, missing)
    worker = start_worker(place.env(BUSY))
    ended = f"it needs {rights[missing].operation} on the group" if missing is not None else "never"

    def over() -> bool:
        return worker.process.poll() is not None or ended in worker.text or cluster.lag() == 0

    eventually("it works, or says why not", over)
    assert (cluster.lag() == 0) is (missing is None)
    if missing is None:
        roles = ("enriched", "entities", "stances", "topics", "dead_letters")
        assert all(cluster.read(role) for role in roles)
