"""The real pipeline, but some words in an article make it fail as native code can."""

import os
import signal
import time

from topics.events import Article, Enrichment, Mention
from worker.enricher import load_enricher
from worker.pool.child import Enricher

KILL = "POISON-KILL"
HANG = "POISON-HANG"
RAISE = "POISON-RAISE"
GROW = "POISON-GROW"
SLOW = "POISON-SLOW"


def load_poisoned(entities: str = "") -> tuple[Enricher, str]:
    """The pipeline that the pool loads in tests of failures."""
    enrich, model = load_enricher(entities)

    def poisoned(article: Article) -> Enrichment:
        if KILL in article.body:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANG in article.body:
            _hang()
        if SLOW in article.body:
            time.sleep(1.0)
        if RAISE in article.body:
            raise RuntimeError("this text does not agree with the pipeline")
        enrichment = enrich(article)
        return _grown(enrichment, article) if GROW in article.body else enrichment

    return poisoned, model


def load_broken(entities: str = "") -> tuple[Enricher, str]:
    """A pipeline that cannot be loaded."""
    raise OSError("the weights are not where they should be")


def _hang() -> None:
    while True:
        time.sleep(3600)


def _grown(enrichment: Enrichment, article: Article) -> Enrichment:
    first = enrichment.entities[0]
    mention = Mention(field="body", start=0, end=len(article.body), text=article.body)
    copies = 5 * 2**20 // len(article.body)
    grown = first.model_copy(update={"mentions": (mention,) * copies})
    return enrichment.model_copy(update={"entities": (grown, *enrichment.entities[1:])})
