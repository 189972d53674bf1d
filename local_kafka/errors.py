"""The only exception that this package raises on purpose."""

from __future__ import annotations


class LocalKafkaError(RuntimeError):
    """The local Kafka could not do what was asked; the message says what to do about it."""
