from collections.abc import Iterator
from uuid import uuid4

import pytest

from worker.metrics import kinds


@pytest.fixture(autouse=True)
def chapter() -> Iterator[None]:
    """A separate chapter for this test, so that the real page does not change."""
    question = "Is it a test?"
    kinds.chapter(question)
    yield
    del kinds.CHAPTERS[question]


def name() -> str:
    # The client library accepts each name only once in a process.
    return f"stancewire_test_{uuid4().hex}"


def test_a_counter_has_every_series_from_the_start() -> None:
    metric = kinds.counter(f"{name()}_total", "Tests.", "Run.", {"a": ("x", "y"), "b": ("1",)})
    (family,) = metric.collect()
    found = {
        (sample.labels["a"], sample.labels["b"], sample.value)
        for sample in family.samples
        if sample.name.endswith("_total")
    }
    assert found == {("x", "1", 0.0), ("y", "1", 0.0)}


def test_a_metric_is_on_the_page_of_its_question() -> None:
    defined = kinds.scraped(name(), "Tests.", "Run them.", {"partition": kinds.UNBOUNDED})
    assert kinds.CHAPTERS["Is it a test?"] == [defined]
    assert defined in kinds.definitions()
    assert defined.text == "Tests. Run them."
    assert defined.family().samples == []


def test_an_info_is_scraped_under_the_name_on_the_page() -> None:
    label = f"{name()}_info"
    metric = kinds.info(label, "Tests.", "Run.", ("version",))
    metric.info({"version": "1"})
    (family,) = metric.collect()
    (sample,) = family.samples
    assert (sample.name, sample.labels, sample.value) == (label, {"version": "1"}, 1.0)
