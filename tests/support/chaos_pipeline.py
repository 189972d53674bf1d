"""A cheap pipeline that finds something of every kind; articles that ask for it get the real one.

An article whose id begins with ``real-`` is read by the real model, if ``STANCEWIRE_TEST_REAL``
says that there are any. The choice depends on the article alone: every attempt gives the same.
With ``STANCEWIRE_TEST_REAL_LATE`` the model is loaded with the first such article.
``STANCEWIRE_TEST_VERSION`` makes it another version, with another model's name.
"""

import os
from functools import cache

from tests.support.busy_pipelines import load_busy
from topics.events import Article, Enrichment
from worker.pool.child import Enricher

REAL = "real-"


def load(entities: str = "") -> tuple[Enricher, str]:
    """Both pipelines, the real one only if it is needed: it takes seconds to load."""
    found, _ = load_busy()
    version = int(os.environ.get("STANCEWIRE_TEST_VERSION", "0"))
    busy = _newer(found, version) if version else found
    model = f"chaos-{version}"
    if os.environ.get("STANCEWIRE_TEST_REAL", "0") == "0":
        return busy, model
    from worker.enricher import load_enricher  # noqa: PLC0415 - seconds, for each new process

    @cache
    def real() -> Enricher:
        return load_enricher(entities)[0]

    if not os.environ.get("STANCEWIRE_TEST_REAL_LATE"):
        real()

    def enrich(article: Article) -> Enrichment:
        return (real() if article.id.startswith(REAL) else busy)(article)

    return enrich, model


def _newer(busy: Enricher, version: int) -> Enricher:
    """Another version says other things about the same article."""

    def enrich(article: Article) -> Enrichment:
        found = busy(article)
        topics = [
            topic.model_copy(update={"score": topic.score - version / 100})
            for topic in found.topics
        ]
        return found.model_copy(update={"topics": tuple(topics)})

    return enrich
