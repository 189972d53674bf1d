"""Small rows, and a reader of a few numbers, for tests of training."""

import numpy as np
import torch
from torch import Tensor, nn

from training.stance_reader.examples import TAGS, Goal, Reference, Row, Soft
from training.stance_reader.network import Heads, Rows
from worker.nlp.model.passages import Passage

WIDTH = 6

torch.set_num_threads(1)


def row(
    *tags: str,
    before: int = 0,
    goals: list[Goal] | None = None,
    references: list[Reference] | None = None,
    soft: Soft | None = None,
    sentences: tuple[int, ...] | None = None,
    article: str = "a",
    first: int = 10,
) -> Row:
    """A row with such tags; each piece is two characters of its sentence, without a gap."""
    numbers = sentences or (1,) * len(tags)
    around = [(0, 2 * at, 2 * at + 2) for at in range(before)]
    own = [
        (number, 2 * numbers[:at].count(number), 2 * numbers[:at].count(number) + 2)
        for at, number in enumerate(numbers)
    ]
    length = before + len(tags) + 3
    return Row(
        article=article,
        passage=Passage((0,) if before else (), range(1, 2)),
        pieces=list(range(first, first + length)),
        chars=[None, *around, None, *own, None],
        base=before + 2,
        tags=[*[0] * (before + 2), *(TAGS.index(tag) for tag in tags), 0],
        holder_tags=[0] * length,
        goals=goals or [],
        references=references or [],
        soft=soft,
    )


def goal(target, holder, polarity="against", *, kind=0, how=0, plain=True) -> Goal:
    return Goal(target, polarity, holder, kind, how, plain)


def shares(*tags: str, sure: float = 0.9) -> np.ndarray:
    """Probabilities (pieces, TAGS), each sure of one tag."""
    rest = (1 - sure) / (len(TAGS) - 1)
    rows = [[sure if tag == one else rest for one in TAGS] for tag in tags]
    return np.asarray(rows, dtype=np.float32).reshape(-1, len(TAGS))


class SmallReader(Heads):
    """One vector for each number of a piece."""

    def __init__(self, seed: int = 0) -> None:
        torch.manual_seed(seed)
        super().__init__(WIDTH, WIDTH)
        self.word = nn.Embedding(100, WIDTH)
        self.eval()

    def forward(self, rows: Rows) -> Tensor:
        result: Tensor = self.word(rows.pieces)
        return result
