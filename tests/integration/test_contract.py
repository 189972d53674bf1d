"""A run over the samples, checked by the schemas, CloudEvents' SDK and the page."""

import html
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

from contract import paths
from contract.inputs import bad_inputs, sample_article
from contract.validation import as_example, faults, validators
from tests.conftest import Kafka
from tests.support.cluster import Cluster, Sent, eventually, short_articles
from tests.support.processes import end_with_parent
from tests.support.worker_process import WorkerProcess
from topics.catalogue import Catalogue

pytestmark = pytest.mark.integration

EVENT_ROLES = ("enriched", "entities", "stances", "topics")
SAMPLES = sorted(path.stem for path in paths.SAMPLES.glob("*.txt"))


@dataclass(frozen=True)
class Run:
    cluster: Cluster
    records: dict[str, list[Any]]


@pytest.fixture(scope="module")
def run(kafka: Kafka, tmp_path_factory: pytest.TempPathFactory) -> Run:
    cluster = Cluster(kafka.bootstrap_servers, f"contract.{os.urandom(3).hex()}.")
    cluster.create_topics()
    samples = [sample_article(name) for name in SAMPLES]
    bad = [item.record for item in bad_inputs()]
    sent = [
        *short_articles(30),
        *(Sent(article.id.encode(), article.model_dump_json().encode()) for article in samples),
        *(Sent(record.key, record.value, record.headers) for record in bad),
    ]
    cluster.publish(sent)
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    with WorkerProcess(cluster.env(), log):
        eventually("all have an outcome", lambda: cluster.outcomes() == len(sent), timeout=120)
    return Run(cluster, {topic.role: cluster.read(topic.role) for topic in cluster.catalogue.all})


def test_every_record_holds_to_its_schemas(run: Run) -> None:
    validating = validators(paths.read_tree(paths.SCHEMAS))
    for topic in Catalogue().all:
        if topic.role == "articles":
            continue  # some of them are bad on purpose
        assert run.records[topic.role]
        for record in run.records[topic.role]:
            assert not faults(validating, topic.name, as_example(topic.name, record))


@pytest.mark.parametrize("role", EVENT_ROLES)
def test_the_official_sdk_reads_every_event(run: Run, role: str) -> None:
    for record in run.records[role]:
        message = KafkaMessage(headers=dict(record.headers), key=record.key, value=record.value)
        event = from_binary_event(message)
        data = json.loads(record.value)
        assert event.get_data() == data
        assert event.get_id() == data["id"]
        assert event.get_type() == Catalogue().by_name(role).event_type
        assert event.get_subject() == data["article"]["id"]
        assert event.get_source() == "/stancewire/worker"
        assert event.get_specversion() == "1.0"
        assert event.get_datacontenttype() == "application/json"
        assert event.get_extension("partitionkey") == record.key.decode()
        time = event.get_time()
        assert isinstance(time, datetime)
        assert time.tzinfo is not None


def test_the_page_s_subscriber_does_what_the_page_says(run: Run, tmp_path: Path) -> None:
    page = html.unescape(paths.PAGE.read_text("utf-8"))
    (program,) = [
        block
        for block in re.findall(r"<pre><code>(.*?)</code></pre>", page, re.DOTALL)
        if "KafkaConsumer(" in block
    ]
    topic = run.cluster.catalogue.stances.name
    program = program.replace("news.stances.v1", topic)
    program = program.replace("127.0.0.1:9092", run.cluster.bootstrap_servers)
    expected = {
        (stance["holder"]["name"] or stance["holder"]["kind"], stance["target"]["name"])
        for stance in (json.loads(record.value)["stance"] for record in run.records["stances"])
    }
    with subprocess.Popen(
        [sys.executable, "-u", "-W", "ignore", "-c", program],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
    ) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in run.records["stances"]]
        process.terminate()
    assert len(lines) > 30
    for holder, target in expected:
        assert [line for line in lines if line.startswith(holder) and line.endswith(f"{target}\n")]
