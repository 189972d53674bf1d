import json

from bench.__main__ import PAGE, RESULT
from bench.report import latencies, page


def test_the_page_is_that_of_the_committed_figures():
    assert page(json.loads(RESULT.read_text())) == PAGE.read_text()


def test_the_named_ratios_are_there():
    assert {
        "nlp_over_spacy_sm_full",
        "nlp_over_same_job",
        "worker_over_nlp",
        "two_workers_over_one",
    } <= json.loads(RESULT.read_text())["ratios"].keys()


def test_latencies_and_stalls_are_told():
    one = {"p50": 0.5, "p95": 1.25, "p99": 2.0}
    real = {
        "articles": 26,
        "capacity": 3.25,
        "latency": {"0.5": one},
        "stalls": {"ticks": 1_200, "blocked": 2, "at_most": 0.1},
    }
    text = "\n".join(latencies({"latency": {"simulated": {"0.5": one}, "real": real}}))
    assert "| 50 % | 0.50, 1.25, 2.00 | 0.50, 1.25 |" in text
    assert "3.25 articles a second" in text
    assert "1,200 times. 2 ticks came more than 50 ms late, none more than 0.1 s" in text
    text = "\n".join(latencies({"latency": {"simulated": {"0.5": one}, "real": None}}))
    assert "not measured" in text
