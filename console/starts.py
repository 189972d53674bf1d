"""Where to start in each partition to read the newest records of a topic; pure."""

from collections.abc import Mapping
from typing import TypeVar

Partition = TypeVar("Partition")


def starts(
    begin: Mapping[Partition, int], end: Mapping[Partition, int], most: int
) -> dict[Partition, int]:
    """An offset for each partition, with at most ``most`` offsets in all up to the ends.

    Each partition gets an equal share; what short ones do not use goes to longer ones.
    """
    held = {partition: max(0, end[partition] - begin[partition]) for partition in end}
    given: dict[Partition, int] = {}
    left = most
    for count, partition in enumerate(sorted(held, key=lambda name: held[name])):
        share = left // (len(held) - count)
        given[partition] = min(held[partition], share)
        left -= given[partition]
    return {partition: end[partition] - given[partition] for partition in end}
