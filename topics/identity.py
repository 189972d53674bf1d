"""Recognising: a delivery that was had before by its id, a story told before by its fingerprint."""

import hashlib

from topics.events import Article, Pipeline

_SEPARATOR = b"\x1f"
FINGERPRINT_PLACES = 128
# Chosen on one half of a collection, measured on the other: docs/copies.md.
SAME_STORY = 0.25


def content_sha256(title: str, body: str) -> str:
    """SHA-256, in hex, of title, a line feed and body in UTF-8."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()


def event_id(kind: str, article: Article, pipeline: Pipeline, discriminator: str = "") -> str:
    """Id of an event, 32 hex digits.

    It covers every field of the article and of the pipeline, so two events with one id have the
    same bytes. ``discriminator`` tells apart the events of one kind that one article gives.
    """
    digest = hashlib.sha256()
    for part in (kind, article.model_dump_json(), pipeline.model_dump_json(), discriminator):
        digest.update(part.encode())
        digest.update(_SEPARATOR)
    return digest.hexdigest()[:32]


def similarity(fingerprint: str, other: str) -> float:
    """How much of two stories is the same, 0 to 1: the share of bytes that are equal.

    It estimates how many of all the rows of three words the two texts have in common. From
    ``SAME_STORY`` on they are one story: a copy, or an update.
    """
    one, two = bytes.fromhex(fingerprint), bytes.fromhex(other)
    if not len(one) == len(two) == FINGERPRINT_PLACES:
        raise ValueError(f"a fingerprint has {FINGERPRINT_PLACES} bytes")
    return sum(a == b for a, b in zip(one, two, strict=True)) / FINGERPRINT_PLACES
