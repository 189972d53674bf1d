"""``stancewire topics``: the catalogue, without a broker."""

import json
from collections.abc import Callable

from typer.testing import Result

Run = Callable[..., Result]


def test_topics_are_listed_without_a_broker(run: Run) -> None:
    result = run("topics", "list", "--json", STANCEWIRE_TOPIC_PREFIX="x.")
    rows = {row["role"]: row for row in json.loads(result.stdout)}
    assert rows["enriched"]["name"] == "x.news.enriched.v1"
    assert "x.news.articles.dlq.v1" in run("topics", "list", STANCEWIRE_TOPIC_PREFIX="x.").stdout
