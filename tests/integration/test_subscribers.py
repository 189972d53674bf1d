"""Each program in examples/ on a real broker: single alerts, bad records, stop, redelivery."""

import copy
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaProducer

from contract import paths
from tests.conftest import Kafka
from tests.support.cluster import Cluster, eventually
from tests.support.patience import patient
from tests.support.processes import end_with_parent
from topics.cluster import admin

pytestmark = pytest.mark.integration

EXAMPLES = paths.ROOT / "examples"
STANCE = next(
    example
    for example in paths.read_tree(paths.EXAMPLES).values()
    if example["topic"] == "news.stances.v1"
)
FOLLOWED = "iso3166:PE"


@dataclass(frozen=True)
class Program:
    command: list[str]
    stopped: int = 0


def python(name: str) -> Program:
    return Program([sys.executable, "-u", "-W", "ignore", str(EXAMPLES / "python" / name)])


def built(folder: Path, *commands: list[str]) -> None:
    for command in commands:
        if not shutil.which(command[0]):
            pytest.skip(f"{command[0]} is not there")
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=patient(240), check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def typescript(scratch: Path) -> Program:
    folder = EXAMPLES / "typescript"
    lock, installed = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        built(folder, ["npm", "ci"])
    types = scratch / "stance_taken.ts"
    built(folder, ["node", "types.js", str(types)], ["npm", "run", "build"])
    committed = folder / "src" / "stance_taken.ts"
    assert committed.read_text("utf-8") == types.read_text("utf-8"), "run: npm run types"
    return Program(["node", str(folder / "dist" / "alerts.js")])


def go(scratch: Path) -> Program:
    built(EXAMPLES / "go", ["go", "vet", "."], ["go", "build", "-o", str(scratch / "alerts"), "."])
    return Program([str(scratch / "alerts")])


def java(_: Path) -> Program:
    folder = EXAMPLES / "java"
    built(folder, ["mvn", "--quiet", "--batch-mode", "package"])
    classes = f"{folder}/target/classes:{folder}/target/dependency/*"
    # A JVM that a signal ends reports it in its exit status, even after a clean shutdown.
    return Program(["java", "-cp", classes, "example.Alerts"], stopped=143)


ALERTS: dict[str, Callable[[Path], Program]] = {
    "python": lambda _: python("alerts.py"),
    "typescript": typescript,
    "go": go,
    "java": java,
}


class Running:
    """A subscriber in a separate process."""

    def __init__(self, program: Program, arguments: list[str], env: dict[str, str], log: Path):
        self.log = log
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                [*program.command, *arguments],
                env={**os.environ, **env},
                cwd=log.parent,
                stdout=stream,
                stderr=subprocess.STDOUT,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
            )

    @property
    def lines(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patient(20))


def stance(number: int, holder: str, polarity: str, target: str = FOLLOWED) -> dict[str, Any]:
    record = copy.deepcopy(STANCE)
    name = holder.replace("-", " ").title()
    record["value"]["stance"].update(
        holder={"kind": "entity", "id": f"name:person:{holder}", "name": name},
        target={"id": target, "name": "Peru"},
        polarity=polarity,
    )
    record["value"]["article"]["published_at"] = datetime.now(UTC).isoformat()
    record["headers"]["ce_id"] = record["value"]["id"] = f"{number:032x}"
    return record


def message(record: dict[str, Any]) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    headers = [(name, text.encode()) for name, text in record["headers"].items()]
    return (
        record["value"]["stance"]["target"]["id"].encode(),
        json.dumps(record["value"], ensure_ascii=False).encode(),
        headers,
    )


FIRST = message(stance(1, "anna-kolb", "favor"))
UNREADABLE = [
    (b"iso3166:PE", b"no JSON", [("ce_id", b"d" * 32)]),
    (b"iso3166:PE", FIRST[1], []),
    (b"iso3166:PE", b'{"stance": null}', [("ce_id", b"f" * 32)]),
    (b"iso3166:PE", None, [("ce_id", b"e" * 32)]),
]


@pytest.fixture
def topic(kafka: Kafka) -> Cluster:
    cluster = Cluster(kafka.bootstrap_servers, f"subscribers.{os.urandom(3).hex()}.", partitions=1)
    admin.create(cluster.options, cluster.catalogue)
    return cluster


def publish(cluster: Cluster, messages: list[Any]) -> None:
    with closing(KafkaProducer(**cluster.options)) as producer:
        for key, value, headers in messages:
            producer.send(cluster.catalogue.stances.name, key=key, value=value, headers=headers)
        producer.flush()


def environment(cluster: Cluster, folder: Path, group: str) -> dict[str, str]:
    return {
        "KAFKA_BOOTSTRAP_SERVERS": cluster.bootstrap_servers,
        "TOPIC": cluster.catalogue.stances.name,
        "GROUP": f"{cluster.prefix}{group}",
        "DATABASE": str(folder / "state"),
    }


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def begin(program: Program, arguments: list[str], env: dict[str, str]) -> Running:
        running.append(Running(program, arguments, env, tmp_path / f"log-{len(running)}"))
        return running[-1]

    yield begin
    for each in running:
        each.process.kill()
        each.process.wait(patient(10))


def settled(running: Running, last: str) -> None:
    def there() -> bool:
        assert running.process.poll() is None, running.lines[-20:]
        return any(last in line for line in running.lines)

    eventually(f"{last!r} in {running.log}", there, 60)


