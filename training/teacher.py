"""Train the stance teacher and let it label unlabelled sentences.

    python -m training.teacher train --data DIR --out DIR --seed 1
    python -m training.teacher label --teacher DIR --questions F --to F

The teacher is all-mpnet-base-v2 with the asked spans marked in its input. It is better than the
shipped model, and eight times as expensive. The shipped model learns from its probabilities.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training import teacher_encoder
from training.data import dse, newsmtsc
from training.labels import MIRRORED, POLARITIES, RELATIONS
from training.progress import Log, descent, held_out
from training.questions import (
    POLARITY,
    RELATION,
    Asked,
    Question,
    Questions,
    mean_over,
    of_pairs,
    of_targets,
)
from training.scores import accuracy, macro_f1
from training.tasks import RELATION_WEIGHTS, buckets

SPECIAL: Final = (teacher_encoder.CLS, teacher_encoder.SEP, teacher_encoder.PAD)
EPOCHS: Final = 3
ROWS: Final = 24
BUDGET: Final = 1500
FROZEN_LAYERS: Final = 2
RATE: Final = 3e-5
HEAD_RATE: Final = 3e-4
SMOOTHING: Final = 0.05
SAVE_EVERY: Final = 300
LAST: Final = "last.pt"
FINAL: Final = "final.pt"
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


def read(data: Path, split: str) -> dict[str, list[Question]]:
    """The questions of both sets; for train, without those held out for calibration."""
    targets = newsmtsc.read(data / f"stance/newsmtsc/{split}.jsonl")
    pairs = dse.read(data / f"stance/dse/{split}.jsonl")
    if split == "train":
        targets, pairs = held_out(targets)[0], held_out(pairs)[0]
    return {POLARITY: of_targets(targets), RELATION: of_pairs(pairs)}


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


def dev_scores(teacher: Teacher, dev: dict[str, Questions]) -> dict[str, float]:
    """Accuracy and macro-F1 on the dev sets, in percent."""
    scores = {}
    for task, questions in dev.items():
        labels = LABELS[task]
        said = [labels[index] for index in answers(teacher, questions, task).argmax(1).tolist()]
        gold = [labels[one.gold] for one in questions.questions]
        scores[f"{task}_accuracy"] = round(100 * accuracy(gold, said), 1)
        scores[f"{task}_macro_f1"] = round(100 * macro_f1(gold, said, labels), 1)
    return scores


def _plan(train: dict[str, Questions], seed: int, epochs: int) -> list[tuple[str, list[int]]]:
    batches: list[tuple[str, list[int]]] = []
    for epoch in range(epochs):
        draw = random.Random(f"{seed} {epoch}")
        of_epoch = [
            (task, some)
            for task, questions in train.items()
            for some in buckets(questions.lengths, ROWS, BUDGET, draw)
        ]
        draw.shuffle(of_epoch)
        batches += of_epoch
    return batches


def _loss(scores: Tensor, asked: Sequence[Question], task: str) -> Tensor:
    gold = torch.tensor([one.gold for one in asked])
    weight = torch.tensor(RELATION_WEIGHTS) if task == RELATION else None
    return functional.cross_entropy(scores, gold, weight=weight, label_smoothing=SMOOTHING)


def _optimizer(teacher: Teacher) -> torch.optim.Optimizer:
    heads = {id(one) for one in (teacher.roles, *teacher.heads.parameters())}
    learned = [one for one in teacher.parameters() if one.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [one for one in learned if id(one) not in heads], "base": RATE},
            {"params": [one for one in learned if id(one) in heads], "base": HEAD_RATE},
        ],
        lr=RATE,
        weight_decay=0.01,
        fused=True,
    )


def _save(
    out: Path, teacher: Teacher, optimizer: torch.optim.Optimizer, step: int, spent: float
) -> None:
    """Write a checkpoint; a crash while writing leaves the previous one intact."""
    state = {
        "model": teacher.state_dict(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "spent": spent,
    }
    torch.save(state, out / "last.partial")
    (out / "last.partial").replace(out / LAST)


def _learn(
    teacher: Teacher,
    optimizer: torch.optim.Optimizer,
    questions: Questions,
    some: list[int],
    how: tuple[float, random.Random],
) -> float:
    """Take one step at a fraction of the full learning rates; returns the loss before it."""
    factor, draw = how
    for group in optimizer.param_groups:
        group["lr"] = group["base"] * factor
    task = questions.questions[some[0]].task
    batch, asked = questions.batch(some, SPECIAL, draw if task == RELATION else None)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = teacher(batch, task)
    loss = _loss(scores.float(), asked, task)
    loss.backward()
    nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.detach())


def train(arguments: argparse.Namespace) -> None:
    """Train, or resume from the last checkpoint."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    folder = teacher_encoder.fetch(arguments.base or out / "base")
    tokenizer = tokenizer_of(folder)
    trained = {
        task: Questions(some, tokenizer) for task, some in read(arguments.data, "train").items()
    }
    dev = {task: Questions(some, tokenizer) for task, some in read(arguments.data, "dev").items()}
    teacher = Teacher()
    teacher.encoder.load(folder)
    teacher.encoder.freeze(FROZEN_LAYERS)
    optimizer = _optimizer(teacher)
    plan = _plan(trained, arguments.seed, arguments.epochs)
    if arguments.steps:
        plan = plan[: arguments.steps]
    step, spent = 0, 0.0
    if (out / LAST).is_file():
        state: dict[str, Any] = torch.load(out / LAST, weights_only=True)
        teacher.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    log = Log(out / "log.jsonl")
    log.note(event="start", step=step, steps=len(plan), seed=arguments.seed)
    began = saved = time.monotonic()
    losses: dict[str, list[float]] = {}
    teacher.train()
    while step < len(plan):
        task, some = plan[step]
        draw = random.Random(f"{arguments.seed} {step}")
        loss = _learn(teacher, optimizer, trained[task], some, (descent(step / len(plan)), draw))
        losses.setdefault(task, []).append(loss)
        step += 1
        if step % 100 == 0:
            minutes = round((spent + time.monotonic() - began) / 60, 1)
            means = {key: round(sum(some) / len(some), 3) for key, some in losses.items()}
            log.note(event="step", step=step, minutes=minutes, loss=means)
            losses.clear()
        if step % (len(plan) // arguments.epochs) == 0:
            log.note(event="dev", step=step, scores=dev_scores(teacher, dev))
        if time.monotonic() - saved > SAVE_EVERY:
            saved = time.monotonic()
            _save(out, teacher, optimizer, step, spent + saved - began)
    torch.save({"model": teacher.state_dict(), "seed": arguments.seed}, out / FINAL)
    log.note(event="end", step=step)


def load(path: Path) -> Teacher:
    """Load a trained teacher from its last checkpoint or its final file."""
    teacher = Teacher()
    teacher.load_state_dict(torch.load(path, weights_only=True, mmap=True)["model"])
    return teacher


def label(arguments: argparse.Namespace) -> None:
    """Write the teachers' mean probabilities beside each question of a file."""
    torch.set_num_threads(1)
    tokenizer = tokenizer_of(teacher_encoder.fetch(arguments.base))
    rows = [json.loads(line) for line in arguments.questions.read_text("utf-8").splitlines()]
    asked = [
        Question(row["words"], row["p"] and tuple(row["p"]), tuple(row["q"]), row.get("gold", -1))
        for row in rows
    ]
    for path in arguments.teacher:
        teacher = load(path)
        for task in LABELS:
            which = [index for index, one in enumerate(asked) if one.task == task]
            questions = Questions([asked[index] for index in which], tokenizer)
            said = answers(teacher, questions, task, both_ways=not arguments.one_way).tolist()
            for index, found in zip(which, said, strict=True):
                before = rows[index].get("soft") or [0.0] * len(found)
                rows[index]["soft"] = [a + b for a, b in zip(before, found, strict=True)]
    with arguments.to.open("w", encoding="utf-8") as file:
        for row in rows:
            row["soft"] = [round(one / len(arguments.teacher), 5) for one in row["soft"]]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.teacher", description=__doc__)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("train", help="train on NewsMTSC and DSE")
    one.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    one.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    one.add_argument("--base", type=Path, help="folder for all-mpnet-base-v2")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--epochs", type=int, default=EPOCHS)
    one.add_argument("--steps", type=int, default=0, help="stop after this many steps")
    one.set_defaults(run=train)
    two = commands.add_parser("label", help="add probabilities to a file of questions")
    two.add_argument("--teacher", type=Path, nargs="+", required=True, help="each one's final.pt")
    two.add_argument("--base", type=Path, required=True, help="folder of all-mpnet-base-v2")
    two.add_argument("--questions", type=Path, required=True, help="JSON Lines: words, p, q")
    two.add_argument("--to", type=Path, required=True)
    two.add_argument("--one-way", action="store_true", help="ask each pair once: half the time")
    two.set_defaults(run=label)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
