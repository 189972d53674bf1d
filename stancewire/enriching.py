"""From an article to its event, in this process."""

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from spacy.language import Language

from topics.events import Article, Enriched
from worker import nlp as language_side
from worker.article_fields import Reading, Rejected, read_fields
from worker.outgoing import enriched_event
from worker.pipeline_info import pipeline_info


def load(entities: str | None = None) -> Language:
    """The spaCy pipeline: what it found is in ``doc._.stances``, ``doc._.entities`` and so on.

    ``entities`` names an installed spaCy pipeline to find the names; None means our own model.
    """
    return language_side.load(entities)


def enrich(article: Article | Mapping[str, Any] | str, nlp: Language | None = None) -> Enriched:
    """The event that the worker would publish for this article.

    A text is an article without a title, and gets an id from its content. A mapping is read as the
    worker reads a record: optional fields that cannot be read are left out, and named in the event.
    Without ``nlp``, the packaged pipeline is loaded at the first call and kept. It needs no more
    memory after a million articles; one that is given should be loaded anew now and then.

    Raises:
        ValueError: the article has no readable id or body.

    """
    try:
        reading = _reading(article)
    except Rejected as rejected:
        raise ValueError(str(rejected)) from None
    found = language_side.enrich(nlp or _packaged()(), reading.article)
    made_by = pipeline_info(language_side.model_version())
    return enriched_event(reading.article, found, made_by, reading.dropped)


def _reading(article: Article | Mapping[str, Any] | str) -> Reading:
    if isinstance(article, Article):
        return Reading(article)
    if isinstance(article, str):
        digest = hashlib.sha256(article.encode(errors="replace")).hexdigest()[:12]
        return read_fields({"id": f"text-{digest}", "body": article})
    return read_fields(article)


@cache
def _packaged() -> language_side.Renewed:
    return language_side.Renewed(load)
