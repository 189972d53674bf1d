"""The faults, by name: each hits something on the stage, and has it put right later."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from itertools import chain

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError, UnknownTopicOrPartitionError

from local_kafka import Broker
from tests.chaos.checker import published
from tests.chaos.ledger import transaction
from tests.chaos.schedule import TRANSACTION_ARTICLES, Step
from tests.chaos.stage import USER, Stage, evidence_of
from tests.chaos.writer import write_transaction
from tests.support.full_disk import fill
from tests.support.patience import Deadline
from tests.support.rights import change
from topics.cluster.admin import AdminError
from topics.cluster.rights import Right

Fault = Callable[[Stage, Step], None]
# Smaller than any event.
TINY_BYTES = "100"
# So many articles have something for each topic, dead letters too.
UNHEEDED = 120
# Longer than all brokers may be away, and then a worker's session and its start.
NOTICED_SECONDS = 120.0
# More than a writer is ahead.
BEYOND = 1_000
OK = 200
NOT_THERE = ("is gone", "does not exist", "missing")
FAN_OUT = ("entities", "stances", "topics")


def inflict(stage: Stage, step: Step) -> None:
    """Do what the step says."""
    FAULTS[step.fault](stage, step)


def _kill_worker(stage: Stage, step: Step) -> None:
    stage.kill_worker(step.target % len(stage.workers))


def _stop_worker(stage: Stage, step: Step) -> None:
    stage.stop_worker(step.target % len(stage.workers))


def _freeze_worker(stage: Stage, step: Step) -> None:
    _freeze(stage, stage.workers[step.target % len(stage.workers)].process.pid, step.lasts)


def _kill_workers(stage: Stage, _: Step) -> None:
    stage.kill_workers(range(len(stage.workers)))


def _kill_child(stage: Stage, step: Step) -> None:
    stage.kill_children(stage.children(step.target % len(stage.workers))[:1])


def _kill_children(stage: Stage, _: Step) -> None:
    """All at once; no worker ends of it, and the rest of their batches goes on."""
    found = [stage.children(number) for number in range(len(stage.workers))]
    stage.kill_children(list(chain.from_iterable(found)))


def _freeze_child(stage: Stage, step: Step) -> None:
    for child in stage.children(step.target % len(stage.workers))[:1]:
        _freeze(stage, child.pid, step.lasts)


def _freeze(stage: Stage, pid: int, seconds: float) -> None:
    if _signal(pid, signal.SIGSTOP):
        stage.later(seconds, lambda: _signal(pid, signal.SIGCONT) and None)


def _signal(pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def _refuse(*roles: str) -> Fault:
    """One of these topics refuses records for a while."""

    def fault(stage: Stage, step: Step) -> None:
        spec = stage.cluster.catalogue.by_name(roles[step.target % len(roles)])
        _limit(stage, spec.name, TINY_BYTES)
        usual = str(spec.max_message_bytes)
        noted, done = stage.refusals(spec.name), len(stage.observer.done)

        def met() -> bool:
            # A worker that heeds a refusal says so and ends. One that does not goes on.
            heeded = stage.refusals(spec.name) > noted
            return heeded or len(stage.observer.done) >= done + UNHEEDED

        stage.later(
            step.lasts, lambda: stage.errand(lambda: _limit(stage, spec.name, usual)), once=met
        )

    return fault


def _take_right(stage: Stage, step: Step) -> None:
    """One right of the workers is taken away, and given back when a worker has ended of it."""
    rights = stage.rights()
    taken, noted = rights[step.target % len(rights)], stage.starts

    def give(which: Sequence[Right]) -> None:
        persist(stage, lambda client: change(client, USER, which))

    stage.errand(lambda: give([right for right in rights if right != taken]))
    stage.later(
        step.lasts,
        lambda: stage.errand(lambda: give(rights)),
        once=lambda: stage.starts > noted,
    )


def _limit(stage: Stage, topic: str, size: str) -> None:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic, {"max.message.bytes": size})
    persist(stage, lambda client: client.alter_configs([resource]))


def _add_partition(stage: Stage, step: Step) -> None:
    def add() -> None:
        with stage.topic:
            wanted = stage.observer.partitions + 1
            topic = stage.cluster.catalogue.articles.name
            persist(stage, lambda client: client.create_partitions({topic: wanted}))
            stage.observer.partitions = wanted

    stage.errand(add)


def _delete_topic(stage: Stage, step: Step) -> None:
    """The articles topic is deleted, and created again when the workers have said that it is gone.

    What was in it and not published in full is lost, and need not come.
    """
    stage.mendable = True
    stage.errand(lambda: _replace_topic(stage, step.lasts))


def _replace_topic(stage: Stage, seconds: float) -> None:
    observer = stage.observer
    assert stage.writer is not None
    with stage.topic:
        # So that there is work in hand when the topic goes, and commits of it after that.
        pids = [worker.process.pid for worker in stage.workers]
        stopped = [pid for pid in pids if _signal(pid, signal.SIGSTOP)]
        with stage.writer.still():
            observer.until_read(stage.over)
            if not stage.over.is_set():
                _delete_and_create(stage, seconds, stopped)


def _delete_and_create(stage: Stage, seconds: float, stopped: Sequence[int]) -> None:
    name, observer = stage.cluster.catalogue.articles.name, stage.observer
    with observer.aside:
        said = _times_said(stage, name)
        persist(stage, lambda client: _delete(client, name))
        for pid in stopped:
            _signal(pid, signal.SIGCONT)
        stage.ledger.deleted(published(evidence_of(stage, 0)))
        time.sleep(seconds)
        _should_say(
            stage,
            f"no worker says that {name} is gone, or one is ready",
            lambda: _times_said(stage, name) > said and _nobody_is_ready(stage),
        )
        _create_again(stage)
        observer.replaced()


def _should_say(stage: Stage, unsaid: str, said: Callable[[], bool]) -> None:
    deadline = Deadline(NOTICED_SECONDS)
    while not (said() or stage.over.wait(0.2)):
        if deadline.passed():
            stage.should_say(unsaid)
            return


def _delete(client: KafkaAdminClient, topic: str) -> None:
    with suppress(UnknownTopicOrPartitionError):
        client.delete_topics([topic])


def _create_again(stage: Stage) -> None:
    while not stage.over.is_set():
        try:
            stage.cluster.create_topics()
        except AdminError:
            continue
        return


def _times_said(stage: Stage, topic: str) -> int:
    """How often workers have said that the topic is not there: while they run, or at a start."""
    return sum(
        topic in line and any(word in line for word in NOT_THERE)
        for number in range(len(stage.workers))
        for line in stage.workers[number].text.splitlines()
    )


def _nobody_is_ready(stage: Stage) -> bool:
    return all(page.ask("/readyz").status != OK for page in stage.pages)


def _move_offset(stage: Stage, step: Step) -> None:
    """The group's offset in one partition is beyond its end, as after a restore from a backup."""
    stage.mendable = True

    def move() -> None:
        with stage.topic:
            with stage.without_workers():
                _commit_beyond_end(stage, step.target % stage.observer.partitions)
                asked = stage.asked
            _should_say(
                stage,
                "no worker asks what to do about an offset beyond the end",
                lambda: stage.asked > asked,
            )

    stage.errand(move)


