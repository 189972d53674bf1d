import json

import pytest

from bench.__main__ import RESULT
from bench.latency import by_load
from bench.latency_plot import draw
from bench.scale import PAGE, core_seconds, page


@pytest.fixture
def result():
    seconds = [0.2, 0.4]
    return {
        "run": {"articles": 2, "characters": 3_000, "rounds": 1},
        "ratios": {"worker_over_nlp": {"median": 0.5}},
        "process": {"memory_mib": 512},
        "service": {"seconds": seconds, "article_bytes": 2_000, "sent_bytes": 30_000},
        "latency": {"simulated": by_load(seconds), "real": None},
    }


def row(text, start):
    return next(line for line in text.splitlines() if line.startswith(start)).split(" | ")


def test_a_worker_takes_longer_than_the_bare_pipeline(result):
    assert core_seconds(result) == pytest.approx(0.6)
    result["ratios"]["worker_over_nlp"]["median"] = 1.1
    assert core_seconds(result) == pytest.approx(0.3)


def test_needs_are_those_of_the_rates(result):
    text = page(result)
    # 1,000 / 60 a second, 0.6 s each, busy for 70 %: 14.3 cores, in workers with two pipelines.
    assert row(text, "| 1,000 |")[1:5] == ["15", "8", "12", "7.5 GiB"]
    assert row(text, "| 100,000 |")[1:4] == ["1,429", "715", "720"]
    # 33 kB in and 500 kB out a second, for 30 and 14 days, three times.
    assert row(text, "| 1,000 |")[5:] == ["33.3 kB/s", "500 kB/s", "2.1 TB |"]
    # A million times 0.6 s is 167 hours, 238 at 70 %, at 0.04 dollars.
    assert "cost 10 dollars" in text


def test_a_backlog_takes_what_is_left_of_the_cores(result):
    # 24 hours come again while 1 / 0.7 is done: 24 / 0.43.
    assert row(page(result), "| as above |")[1] == "56.0 |"


def test_the_plot_is_the_same_every_time(result, tmp_path):
    for name in ("a.svg", "b.svg"):
        draw(result["service"]["seconds"], result["latency"], tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert "95 in 100" in (tmp_path / "a.svg").read_text()


def test_the_page_is_that_of_the_committed_figures():
    committed = json.loads(RESULT.read_text())
    if "service" not in committed:
        pytest.skip("the committed figures are older than this page: run make bench")
    assert page(committed) == PAGE.read_text()
