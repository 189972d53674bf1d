"""Deterministic ids: same article and same pipeline, same ids, whatever was delivered twice."""

import hashlib

from topics.events import Article, Pipeline

_SEPARATOR = b"\x1f"


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