def _commit_beyond_end(stage: Stage, partition: int) -> None:
    place = TopicPartition(stage.cluster.catalogue.articles.name, partition)
    while not stage.over.is_set():
        try:
            with closing(KafkaConsumer(**stage.cluster.options)) as consumer:
                beyond = consumer.end_offsets([place])[place] + BEYOND
            stage.observer.moved.add((partition, beyond))
            # Kafka refuses it until the killed workers' sessions have ended.
            stage.cluster.commit({partition: beyond})
        except KafkaError:
            time.sleep(0.5)
            continue
        return


def persist(stage: Stage, do: Callable[[KafkaAdminClient], object]) -> None:
    """Ask the cluster until it answers: brokers may be away."""
    while True:
        try:
            with closing(KafkaAdminClient(**stage.cluster.options)) as client:
                do(client)
        except KafkaError:
            continue
        return


def _transaction(*, commit: bool, hang: bool = False) -> Fault:
    def fault(stage: Stage, step: Step) -> None:
        name = f"t{stage.plan.seed}-{step.number}"
        records = transaction(name, TRANSACTION_ARTICLES)

        def write() -> None:
            # Brokers may be away; then the ledger has it as doubtful.
            with stage.topic, suppress(KafkaError):
                write_transaction(
                    stage.cluster,
                    stage.ledger,
                    records,
                    name,
                    commit=commit,
                    hold=step.lasts if hang else 0,
                )

        stage.errand(write)

    return fault


