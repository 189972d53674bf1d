"""Answers that took long, kept for whoever asks the same again.

While the store does not change, an answer stays right. While it does, an answer may be shown for
twenty times as long as it took: so however many look at a page, and however many articles come, one
question takes a twentieth of the time that there is for all of them and for reading the topic.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

_TIMES_AS_LONG = 20
# What is quicker is asked anew each time.
_LEAST_SECONDS = 0.05
_MOST_SECONDS = 3600.0
_MOST = 64
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class _Answer:
    body: bytes
    version: int
    until: float
    at: float


class Kept:
    """The last answers by their questions; for use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, _Answer] = OrderedDict()

    def answer(self, question: Hashable, version: int, make: Callable[[], bytes]) -> bytes:
        """The answer to this question; ``version`` says whether what it is about has changed."""
        began = self._clock()
        with self._lock:
            known = self._known.get(question)
        if known and (began < known.until or self._holds(known, version, began)):
            return known.body
        body = make()
        now = self._clock()
        if now - began >= _LEAST_SECONDS and len(body) <= _MOST_BYTES:
            until = now + _TIMES_AS_LONG * (now - began)
            with self._lock:
                self._known[question] = _Answer(body, version, until, now)
                self._known.move_to_end(question)
                while len(self._known) > _MOST:
                    self._known.popitem(last=False)
        return body

    @staticmethod
    def _holds(known: _Answer, version: int, now: float) -> bool:
        return known.version == version and now - known.at < _MOST_SECONDS
