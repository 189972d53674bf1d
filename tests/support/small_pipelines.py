"""Tiny fake pipelines, for tests of the pool's own behaviour."""

import logging
import os
import signal
import time
import warnings
from pathlib import Path

from topics.events import Article, Enrichment
from worker.pool.child import Enricher


def load_small(fail_loading: str = "", die_loading: str = "") -> tuple[Enricher, str]:
    """Does what the body says (die, sleep, raise, warn, lie), else returns its length.

    ``die-times N FILE`` dies N times in all, and counts in the file.
    """
    _load(fail_loading, die_loading)

    def enrich(article: Article) -> Enrichment:
        word, _, rest = article.body.partition(" ")
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "die-once" and not Path(rest).exists():
            Path(rest).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "die-times":
            times, _, name = rest.partition(" ")
            _die_unless_done(int(times), Path(name))
        if word == "sleep":
            time.sleep(float(rest.split()[0]))
        if word == "raise":
            raise ValueError(rest)
        if word == "warn":
            warnings.warn(rest, stacklevel=1)
            logging.getLogger("a.library").error(rest)
        if word == "lie":
            return Enrichment.model_construct(language=rest)
        return Enrichment(language="en", abstentions={"characters": len(article.body)})

    return enrich, "small"


def _die_unless_done(times: int, count: Path) -> None:
    died = len(count.read_bytes()) if count.exists() else 0
    if died < times:
        count.write_bytes(b"x" * (died + 1))
        os.kill(os.getpid(), signal.SIGKILL)


def _load(fail_loading: str, die_loading: str) -> None:
    if fail_loading:
        raise OSError(fail_loading)
    if die_loading:
        os.kill(os.getpid(), int(die_loading))
