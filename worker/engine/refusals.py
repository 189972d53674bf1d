"""What keeps the worker from its partitions, for a person: a right that it lacks, a lost topic."""

import logging

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from worker.progress import Progress

log = logging.getLogger(__name__)


def look_for_refusals(
    consumer: AIOKafkaConsumer, group: str, topic: str, progress: Progress
) -> None:
    """Tell ``progress`` and the log what Kafka refuses, and when that is over."""
    why = ""
    if topic_is_gone(consumer, topic, progress):
        why = f"the topic {topic} is gone: restore it, or create it with 'stancewire topics create'"
    try:
        # Only aiokafka's own calls look, which Faust does not use; until somebody has looked, the
        # group is not joined.
        consumer._coordinator.check_errors()  # noqa: SLF001
    except KafkaError as error:
        if error.retriable:
            log.debug("the group could not be joined yet: %r", error)
            return
        why = refusal(error, group, topic)
    if progress.refused(why):
        if why:
            log.error("%s", why)
        else:
            log.info("Kafka refuses nothing any more")


def topic_is_gone(consumer: AIOKafkaConsumer, topic: str, progress: Progress) -> bool:
    """Whether the worker is on standby because there is no topic."""
    return progress.partitions == [] and not consumer.partitions_for_topic(topic)


def refusal(error: KafkaError, group: str, topic: str) -> str:
    """Why the worker gets no partitions. It tries again until it gets some."""
    if isinstance(error, GroupAuthorizationFailedError):
        return f"the user may not join the group {group}: it needs Read on the group"
    if isinstance(error, TopicAuthorizationFailedError):
        return f"the user may not read {topic}: it needs Read and Describe on the topic"
    return f"Kafka does not let the worker join the group {group}: {error!r}"