@pytest.mark.parametrize("language", ALERTS)
def test_alerts_tell_once_of_everybody_who_turns_against_whom_we_follow(
    topic: Cluster, start: Callable[..., Running], tmp_path: Path, language: str
) -> None:
    turned = message(stance(2, "anna-kolb", "against"))
    publish(
        topic,
        [
            FIRST,
            FIRST,
            *UNREADABLE,
            turned,
            turned,
            message(stance(3, "omar-lind", "against")),
            message(stance(4, "omar-lind", "against")),
            message(stance(5, "ada-brook", "against", "iso3166:CL")),
            message(stance(6, "last-one", "against")),
        ],
    )
    program = ALERTS[language](tmp_path)
    running = start(program, [FOLLOWED], environment(topic, tmp_path, "one"))
    settled(running, "Last One is against Peru")
    assert running.stop() == program.stopped
    alerts = [line for line in running.lines if "against" in line]
    assert [line.split(":")[0] for line in alerts] == [
        "Anna Kolb turned against Peru",
        "Omar Lind is against Peru",
        "Last One is against Peru",
    ]
    assert len([line for line in running.lines if "set aside" in line]) == len(UNREADABLE)

    # Another group starts at the first record again: every record is recognised by its id.
    publish(topic, [message(stance(7, "newcomer", "against"))])
    again = start(program, [FOLLOWED], environment(topic, tmp_path, "two"))
    settled(again, "Newcomer is against Peru")
    assert again.stop() == program.stopped
    assert [line.split(":")[0] for line in again.lines if "against" in line] == [
        "Newcomer is against Peru"
    ]

    # The first group continues where it stopped.
    publish(topic, [message(stance(8, "newcomer-two", "against"))])
    third = start(program, [FOLLOWED], environment(topic, tmp_path, "one"))
    settled(third, "Newcomer Two is against Peru")
    assert third.stop() == program.stopped
    assert not [line for line in third.lines if "set aside" in line]


def test_the_sink_answers_who_is_for_and_against_somebody_this_week(
    topic: Cluster, start: Callable[..., Running], tmp_path: Path
) -> None:
    old = stance(5, "long-ago", "favor")
    old["value"]["article"]["published_at"] = "2020-01-05T09:00:00Z"
    records = [
        stance(1, "anna-kolb", "favor"),
        stance(1, "anna-kolb", "favor"),
        stance(2, "omar-lind", "against"),
        stance(3, "omar-lind", "against"),
        stance(4, "ada-brook", "against", "iso3166:CL"),
        old,
        stance(6, "last-one", "against"),
    ]
    for number, record in enumerate(records):
        record["value"]["article"]["id"] = f"a-{number}"
    records[4]["value"]["stance"]["target"]["name"] = "Chile"
    publish(topic, [*UNREADABLE, *map(message, records)])
    env = environment(topic, tmp_path, "sink")
    running = start(python("sink.py"), [], env)

    def kept() -> bool:
        with closing(sqlite3.connect(env["DATABASE"])) as database:
            try:
                return bool(
                    database.execute("SELECT 1 FROM stance WHERE holder = 'Last One'").fetchone()
                )
            except sqlite3.OperationalError:
                return False

    eventually("the last one is kept", kept)
    assert running.stop() == 0
    for whom in ("Peru", "per", FOLLOWED):
        asked = start(python("sink.py"), ["who", whom], env)
        assert asked.process.wait(patient(30)) == 0
        assert [line.split("  ")[:2] for line in asked.lines] == [
            ["Anna Kolb for Peru", "1 article"],
            ["Omar Lind against Peru", "2 articles"],
            ["Last One against Peru", "1 article"],
        ]
    asked = start(python("sink.py"), ["who", "Nobody"], env)
    assert asked.process.wait(30) == 0
    assert asked.lines == ["nobody was for or against 'Nobody' in the last seven days"]


def test_the_sides_of_an_issue_are_told_in_the_words_of_those_who_take_them(
    topic: Cluster, start: Callable[..., Running], tmp_path: Path
) -> None:
    critics = stance(3, "nobody", "against")
    text = "critics"
    words = {"field": "body", "start": 0, "end": len(text), "text": text}
    critics["value"]["stance"]["holder"] = {"kind": "unnamed", "words": words}
    records = [
        stance(1, "anna-kolb", "favor"),
        stance(1, "anna-kolb", "favor"),
        stance(2, "ada-brook", "against", "iso3166:CL"),
        critics,
    ]
    records[2]["value"]["stance"]["target"]["name"] = "Chile"
    publish(topic, [*UNREADABLE, *map(message, records)])
    quote = " … ".join(span["text"] for span in STANCE["value"]["stance"]["evidence"])
    for what in (FOLLOWED, "peru"):
        asked = start(python("sides.py"), [what], environment(topic, tmp_path, "sides"))
        assert asked.process.wait(patient(30)) == 0
        told = [line for line in asked.lines if "not an event" not in line]
        assert told[0] == "for: 1"
        assert "Anna Kolb: “" + quote in told[1]
        assert told[2] == "against: 1"
        assert "critics: “" + quote in told[3]
        assert len(told) == 4
    assert start(python("sides.py"), [], {}).process.wait(patient(30)) == 2
