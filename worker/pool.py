"""Processes that each hold one loaded pipeline: articles in, enrichments out, in order.

Processes and not threads, so that a text that kills native code or never ends costs one article.
Each process has a pipe of its own: a shared queue would need a lock, and a process killed while it
holds that lock would stop all the others.
"""

import asyncio
import atexit
import contextlib
import logging
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import ParamSpec, TypeVar

from topics.dead_letter import Reason
from topics.events import Article, Enrichment
from worker.fatal import FatalError
from worker.metrics import POOL_RESTARTS
from worker.pool_child import ENRICHED, READY, serve

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

# An article whose process died or overran is tried once more: the fault may be the machine's.
ATTEMPTS = 2
# Beyond an article's own time: handing it over and reading the answer.
EXCHANGE_SECONDS = 2.0
# A process killed while it loads says nothing of the pipeline; one that dies so often does.
LOAD_ATTEMPTS = 3
_SPAWN = multiprocessing.get_context("spawn")


class PoolError(FatalError):
    """The pipeline could not be loaded; the text is the pool process's own."""


@dataclass(frozen=True)
class PipelineFailure:
    """Why the pipeline gave nothing for an article."""

    reason: Reason
    detail: str


Outcome = Enrichment | PipelineFailure


class _ChildDiedError(Exception):
    pass


class _OverranError(Exception):
    pass


class _Seat:
    """One process and the pipe to it. Everything here but ``spawn`` blocks: call it in a thread."""

    def __init__(self, loader: str, options: Mapping[str, str]) -> None:
        self._loader = loader
        self._options = dict(options)
        self._ready = False
        self.model = ""
        self.spawn()

    def spawn(self) -> None:
        """Start the process. Only from the main thread: the child dies with the thread."""
        self._ready = False
        ours, theirs = _SPAWN.Pipe()
        self.connection: Connection = ours
        self.process: SpawnProcess = _SPAWN.Process(
            target=serve, args=(theirs, self._loader, self._options), daemon=True
        )
        self.process.start()
        theirs.close()

    def wait_until_ready(self, timeout: float) -> None:
        if self._ready:
            return
        tag, payload = self._receive(timeout)
        if tag != READY:
            raise PoolError(f"the pipeline could not be loaded: {payload.decode()}")
        self.model = payload.decode()
        self._ready = True

    def ask(self, request: bytes, timeout: float) -> Outcome:
        try:
            self.connection.send_bytes(request)
        except OSError as error:
            raise _ChildDiedError(self._exit_text()) from error
        tag, payload = self._receive(timeout)
        if tag == ENRICHED:
            return Enrichment.model_validate_json(payload)
        return PipelineFailure("pipeline_failed", payload.decode())

    def _receive(self, timeout: float) -> tuple[bytes, bytes]:
        try:
            if not self.connection.poll(timeout):
                raise _OverranError
            message = self.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise _ChildDiedError(self._exit_text()) from error
        return message[:1], message[1:]

    def _exit_text(self) -> str:
        self.process.join(1)
        code = self.process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"status {code}"

    def kill(self) -> None:
        self.process.kill()
        self.process.join(5)
        self.connection.close()


class Pool:
    """A fixed number of pipeline processes behind one queue.

    ``article_timeout`` and ``start_timeout`` are in seconds. The processes start with ``spawn``,
    which must be called from the main thread; replacements are started from the event loop, which
    runs there too.
    """

    def __init__(
        self,
        loader: str,
        options: Mapping[str, str],
        processes: int,
        article_timeout: float,
        start_timeout: float,
    ) -> None:
        self._loader = loader
        self._options = options
        self._processes = processes
        self._article_timeout = article_timeout
        self._start_timeout = start_timeout
        self._seats: list[_Seat] = []
        self._idle: asyncio.Queue[_Seat] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="pool")
        self._stopped = False
        self.restarts = 0

    def spawn(self) -> None:
        """Start the processes; they load while the caller goes on."""
        # Without it the interpreter's own exit would wait for them: they do not heed SIGTERM.
        atexit.register(self.kill)
        self._seats = [_Seat(self._loader, self._options) for _ in range(self._processes)]

    async def ready(self) -> str:
        """Wait until every process has loaded its pipeline; the model's name.

        Raises PoolError with the process's own words when one could not.
        """
        await asyncio.gather(*(self._await_ready(seat) for seat in self._seats))
        for seat in self._seats:
            self._idle.put_nowait(seat)
        return self._seats[0].model

    async def enrich(self, articles: Sequence[Article]) -> list[Outcome]:
        """The outcome of each article, in their order; waits for a free process as it must."""
        return list(await asyncio.gather(*(self._enrich_one(article) for article in articles)))

    def kill(self) -> None:
        """End every process at once; safe to call twice, and from any thread."""
        self._stopped = True
        for seat in self._seats:
            seat.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _enrich_one(self, article: Article) -> Outcome:
        request = article.model_dump_json().encode()
        failure = PipelineFailure("pipeline_failed", "never tried")
        for _ in range(ATTEMPTS):
            seat = await self._idle.get()
            # The task outlives a cancelled caller: the process is busy until it has answered.
            result = await asyncio.shield(asyncio.ensure_future(self._use(seat, request)))
            if isinstance(result, Enrichment) or result.reason == "pipeline_failed":
                return result
            failure = result
            log.warning("article %r: %s (%s)", article.id, result.reason, result.detail)
        return failure

    async def _use(self, seat: _Seat, request: bytes) -> Outcome:
        if not seat.process.is_alive():
            await self._replace(seat)
        try:
            outcome = await self._ask(seat, request)
        except _ChildDiedError as error:
            await self._replace(seat)
            outcome = PipelineFailure("pipeline_crashed", f"the pipeline's process died: {error}")
        except _OverranError:
            await self._replace(seat)
            outcome = PipelineFailure(
                "pipeline_timeout", f"no answer within {self._article_timeout:g} s"
            )
        self._idle.put_nowait(seat)
        return outcome

    async def _ask(self, seat: _Seat, request: bytes) -> Outcome:
        asking = asyncio.ensure_future(self._in_thread(seat.ask, request, self._article_timeout))
        try:
            bound = self._article_timeout + EXCHANGE_SECONDS
            return await asyncio.wait_for(asyncio.shield(asking), bound)
        except TimeoutError:
            # The thread is stuck in the pipe itself; it comes free when the other end is gone.
            seat.process.kill()
            with contextlib.suppress(_ChildDiedError, _OverranError):
                await asking
            raise _OverranError from None

    async def _replace(self, seat: _Seat) -> None:
        self.restarts += 1
        POOL_RESTARTS.inc()
        await self._respawn(seat)
        await self._await_ready(seat)

    async def _respawn(self, seat: _Seat) -> None:
        if self._stopped:
            raise asyncio.CancelledError
        await self._in_thread(seat.kill)
        seat.spawn()

    async def _await_ready(self, seat: _Seat) -> None:
        for attempt in range(1, LOAD_ATTEMPTS + 1):
            try:
                await self._in_thread(seat.wait_until_ready, self._start_timeout)
            except _ChildDiedError as error:
                if attempt == LOAD_ATTEMPTS:
                    raise PoolError(f"a pipeline process ended while loading: {error}") from error
                await self._respawn(seat)
            except _OverranError:
                raise PoolError(
                    f"a pipeline process did not load within {self._start_timeout:g} s"
                ) from None
            else:
                return

    async def _in_thread(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(call, *args, **kwargs))
