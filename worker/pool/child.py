"""Runs in a pool process: one loaded pipeline that answers articles one after another.

It must end when its parent does, however the parent ends. Linux is asked to see to that; on every
system a thread watches the parent as well.
"""

import contextlib
import ctypes
import importlib
import logging
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path

from topics.events import Article, Enrichment
from worker.one_thread import use_one_thread

Enricher = Callable[[Article], Enrichment]

READY = b"R"
ENRICHED = b"E"
FAILED = b"F"

_PR_SET_PDEATHSIG = 1
MAX_ERROR_CHARS = 400


def serve(connection: Connection, loader: str, options: dict[str, str]) -> None:
    """Load the pipeline, say so, then answer articles until the parent closes the connection.

    Every message is a one-byte tag and a payload: ``R`` with the model's name, ``E`` with an
    Enrichment in JSON, ``F`` with the text of an error.
    """
    _die_with_parent()
    # Ctrl-C reaches the whole process group; the parent decides when its children stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # A library's log lines might quote the text; the parent logs what matters.
    logging.disable()
    warnings.simplefilter("ignore")
    use_one_thread()
    try:
        module, _, function = loader.partition(":")
        enrich, model = getattr(importlib.import_module(module), function)(**options)
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent must know
        connection.send_bytes(FAILED + describe(error).encode(errors="backslashreplace"))
        return
    connection.send_bytes(READY + model.encode())
    with contextlib.suppress(EOFError, OSError):
        while True:
            request = connection.recv_bytes()
            connection.send_bytes(_answer(enrich, request))


def _answer(enrich: Enricher, request: bytes) -> bytes:
    try:
        return ENRICHED + enrich(Article.model_validate_json(request)).model_dump_json().encode()
    except Exception as error:  # noqa: BLE001 - one article's fault must not end the process
        return FAILED + locate(error).encode(errors="backslashreplace")


def locate(error: Exception) -> str:
    """The kind of error and where it was raised; not its text, which may quote the article."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def describe(error: Exception) -> str:
    """An error raised while loading, in one line of limited length."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:MAX_ERROR_CHARS]


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        # The signal comes when the *thread* that started this process ends, which is why the pool
        # starts its children from the main thread.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    watcher = threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True)
    watcher.start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
