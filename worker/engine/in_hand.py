"""What was read and is not acknowledged: it decides how far a partition may be committed.

Faust counts offsets instead, and takes each offset that it never saw for one that is still to come.
Markers and aborted transactions have such offsets, and its repair for them fails: behind offset 0
it commits nothing more, and where each record is a transaction, one record a second.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass
class _Partition:
    open: set[int] = field(default_factory=set)
    # The last offset that was acknowledged.
    finished: int | None = None


class InHand:
    """The records of each partition that were read and are not acknowledged.

    Records of a partition are read and acknowledged in order, so whichever copy of a record is
    acknowledged, all before it are done with.
    """

    def __init__(self) -> None:
        self._partitions: dict[Hashable, _Partition] = {}

    def read(self, place: Hashable, offset: int) -> None:
        """A record was read, and will be acknowledged."""
        partition = self._partitions.setdefault(place, _Partition())
        # Faust drops a record that it has finished, so nobody would acknowledge it again.
        if partition.finished is None or offset > partition.finished:
            partition.open.add(offset)

    def acknowledge(self, place: Hashable, offset: int) -> None:
        """A record is done with. One that is not in hand is ignored: it will be read again."""
        partition = self._partitions.get(place)
        if partition is None or offset not in partition.open:
            return
        partition.open.discard(offset)
        partition.finished = max(partition.finished or 0, offset)

    def committable(self, place: Hashable) -> int | None:
        """The offset that may be committed: all records before it are done with.

        None if nothing was finished.
        """
        partition = self._partitions.get(place)
        if partition is None or partition.finished is None:
            return None
        return min((*partition.open, partition.finished + 1))

    def holds(self, place: Hashable) -> bool:
        """Whether anything of this partition is in hand."""
        partition = self._partitions.get(place)
        return partition is not None and bool(partition.open)

    def forget(self, places: Iterable[Hashable]) -> None:
        """These partitions were assigned anew or taken away, or are read from another place."""
        for place in list(places):
            self._partitions.pop(place, None)
