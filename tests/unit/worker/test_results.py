import pytest

from topics.events import Article, Enrichment
from worker.records import OriginalRecord
from worker.results import Processed, Tagged
from worker.tracing.trace import PassedOn

RECORD = OriginalRecord("news.articles.v1", 0, 0, 1, b"a", b"", ())
ARTICLE = Article(id="a", body="Peru won.")


@pytest.mark.parametrize(
    ("result", "outcome", "reason"),
    [
        (Tagged(ARTICLE, Enrichment(language="en")), "enriched", None),
        (Tagged(ARTICLE, Enrichment(skipped="unsupported_language")), "skipped", None),
        ("not_utf8", "dead_lettered", "not_utf8"),
    ],
)
def test_the_outcome_follows_from_the_result(
    result: Tagged | str, outcome: str, reason: str | None
) -> None:
    processed = Processed(RECORD, [], result, PassedOn(()))
    assert (processed.outcome, processed.reason) == (outcome, reason)
