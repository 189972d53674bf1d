"""A fake pipeline for load tests: it returns something of every kind at almost no cost."""

import time

from tests.support.small_pipelines import load_small
from topics.events import (
    Article,
    Enrichment,
    Entity,
    Mention,
    Stance,
    StatedHolder,
    StatedTarget,
    Topic,
)
from worker.pool.child import Enricher

TOPICS = ("medtop:11000000", "medtop:15000000", "medtop:04000000")


def load_busy(entities: str = "") -> tuple[Enricher, str]:
    """Takes 20 ms per article; a body's first word can still make it die, sleep or raise."""
    return _load(0.02)


def load_steady(entities: str = "") -> tuple[Enricher, str]:
    """The same at 50 ms, so that a burst waits for some seconds."""
    return _load(0.05)


def _load(pause: float) -> tuple[Enricher, str]:
    small, _ = load_small()

    def enrich(article: Article) -> Enrichment:
        plain = small(article)
        time.sleep(pause)
        number = len(article.body) + sum(map(ord, article.id))
        if number % 10 == 0:
            return Enrichment(language="es", skipped="unsupported_language")
        return plain.model_copy(update=_tags(article, number))

    return enrich, "busy"


def _tags(article: Article, number: int) -> dict[str, object]:
    word = article.body.split()[0]
    span = Mention(field="body", start=0, end=len(word), text=word)
    holder = Entity(id="name:person:a", name="A", type="person", salience=0.5, mentions=(span,))
    target = Entity(id="iso3166:PE", name="Peru", type="country", salience=0.5, mentions=(span,))
    stance = Stance(
        holder=StatedHolder(kind="entity", id=holder.id, name=holder.name),
        target=StatedTarget(id=target.id, name=target.name),
        polarity="favor" if number % 3 else "against",
        reporting="quote" if number % 2 else "narration",
        confidence=0.6 + number % 4 / 10,
        evidence=(span,),
    )
    code = TOPICS[number % len(TOPICS)]
    return {
        "entities": (holder, target),
        "stances": (stance,) if number % 5 else (),
        "topics": (Topic(code=code, name="a topic", path=(code,), score=0.8),),
        "abstentions": {"holder_unknown": 1, "topic_below_threshold": number % 3},
    }