def _kill_broker(stage: Stage, step: Step) -> None:
    stage.away([step.target % len(stage.brokers)], step.lasts, Broker.kill)


def _stop_broker(stage: Stage, step: Step) -> None:
    stage.away([step.target % len(stage.brokers)], step.lasts, Broker.halt)


def _kill_coordinator(stage: Stage, step: Step) -> None:
    stage.away([_coordinator(stage)], step.lasts, Broker.kill)


def _kill_two_brokers(stage: Stage, step: Step) -> None:
    count = len(stage.brokers)
    stage.away([step.target % count, (step.target + 1) % count], step.lasts, Broker.kill)


def _all_brokers_away(stage: Stage, step: Step) -> None:
    stage.away(range(len(stage.brokers)), step.lasts, Broker.kill)


def _freeze_broker(stage: Stage, step: Step) -> None:
    pid = stage.brokers[step.target % len(stage.brokers)].pid
    if pid is not None:
        _freeze(stage, pid, step.lasts)


def _fill_disk(stage: Stage, step: Step) -> None:
    """Nothing that a broker writes fits any more, until it is started anew."""
    number = step.target % len(stage.brokers)
    stage.away([number], step.lasts, fill)


def _coordinator(stage: Stage) -> int:
    """The broker that coordinates the workers' group; the first if Kafka does not say which."""
    options = {**stage.cluster.options, "request_timeout_ms": 4_000}
    try:
        with closing(KafkaAdminClient(**options)) as client:
            # There is one partition of it here.
            (topic,) = client.describe_topics(["__consumer_offsets"])
    except KafkaError:
        return 0
    return max(0, int(topic["partitions"][0]["leader_id"]) - 1)


FAULTS: dict[str, Fault] = {
    "kill-worker": _kill_worker,
    "stop-worker": _stop_worker,
    "freeze-worker": _freeze_worker,
    "kill-workers": _kill_workers,
    "kill-child": _kill_child,
    "kill-children": _kill_children,
    "freeze-child": _freeze_child,
    "refuse-enriched": _refuse("enriched"),
    "refuse-fan-out": _refuse(*FAN_OUT),
    "refuse-letters": _refuse("dead_letters"),
    "abort-transaction": _transaction(commit=False),
    "commit-transaction": _transaction(commit=True),
    "hang-transaction": _transaction(commit=False, hang=True),
    "add-partition": _add_partition,
    "take-right": _take_right,
    "delete-topic": _delete_topic,
    "move-offset": _move_offset,
    "kill-broker": _kill_broker,
    "stop-broker": _stop_broker,
    "freeze-broker": _freeze_broker,
    "fill-disk": _fill_disk,
    "kill-coordinator": _kill_coordinator,
    "kill-two-brokers": _kill_two_brokers,
    "all-brokers-away": _all_brokers_away,
}
