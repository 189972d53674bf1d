"""Stops the worker when it dead-letters so much that the articles cannot be to blame."""

from collections import deque

from worker.fatal import FatalError


class BreakerTripped(FatalError):  # noqa: N818 - a decision to stop, not a fault of the program
    """Too many dead letters, in a row or in the window; the text says how many and what to do."""


class Breaker:
    """Counts outcomes in stream order.

    It trips after ``consecutive`` dead letters in a row, or when more than ``ratio`` of the last
    ``window`` articles were dead-lettered. The ratio applies only once the window is full.
    """

    def __init__(self, consecutive: int, window: int, ratio: float) -> None:
        self._consecutive = consecutive
        self._ratio = ratio
        self._row = 0
        self._recent: deque[bool] = deque(maxlen=window)

    def enriched(self) -> None:
        """Count an article that was enriched, or skipped on purpose."""
        self._row = 0
        self._recent.append(False)

    def dead_lettered(self, reason: str) -> None:
        """Count a dead letter. Raises BreakerTripped if that is one too many."""
        self._row += 1
        self._recent.append(True)
        if self._row >= self._consecutive:
            raise BreakerTripped(self._text(f"{self._row} articles in a row", reason))
        share = sum(self._recent) / len(self._recent)
        if len(self._recent) == self._recent.maxlen and share > self._ratio:
            share_text = f"{share:.0%} of the last {len(self._recent)} articles"
            raise BreakerTripped(self._text(share_text, reason))

    @staticmethod
    def _text(how_many: str, reason: str) -> str:
        return (
            f"{how_many} could not be enriched (last reason: {reason}), so the cause is not a "
            "single article but whatever publishes them, or this worker. Stopped with this batch "
            "unacknowledged: nothing is lost. See 'stancewire dead-letters list', fix the cause, "
            "then start the worker again"
        )
