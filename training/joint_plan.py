"""In which order `training.joint` trains its tasks, and for how many epochs."""

import random
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from training.questions import POLARITY, RELATION
from training.tasks import Task, buckets

EPOCHS: Final = {
    "entities": 5.0,
    "attribution": 4.0,
    POLARITY: 4.0,
    RELATION: 4.0,
    "topics": 3.0,
    "taught_polarity": 3.0,
    "taught_relation": 3.0,
}
"""Epochs of each task when training starts from e5's weights."""

SECOND_EPOCHS: Final = {
    "entities": 2.0,
    "attribution": 1.5,
    POLARITY: 4.0,
    RELATION: 4.0,
    "topics": 2.0,
    "taught_polarity": 3.0,
    "taught_relation": 3.0,
}
"""With --start: tags and topics are already learned, and the teacher's answers are new."""

TOWER_EPOCHS: Final = {
    POLARITY: 3.0,
    RELATION: 3.0,
    "taught_polarity": 1.5,
    "taught_relation": 1.5,
}
"""With --tower-only: the teacher's answers are ten times as many."""

ROWS: Final = {
    "entities": 24,
    "attribution": 32,
    POLARITY: 16,
    RELATION: 20,
    "topics": 16,
    "taught_polarity": 24,
    "taught_relation": 24,
}
"""Maximum examples in a batch, by task."""

BUDGET: Final = 1800

Planned: TypeAlias = tuple[str, int, list[int]]
"""task, epoch, indices of the batch's examples"""


def plan(tasks: Mapping[str, Task], epochs: Mapping[str, float], seed: int) -> list[Planned]:
    """Every batch of every task in training order: (task, epoch, indices).

    Each task is spread evenly over the whole run, so none is forgotten by the end.
    """
    keyed: list[tuple[float, str, int, list[int]]] = []
    for name, task in tasks.items():
        draw = random.Random(f"{seed} {name}")
        batches: list[tuple[int, list[int]]] = []
        whole, rest = int(epochs[name]), epochs[name] % 1
        for epoch in range(whole + (rest > 0)):
            of_epoch = buckets(task.lengths, ROWS[name], BUDGET, draw)
            if epoch == whole:
                of_epoch = of_epoch[: int(len(of_epoch) * rest)]
            batches.extend((epoch, batch) for batch in of_epoch)
        for index, (epoch, batch) in enumerate(batches):
            keyed.append(((index + draw.random()) / len(batches), name, epoch, batch))
    return [(name, epoch, batch) for _, name, epoch, batch in sorted(keyed)]


def epoch_ends(batches: Sequence[Planned]) -> frozenset[int]:
    """The steps after which some task has completed an epoch."""
    latest: dict[tuple[str, int], int] = {
        (name, epoch): index for index, (name, epoch, _) in enumerate(batches)
    }
    return frozenset(latest.values())
