"""What Kafka refuses to the worker, for a person: which right is missing, or which topic."""

from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)


def refusal(error: KafkaError, group: str, topic: str) -> str:
    """Why the worker gets no partitions. It tries again until it gets some."""
    if isinstance(error, GroupAuthorizationFailedError):
        return f"the user may not join the group {group}: it needs Read on the group"
    if isinstance(error, TopicAuthorizationFailedError):
        return f"the user may not read {topic}: it needs Read and Describe on the topic"
    return f"Kafka does not let the worker join the group {group}: {error!r}"


def missing(topic: str) -> str:
    """That the input topic is gone; the worker goes on by itself once it is there again."""
    return f"the topic {topic} is gone: restore it, or create it with 'stancewire topics create'"
