from collections.abc import Iterator

import pytest

from topics.events import Article, Enrichment
from worker.pool.slot import ChildDiedError, OverranError, PipelineFailure, PoolError, Slot

LOADER = "tests.support.small_pipelines:load_small"


def request(body: str) -> bytes:
    return Article(id="a", body=body).model_dump_json().encode()


@pytest.fixture
def slot() -> Iterator[Slot]:
    made = Slot(LOADER, {})
    yield made
    made.kill()


def test_a_slot_is_ready_when_its_pipeline_is_loaded(slot: Slot) -> None:
    assert not slot.ready
    slot.wait_until_ready(30)
    slot.wait_until_ready(0)
    assert (slot.ready, slot.model) == (True, "small")


def test_an_answer_is_an_enrichment_or_a_failure(slot: Slot) -> None:
    slot.wait_until_ready(30)
    found = slot.ask(request("x"), 10)
    assert isinstance(found, Enrichment)
    assert found.abstentions == {"characters": 1}
    failure = slot.ask(request("raise secret"), 10)
    assert isinstance(failure, PipelineFailure)
    assert failure.reason == "pipeline_failed"
    assert failure.detail.startswith("ValueError at small_pipelines.py:")
    assert "secret" not in failure.detail


def test_a_slow_answer_is_told_from_a_dead_process(slot: Slot) -> None:
    slot.wait_until_ready(30)
    with pytest.raises(OverranError):
        slot.ask(request("sleep 30"), 0.1)
    slot.process.kill()
    with pytest.raises(ChildDiedError, match="signal 9"):
        slot.ask(request("x"), 10)


def test_a_dead_process_can_be_replaced(slot: Slot) -> None:
    slot.wait_until_ready(30)
    slot.kill()
    slot.spawn()
    assert not slot.ready
    slot.wait_until_ready(30)
    assert isinstance(slot.ask(request("x"), 10), Enrichment)


def test_a_pipeline_that_cannot_be_loaded_says_why() -> None:
    slot = Slot(LOADER, {"fail_loading": "no weights"})
    with pytest.raises(PoolError, match="no weights"):
        slot.wait_until_ready(30)
    slot.kill()
