"""A cheap pipeline that finds something of every kind; articles that ask for it get the real one.

An article whose id begins with ``real-`` is read by the real model, if ``STANCEWIRE_TEST_REAL``
says that there are any. The choice depends on the article alone: every attempt gives the same.
"""

import os

from tests.support.busy_pipelines import load_busy
from topics.events import Article, Enrichment
from worker.pool.child import Enricher

REAL = "real-"


def load(entities: str = "") -> tuple[Enricher, str]:
    """Both pipelines, the real one only if it is needed: it takes seconds to load."""
    busy, _ = load_busy()
    if os.environ.get("STANCEWIRE_TEST_REAL", "0") == "0":
        return busy, "chaos"
    from worker.enricher import load_enricher  # noqa: PLC0415 - seconds, for each new process

    real, _ = load_enricher(entities)

    def enrich(article: Article) -> Enrichment:
        return (real if article.id.startswith(REAL) else busy)(article)

    return enrich, "chaos"
