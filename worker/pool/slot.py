"""One slot of the pool: a process, replaced when it dies, and the pipe to it."""

import multiprocessing
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from pydantic import ValidationError

from topics.dead_letter import Reason
from topics.events import Enrichment
from worker.fatal import FatalError
from worker.pool.child import ENRICHED, READY, serve
from worker.pool.environment import without_secrets

_SPAWN = multiprocessing.get_context("spawn")
# What each signal most often means for a process that loads and runs a model.
_LIKELY: dict[int, str] = {
    signal.SIGKILL: " (killed: by the kernel, if memory ran out)",
    signal.SIGILL: " (an instruction that this processor lacks)",
    signal.SIGSEGV: " (native code crashed)",
    signal.SIGABRT: " (native code gave up)",
    signal.SIGBUS: " (native code crashed, or /dev/shm or a disk is full)",
}


class PoolError(FatalError):
    """The pipeline could not be loaded; the text comes from the pool process."""


@dataclass(frozen=True)
class PipelineFailure:
    """Why the pipeline gave no result for an article."""

    reason: Reason
    detail: str


Outcome = Enrichment | PipelineFailure


class ChildDiedError(Exception):
    """The process ended; the text says how."""


class OverranError(Exception):
    """The process did not answer in time."""


class Slot:
    """A process and the pipe to it. Everything but ``spawn`` blocks, so call it in a thread."""

    def __init__(self, loader: str, options: Mapping[str, str]) -> None:
        self._loader = loader
        self._options = dict(options)
        self.ready = False
        self.model = ""
        self.spawn()

    def spawn(self) -> None:
        """Start the process. Only from the main thread: the child dies with its parent thread."""
        self.ready = False
        ours, theirs = _SPAWN.Pipe()
        self.connection: Connection = ours
        self.process: SpawnProcess = _SPAWN.Process(
            target=serve, args=(theirs, self._loader, self._options), daemon=True
        )
        with without_secrets():
            self.process.start()
        theirs.close()

    def wait_until_ready(self, timeout: float) -> None:
        """Wait until the pipeline is loaded. Raises PoolError, ChildDiedError or OverranError."""
        if self.ready:
            return
        tag, payload = self._receive(timeout)
        if tag != READY:
            raise PoolError(f"the pipeline could not be loaded: {payload.decode()}")
        self.model = payload.decode()
        self.ready = True

    def ask(self, request: bytes, timeout: float) -> Outcome:
        """The pipeline's answer to an article in JSON. Raises ChildDiedError or OverranError."""
        try:
            self.connection.send_bytes(request)
        except OSError as error:
            raise ChildDiedError(self._exit_text()) from error
        tag, payload = self._receive(timeout)
        if tag == ENRICHED:
            return _enrichment(payload)
        return PipelineFailure("pipeline_failed", payload.decode())

    def _receive(self, timeout: float) -> tuple[bytes, bytes]:
        try:
            if not self.connection.poll(timeout):
                raise OverranError
            message = self.connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise ChildDiedError(self._exit_text()) from error
        return message[:1], message[1:]

    def _exit_text(self) -> str:
        self.process.join(1)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"status {code}"
        return f"signal {-code}{_LIKELY.get(-code, '')}"

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join(5)
        self.connection.close()


def _enrichment(answer: bytes) -> Outcome:
    try:
        return Enrichment.model_validate_json(answer)
    except ValidationError as error:
        # The error's text would quote the article.
        where = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        return PipelineFailure("pipeline_failed", f"the answer is not an Enrichment: see {where!a}")
