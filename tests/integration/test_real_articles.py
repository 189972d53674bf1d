"""Two thousand crawled articles: each is enriched, and each span matches its text."""

import json
import os
from pathlib import Path

import pytest

from tests.support.spans import assert_spans_hold
from topics.events import Article, Enrichment
from worker.pool.pool import Pool
from worker.settings import Settings

ARTICLES = "STANCEWIRE_TEST_ARTICLES"

pytestmark = [
    pytest.mark.integration,
    pytest.mark.timeout(2400),
    pytest.mark.skipif(
        not os.environ.get(ARTICLES), reason=f"{ARTICLES} names no file of articles (JSON Lines)"
    ),
]


def real_articles() -> list[Article]:
    with Path(os.environ[ARTICLES]).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Article(id=row["id"], title=row["title"], body=row["body"]) for row in rows]


async def test_every_span_of_every_article_is_verbatim() -> None:
    articles = real_articles()
    settings = Settings()
    pool = Pool(settings.pipeline, {}, os.cpu_count() or 1, article_timeout=60, start_timeout=120)
    pool.spawn()
    spans = 0
    try:
        await pool.ready()
        for start in range(0, len(articles), 100):
            batch = articles[start : start + 100]
            for article, outcome in zip(batch, await pool.enrich(batch), strict=True):
                assert isinstance(outcome, Enrichment), (article.id, outcome)
                spans += assert_spans_hold(outcome, {"title": article.title, "body": article.body})
    finally:
        pool.kill()
    assert spans > len(articles), "hardly anything was found"
