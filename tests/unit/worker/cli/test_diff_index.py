"""The newest event of each article, on both sides."""

from tests.unit.worker.cli.diff_events import BODY, changed, event
from worker.cli.diff_index import Index


def test_the_newest_event_of_an_article_counts_and_a_corrected_one_is_another() -> None:
    with Index() as index:
        index.fill("a", [event(model="old"), event(changed(topics=()), model="new")])
        index.fill("b", [event(model="new"), event(body=f"{BODY} Corrected.")])
        assert index.totals("a").articles == 1
        assert index.totals("a").pipelines == {"stancewire 1 new": 1}
        assert list(index.only_in("a")) == []
        assert list(index.only_in("b")) == ["a"]
        ((article, before, after),) = index.in_both()
        assert article == "a"
        assert len(after) - len(before) == 1
