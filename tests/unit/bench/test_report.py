import json

from bench.__main__ import PAGE, RESULT
from bench.report import page


def test_the_page_is_that_of_the_committed_figures():
    assert page(json.loads(RESULT.read_text())) == PAGE.read_text()


def test_the_named_ratios_are_there():
    assert {
        "nlp_over_spacy_sm_full",
        "nlp_over_same_job",
        "worker_over_nlp",
        "two_workers_over_one",
    } <= json.loads(RESULT.read_text())["ratios"].keys()
