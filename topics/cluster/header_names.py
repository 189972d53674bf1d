r"""Headers whose names are no UTF-8: Kafka accepts them, and its readers in Python fail on them.

They fail again on each try, so one record blocks whatever reads its partition. Here a batch that
cannot be read is read again, with names in which such bytes are written as ``\xe9``.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from kafka.consumer import fetcher
from kafka.record.default_records import DefaultRecordBatch
from kafka.record.memory_records import MemoryRecords


class ReadableBatch:
    """A batch of aiokafka or kafka-python; ``again`` gives its records where it cannot be read."""

    def __init__(self, batch: Any, again: Callable[[], Iterator[Any]]) -> None:
        self._batch = batch
        self._again = again

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        count = 0
        try:
            for record in self._batch:
                yield record
                count += 1
        except Exception as error:
            if not _about_text(error):
                raise
            yield from islice(self._again(), count, None)


def _about_text(error: Exception) -> bool:
    # kafka-python takes it for a corrupt record.
    return any(isinstance(one, UnicodeDecodeError) for one in (error, error.__context__))


def escaped(batch: Any) -> Iterator[Any]:
    """The records of a fresh batch, with what is no text in a header's name escaped.

    Both libraries have this class in Python, one as a copy of the other's.
    """
    batch._maybe_uncompress()  # noqa: SLF001 - iterating does the same, but then it is too late
    batch._buffer = _Names(batch._buffer)  # noqa: SLF001
    return iter(batch)


def read_any_header_name() -> None:
    """From now on, kafka-python's consumers in this process read any header's name."""
    fetcher.MemoryRecords = _ReadableRecords


class _ReadableRecords(MemoryRecords):  # type: ignore[misc]
    def next_batch(self) -> Any:
        raw = self._next_slice
        batch = super().next_batch()
        return batch and ReadableBatch(batch, lambda: escaped(DefaultRecordBatch(raw)))


class _Names(bytearray):
    """Bytes, any part of which is a text."""

    def __getitem__(self, at: Any) -> Any:
        found: Any = super().__getitem__(at)
        return _Names(found) if isinstance(at, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """The text, with what is none written as an escape."""
        del errors
        return super().decode(encoding, "backslashreplace")
