"""Recognizing repeats: an event by its id, a story by its fingerprint."""

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

    It covers every field of the article and of the pipeline, so two events with the same id have
    the same bytes, if one kind of CPU made both. ``discriminator`` distinguishes the events of one
    kind from one article.
    """
    digest = hashlib.sha256()
    for part in (kind, article.model_dump_json(), pipeline.model_dump_json(), discriminator):
        digest.update(part.encode())
        digest.update(_SEPARATOR)
    return digest.hexdigest()[:32]


def similarity(fingerprint: str, other: str) -> float:
    """How similar two stories are, 0 to 1: the share of their fingerprints' bytes that are equal.

    It estimates the share of three-word sequences that the two texts have in common. At
    ``SAME_STORY`` or above they are one story: a copy, or an update. Raises ValueError if a
    fingerprint has another length.
    """
    one, two = bytes.fromhex(fingerprint), bytes.fromhex(other)
    if not len(one) == len(two) == FINGERPRINT_PLACES:
        raise ValueError(f"a fingerprint has {FINGERPRINT_PLACES} bytes")
    return sum(a == b for a, b in zip(one, two, strict=True)) / FINGERPRINT_PLACES
