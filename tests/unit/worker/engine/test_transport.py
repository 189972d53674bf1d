from pathlib import Path

import pytest

from worker.engine.streaming import faust_app
from worker.health import Health
from worker.metrics.definitions import SEND_RETRIES
from worker.progress import Progress
from worker.settings import Settings


def app():
    return faust_app(Settings(), Health(Progress(), live_after=30, stuck_after=300))


def test_no_folder_is_made_for_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app()._create_directories()
    assert not list(tmp_path.iterdir())


async def test_only_committed_records_are_read() -> None:
    def ignore(*_: object) -> None:
        pass

    consumer = app().transport.create_consumer(
        ignore, on_partitions_revoked=ignore, on_partitions_assigned=ignore
    )
    reader = consumer._new_consumer_thread()._create_worker_consumer(consumer.transport)
    assert reader._isolation_level == "read_committed"
    await reader.stop()


async def test_a_thread_that_was_woken_late_is_no_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def ignore(*_: object) -> None:
        pass

    consumer = app().transport.create_consumer(
        ignore, on_partitions_revoked=ignore, on_partitions_assigned=ignore
    )
    thread = consumer._new_consumer_thread()
    thread.last_wakeup_at = -1e9
    woken = []

    async def at_once(_: float) -> None:
        pass

    async def wake() -> None:
        woken.append(True)
        thread._stopped.set()

    monkeypatch.setattr(thread, "sleep", at_once)
    monkeypatch.setattr(thread, "_wakeup_timer_in_thread", wake)
    await thread._keepalive2()
    assert woken == [True]
    assert not caplog.records


async def test_a_batch_that_is_sent_again_is_counted() -> None:
    producer = app().transport.create_producer()._new_producer()
    before = SEND_RETRIES._value.get()
    accumulator = producer._message_accumulator
    with pytest.raises(AttributeError):
        # An impossible batch without a partition: the retry is counted before the library reads it.
        accumulator.reenqueue(None)
    assert SEND_RETRIES._value.get() == before + 1
    await producer.stop()
