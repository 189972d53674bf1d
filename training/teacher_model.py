"""The stance teacher: a base-sized encoder with two heads, and what it answers."""

import random
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training import teacher_encoder
from training.labels import MIRRORED, POLARITIES, RELATIONS
from training.questions import POLARITY, RELATION, Asked, Questions, mean_over
from training.tasks import buckets

SPECIAL: Final = (teacher_encoder.CLS, teacher_encoder.SEP, teacher_encoder.PAD)
LABELS: Final = {POLARITY: POLARITIES, RELATION: RELATIONS}


class Teacher(nn.Module):
    """The base-sized encoder with two heads."""

    def __init__(self) -> None:
        super().__init__()
        width = teacher_encoder.HIDDEN
        self.encoder = teacher_encoder.Mpnet()
        self.roles = nn.Parameter(torch.randn(2, width) * 0.02)
        self.heads = nn.ModuleDict(
            {
                POLARITY: _head(3 * width, len(POLARITIES)),
                RELATION: _head(5 * width, len(RELATIONS)),
            }
        )

    def forward(self, batch: Asked, task: str) -> Tensor:
        """Scores of each question, (questions, labels); all must be of one task."""
        marks = batch.p[:, :, None] * self.roles[0] + batch.q[:, :, None] * self.roles[1]
        hidden = self.encoder(batch.pieces, batch.mask, marks).float()
        q, cls = mean_over(hidden, batch.q), hidden[:, 0]
        mean = mean_over(hidden, batch.mask.float())
        if task == POLARITY:
            features = [q, cls, mean]
        else:
            p = mean_over(hidden, batch.p)
            features = [p, q, p * q, cls, mean]
        scores: Tensor = self.heads[task](torch.cat(features, 1))
        return scores


def _head(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(0.1), nn.Linear(inputs, 512), nn.ReLU(), nn.Linear(512, outputs)
    )


def tokenizer_of(folder: Path) -> Tokenizer:
    """The teacher's tokenizer, without truncation."""
    tokenizer = Tokenizer.from_file(str(folder / teacher_encoder.TOKENIZER_NAME))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def answers(teacher: Teacher, questions: Questions, task: str, *, both_ways: bool = True) -> Tensor:
    """Probabilities of every question, with pairs asked in both directions; (questions, labels)."""
    teacher.eval()
    result = torch.zeros(len(questions.questions), len(LABELS[task]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for some in buckets(questions.lengths, 32, 3000, random.Random(0)):
            batch, _ = questions.batch(some, SPECIAL)
            scores = teacher(batch, task).float()
            if task == RELATION and both_ways:
                back = teacher(batch._replace(p=batch.q, q=batch.p), task).float()
                scores = (scores + back[:, list(MIRRORED)]) / 2
            result[some] = torch.softmax(scores, 1)
    teacher.train()
    return result


def load(path: Path) -> Teacher:
    """Load a trained teacher from its last checkpoint or its final file."""
    teacher = Teacher()
    teacher.load_state_dict(torch.load(path, weights_only=True, mmap=True)["model"])
    return teacher
