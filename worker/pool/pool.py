"""Processes that each hold a loaded pipeline: articles in, enrichments out, in order.

Processes rather than threads, so that a text that crashes native code or never finishes costs only
one article. Each process has a pipe of its own: a shared queue would need a lock, and a process
killed while holding that lock would stop all the others.
"""

import asyncio
import atexit
import contextlib
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from topics.events import Article, Enrichment
from worker.metrics.definitions import POOL_RESTARTS, STAGE_SECONDS
from worker.pool.slot import (
    ChildDiedError,
    Outcome,
    OverranError,
    PipelineFailure,
    PoolError,
    Slot,
)

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

# An article whose process died or overran is tried once more: the machine may be to blame.
ATTEMPTS = 2
# Allowed on top of an article's own time, to hand it over and to read the answer.
EXCHANGE_SECONDS = 2.0
# One process killed while loading says nothing about the pipeline; this many do.
LOAD_ATTEMPTS = 3


class Pool:
    """A fixed number of pipeline processes behind one queue.

    ``article_timeout`` and ``start_timeout`` are in seconds; ``on_outcome`` is called after each
    article. ``spawn`` starts the processes and must be called from the main thread; replacements
    are started from the event loop, which runs there too.

    ``waiting`` counts the articles waiting for a process, ``busy`` the processes that have one.
    """

    def __init__(
        self,
        loader: str,
        options: Mapping[str, str],
        processes: int,
        *,
        article_timeout: float,
        start_timeout: float,
        on_outcome: Callable[[], None] = lambda: None,
    ) -> None:
        self._loader = loader
        self._options = options
        self._processes = processes
        self._article_timeout = article_timeout
        self._start_timeout = start_timeout
        self._on_outcome = on_outcome
        self._slots: list[Slot] = []
        self._idle: asyncio.Queue[Slot] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="pool")
        self._stopped = False
        self.restarts = self.waiting = self.busy = 0

    @property
    def loaded(self) -> int:
        """How many processes have loaded their pipeline."""
        return sum(slot.ready for slot in self._slots)

    def spawn(self) -> None:
        """Start the processes; they load while the caller carries on."""
        # Otherwise the interpreter would wait for them when it exits, since they ignore SIGTERM.
        atexit.register(self.kill)
        self._slots = [Slot(self._loader, self._options) for _ in range(self._processes)]

    async def ready(self) -> str:
        """Wait until every process has loaded its pipeline, and return the model's name.

        Raises PoolError, with the process's own message, if one cannot load it.
        """
        await asyncio.gather(*(self._await_ready(slot) for slot in self._slots))
        for slot in self._slots:
            self._idle.put_nowait(slot)
        return self._slots[0].model

    async def enrich(self, articles: Sequence[Article]) -> list[Outcome]:
        """The outcome of each article, in the same order; waits for free processes as needed."""
        return list(await asyncio.gather(*(self._enrich_one(article) for article in articles)))

    def kill(self) -> None:
        """End every process at once; safe to call twice and from any thread."""
        self._stopped = True
        # All at once first: waiting for each before the next is killed would add up.
        for slot in self._slots:
            slot.process.kill()
        for slot in self._slots:
            slot.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _enrich_one(self, article: Article) -> Outcome:
        request = article.model_dump_json().encode()
        outcome: Outcome = PipelineFailure("pipeline_failed", "never tried")
        queued = worked = 0.0
        for _ in range(ATTEMPTS):
            asked = time.perf_counter()
            slot = await self._free_slot()
            began = time.perf_counter()
            # The task outlives a cancelled caller: the process is busy until it has answered.
            outcome = await asyncio.shield(asyncio.ensure_future(self._use(slot, request)))
            queued += began - asked
            worked += time.perf_counter() - began
            if isinstance(outcome, Enrichment) or outcome.reason == "pipeline_failed":
                break
            log.warning("%s: %s", outcome.reason, outcome.detail)
        STAGE_SECONDS.labels("queue").observe(queued)
        STAGE_SECONDS.labels("pipeline").observe(worked)
        self._on_outcome()
        return outcome

    async def _free_slot(self) -> Slot:
        self.waiting += 1
        try:
            return await self._idle.get()
        finally:
            self.waiting -= 1

    async def _use(self, slot: Slot, request: bytes) -> Outcome:
        self.busy += 1
        try:
            outcome = await self._answer(slot, request)
        finally:
            self.busy -= 1
        self._idle.put_nowait(slot)
        return outcome

    async def _answer(self, slot: Slot, request: bytes) -> Outcome:
        if not slot.process.is_alive():
            await self._replace(slot)
        try:
            return await self._ask(slot, request)
        except ChildDiedError as error:
            await self._replace(slot)
            return PipelineFailure("pipeline_crashed", f"the pipeline's process died: {error}")
        except OverranError:
            await self._replace(slot)
            return PipelineFailure(
                "pipeline_timeout", f"no answer within {self._article_timeout:g} s"
            )

    async def _ask(self, slot: Slot, request: bytes) -> Outcome:
        asking = asyncio.ensure_future(self._in_thread(slot.ask, request, self._article_timeout))
        try:
            bound = self._article_timeout + EXCHANGE_SECONDS
            return await asyncio.wait_for(asyncio.shield(asking), bound)
        except TimeoutError:
            # The thread is stuck on the pipe itself; it is freed when the other end is gone.
            slot.process.kill()
            with contextlib.suppress(ChildDiedError, OverranError):
                await asking
            raise OverranError from None

    async def _replace(self, slot: Slot) -> None:
        self.restarts += 1
        POOL_RESTARTS.inc()
        await self._respawn(slot)
        await self._await_ready(slot)

    async def _respawn(self, slot: Slot) -> None:
        if self._stopped:
            raise asyncio.CancelledError
        await self._in_thread(slot.kill)
        slot.spawn()

    async def _await_ready(self, slot: Slot) -> None:
        for attempt in range(1, LOAD_ATTEMPTS + 1):
            try:
                await self._in_thread(slot.wait_until_ready, self._start_timeout)
            except ChildDiedError as error:
                if attempt == LOAD_ATTEMPTS:
                    raise PoolError(
                        f"a pipeline process ended {LOAD_ATTEMPTS} times while loading its "
                        f"pipeline: {error}; what it said itself is further up in this log. If it "
                        "was memory, raise the limit or lower STANCEWIRE_POOL_PROCESSES"
                    ) from error
                await self._respawn(slot)
            except OverranError:
                raise PoolError(
                    f"a pipeline process did not load within {self._start_timeout:g} s"
                ) from None
            else:
                return

    async def _in_thread(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(call, *args, **kwargs))
