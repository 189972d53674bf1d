"""What one article costs: its processor time, and its bytes before and after."""

import time
from collections.abc import Sequence
from statistics import median
from typing import TypedDict

from spacy.language import Language

from bench.texts import Text
from topics.catalogue import Catalogue
from topics.events import Article, Pipeline
from worker.nlp.model.packaged import model_version
from worker.nlp.pipeline import enrich
from worker.outgoing import enriched_event, outgoing_records


class Service(TypedDict):
    """What the articles cost."""

    seconds: list[float]
    """processor time of each article"""
    article_bytes: int
    """of a mean article's record, in JSON and not compressed"""
    sent_bytes: int
    """of all its events together"""


def service(nlp: Language, texts: Sequence[Text], rounds: int) -> Service:
    """Read each article once a round; its time is the median."""
    articles = [
        Article(id=f"bench-{number}", title=text.title, body=text.body)
        for number, text in enumerate(texts)
    ]
    taken: list[list[float]] = [[] for _ in articles]
    before = after = 0
    for _ in range(rounds):
        before = after = 0
        for times, article in zip(taken, articles, strict=True):
            began = time.process_time()
            found = enrich(nlp, article)
            times.append(time.process_time() - began)
            event = enriched_event(
                article, found, Pipeline(name="bench", version="0", model=model_version())
            )
            before += len(article.model_dump_json().encode())
            sent = outgoing_records(article, event, Catalogue(), 0)
            after += sum(len(record.value or b"") for record in sent)
    return {
        "seconds": [round(median(times), 4) for times in taken],
        "article_bytes": before // len(articles),
        "sent_bytes": after // len(articles),
    }
