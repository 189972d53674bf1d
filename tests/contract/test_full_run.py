"""The full run's checks: its bad records are really bad, and it reports every fault."""

import json

import pytest

from contract.full_run import SPOILED, Tally, article_of, report
from topics.catalogue import Catalogue
from worker.article_fields import Rejected
from worker.intake import read_article

ROW = {
    "id": "a-1",
    "title": "A visit to the mines",
    "body": "Anna Kolb praised Peru's miners.",
    "source": "The Daily",
    "published_at": "2026-01-05",
}


def tallies(**changed: Tally) -> dict[str, Tally]:
    found = {topic.role: Tally(1, {topic.role}) for topic in Catalogue().all}
    return {Catalogue().by_name(role).name: tally for role, tally in {**found, **changed}.items()}


def test_each_way_to_spoil_an_article_gives_another_reason() -> None:
    value = json.dumps(article_of(ROW)).encode()
    read_article(value)
    reasons = []
    for spoil in SPOILED:
        with pytest.raises(Rejected) as caught:
            read_article(spoil(value))
        reasons.append(caught.value.reason)
    assert len(set(reasons)) == len(SPOILED)


@pytest.mark.parametrize("when", [None, "", "last week", "05/01/2026"])
def test_what_is_no_date_is_left_out(when: str | None) -> None:
    article = article_of({**ROW, "published_at": when})
    assert "published_at" not in article
    read_article(json.dumps(article).encode())


def test_a_good_run_is_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tallies(), published=2) == 0
    assert "2 articles were published and 2 have an outcome." in capsys.readouterr().out


def test_a_fault_or_a_missing_outcome_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(tallies(stances=Tally(1, {"x"}, ["value $: no"])), published=2) == 1
    assert "1 times: value $: no" in capsys.readouterr().out
    assert report(tallies(), published=3) == 1
