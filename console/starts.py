"""Where to begin in each partition, so that the newest records of a topic are read; pure."""

from collections.abc import Mapping
from typing import TypeVar

Partition = TypeVar("Partition")


def starts(
    begin: Mapping[Partition, int], end: Mapping[Partition, int], most: int
) -> dict[Partition, int]:
    """An offset for each partition; between them and the ends lie at most ``most`` offsets.

    Each partition gets an equal share, and what a short one leaves goes to the longer ones.
    """
    held = {partition: max(0, end[partition] - begin[partition]) for partition in end}
    given: dict[Partition, int] = {}
    left = most
    for count, partition in enumerate(sorted(held, key=lambda name: held[name])):
        share = left // (len(held) - count)
        given[partition] = min(held[partition], share)
        left -= given[partition]
    return {partition: end[partition] - given[partition] for partition in end}
