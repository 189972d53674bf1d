"""Fine-tune the stance teacher on NewsMTSC and DSE."""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training import teacher_encoder
from training.data import dse, newsmtsc
from training.progress import Log, descent, held_out
from training.questions import POLARITY, RELATION, Question, Questions, of_pairs, of_targets
from training.scores import accuracy, macro_f1
from training.tasks import RELATION_WEIGHTS, buckets
from training.teacher_model import LABELS, SPECIAL, Teacher, answers, tokenizer_of

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


def read(data: Path, split: str) -> dict[str, list[Question]]:
    """The questions of both sets; for train, without those held out for calibration."""
    targets = newsmtsc.read(data / f"stance/newsmtsc/{split}.jsonl")
    pairs = dse.read(data / f"stance/dse/{split}.jsonl")
    if split == "train":
        targets, pairs = held_out(targets)[0], held_out(pairs)[0]
    return {POLARITY: of_targets(targets), RELATION: of_pairs(pairs)}


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
