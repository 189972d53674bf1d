import asyncio
from typing import Any

import pytest

from worker.engine.signals import SignalledWorker
from worker.engine.streaming import faust_app
from worker.health import Health
from worker.progress import Progress
from worker.settings import Settings


class Deadline:
    """Records its calls, and ends nothing."""

    seconds = 8.0

    def __init__(self) -> None:
        self.told: list[str] = []

    def begin(self) -> None:
        self.told.append("begin")

    def exit_now(self) -> None:
        self.told.append("exit")


@pytest.mark.parametrize("signal", ["_on_sigterm", "_on_sigint"])
async def test_the_first_signal_begins_the_deadline_and_the_second_ends_it(
    signal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = faust_app(Settings(), Health(Progress(), live_after=30, stuck_after=300))
    deadline: Any = Deadline()
    stops: list[None] = []
    worker = SignalledWorker(app, deadline=deadline, on_stop=lambda: stops.append(None))
    # Faust's own reaction to a signal is not tested here.
    monkeypatch.setattr(f"faust.Worker.{signal}", lambda _: None)
    getattr(worker, signal)()
    assert (deadline.told, len(stops)) == (["begin"], 1)
    getattr(worker, signal)()
    assert deadline.told[1] == "exit"


async def test_a_crash_begins_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    app = faust_app(Settings(), Health(Progress(), live_after=30, stuck_after=300))
    deadline: Any = Deadline()
    stops: list[None] = []
    worker = SignalledWorker(app, deadline=deadline, on_stop=lambda: stops.append(None))
    monkeypatch.setattr(worker, "loop", asyncio.get_running_loop())
    await asyncio.to_thread(worker._crash, ValueError("the consumer's thread"))
    assert (deadline.told, len(stops)) == (["begin"], 1)
