"""What the demo starts, publishes and collects. Nothing is left running, however it ends."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local_kafka import Broker
from local_kafka.ports import reserve
from topics.catalogue import Catalogue
from topics.cluster import admin
from topics.events import Article, Enriched
from worker.cli.child import Worker
from worker.cli.failures import CommandError
from worker.cli.kafka_io import Publisher, Reader
from worker.cli.progress import Progress
from worker.cli.terminal import counted
from worker.settings import Settings, environment_settings, variable

PREFIX = "demo."
GROUP = "stancewire-demo"
PARTITIONS = 4

# After this long without a result something is wrong. The longest normal silence is loading a
# pipeline on a cold machine.
_SILENCE_SECONDS = 120.0
_BROKER_WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Outcome:
    """The results, in the order in which the articles were published."""

    enriched: list[Enriched]
    dead_letters: list[Any]


def run_demo(articles: Sequence[Article], folder: Path) -> Outcome:
    """Publish the articles, wait until each is enriched or dead-lettered, and stop everything.

    Raises CommandError if some never come out, and whatever the broker and the Kafka client raise.
    """
    with ExitStack() as stack:
        settings = environment_settings()
        progress = stack.enter_context(Progress())
        broker = None
        if "bootstrap_servers" not in settings.model_fields_set:
            broker, settings = _own_broker(settings)
        settings = settings.model_copy(
            update={
                "topic_prefix": PREFIX,
                "group": GROUP,
                "partitions": PARTITIONS,
                "replication_factor": 1,
            }
        )
        options, catalogue = settings.kafka_client_options(), settings.catalogue()
        with _worker(settings, folder) as worker:
            # The worker loads its pipeline while the broker starts.
            if broker is not None:
                progress.tell(f"starting a Kafka broker on {settings.bootstrap_servers}")
                stack.enter_context(broker)
            else:
                progress.tell(f"using the Kafka cluster at {settings.bootstrap_servers}")
            admin.wait_for_broker(options, _BROKER_WAIT_SECONDS, progress.tell)
            admin.create(options, catalogue)
            return _collect(articles, settings, worker, progress)


def _own_broker(settings: Settings) -> tuple[Broker, Settings]:
    held = reserve()
    held.release()
    own = {"bootstrap_servers": f"127.0.0.1:{held.port}", "security_protocol": "PLAINTEXT"}
    return Broker(port=held.port), settings.model_copy(update=own)


@contextmanager
def _worker(settings: Settings, folder: Path) -> Iterator[Worker]:
    names = (
        "bootstrap_servers",
        "security_protocol",
        "topic_prefix",
        "group",
        "partitions",
        "replication_factor",
    )
    environment = {variable(name): str(getattr(settings, name)) for name in names}
    # Another worker on this machine may already use the metrics port.
    worker = Worker({**environment, variable("web_port"): "0"}, folder)
    try:
        yield worker
    finally:
        worker.stop()


def _collect(
    articles: Sequence[Article], settings: Settings, worker: Worker, progress: Progress
) -> Outcome:
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    enriched: dict[str, Enriched] = {}
    dead: dict[str, Any] = {}
    # Created before anything is published, so that it starts at the current ends of the topics.
    with Reader(options, [catalogue.enriched.name, catalogue.dead_letters.name]) as reader:
        _publish(articles, options, catalogue)
        progress.tell(f"published {counted(len(articles), 'article')} to {catalogue.articles.name}")
        waiting = {article.id for article in articles}
        heard = time.monotonic()
        for record in reader.follow(from_beginning=False):
            if record is None:
                worker.require_running()
                if time.monotonic() - heard > _SILENCE_SECONDS:
                    raise CommandError(_incomplete(len(articles), len(enriched), len(dead)))
                progress.show(len(articles) - len(waiting), len(articles))
                continue
            key = (record.key or b"").decode(errors="replace")
            if key not in waiting:
                continue
            if record.topic == catalogue.dead_letters.name:
                dead[key] = record
            else:
                enriched[key] = Enriched.model_validate_json(record.value)
            waiting.discard(key)
            heard = time.monotonic()
            progress.show(len(articles) - len(waiting), len(articles))
            if not waiting:
                break
    return Outcome(
        [enriched[article.id] for article in articles if article.id in enriched],
        [dead[article.id] for article in articles if article.id in dead],
    )


def _publish(articles: Sequence[Article], options: dict[str, Any], catalogue: Catalogue) -> None:
    topic = catalogue.articles
    with Publisher(options, topic.max_message_bytes) as publisher:
        for article in articles:
            value = article.model_dump_json(exclude_none=True).encode()
            publisher.send(article.id, topic.name, key=article.id.encode(), value=value)
        publisher.flush()
    for name, why in publisher.refused.items():
        raise CommandError(f"the broker refused the article {name}: {why}")


def _incomplete(published: int, enriched: int, dead: int) -> str:
    return (
        f"published {published}, but only {enriched} were enriched and {dead} dead-lettered, "
        f"and nothing more came for {_SILENCE_SECONDS:.0f} s"
    )
