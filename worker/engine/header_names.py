"""The worker's consumer reads records whose headers have any name.

``topics.cluster.header_names`` says why, and does the same for the commands' consumers.
"""

from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy

from topics.cluster.header_names import ReadableBatch, escaped


def read_any_header_name() -> None:
    """From now on, aiokafka's consumers in this process read any header's name."""
    fetcher.MemoryRecords = ReadableRecords


class ReadableRecords:
    """Fetched batches, as aiokafka's fetcher asks for them."""

    def __init__(self, fetched: bytes) -> None:
        self._records: Any = _MemoryRecordsPy(fetched)
        self.size_in_bytes = self._records.size_in_bytes
        self.has_next = self._records.has_next

    def next_batch(self) -> ReadableBatch | None:
        """The next batch; None behind the last."""
        raw = self._records._next_slice  # noqa: SLF001 - a batch does not give its bytes away
        batch = self._records.next_batch()
        if batch is None:
            return None
        return ReadableBatch(batch, lambda: escaped(_DefaultRecordBatchPy(raw)))
