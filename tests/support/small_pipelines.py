"""Pipelines of a few lines, for tests of the pool's own doings; nothing they say is a result."""

import os
import signal
import time
from pathlib import Path

from topics.events import Article, Enrichment
from worker.pool_child import Enricher


def load_small(fail_loading: str = "") -> tuple[Enricher, str]:
    """Does what the body says: die, sleep, raise; otherwise gives the body's length."""
    if fail_loading:
        raise OSError(fail_loading)

    def enrich(article: Article) -> Enrichment:
        word, _, rest = article.body.partition(" ")
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "die-once" and not Path(rest).exists():
            Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "sleep":
            time.sleep(float(rest))
        if word == "raise":
            raise ValueError(rest)
        return Enrichment(language="en", abstentions={"characters": len(article.body)})

    return enrich, "small"
