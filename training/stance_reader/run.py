"""One run of the reader's training: its plan, its steps and its checkpoints."""

import argparse
import random
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any, Final, TypeAlias

import torch
from tokenizers import Tokenizer

from training import checkpoints, own_marks, teacher_encoder, written_marks
from training.data import dse, newsmtsc
from training.framed.articles import composed
from training.pieces import special_pieces
from training.precision import mixed
from training.progress import Log, descent, held_out
from training.questions import POLARITY, RELATION, Questions, of_pairs, of_targets
from training.scorecard import marked
from training.stance_reader import together
from training.stance_reader.batches import STATELESS, epoch, padded
from training.stance_reader.cutting import CutArticle, cut_articles
from training.stance_reader.examples import Row, rows_of
from training.stance_reader.losses import question_loss, reading_loss
from training.stance_reader.network import Reader
from training.stance_reader.scores import score
from training.stance_reader.states import Stated, States, of_asked
from training.stance_reader.taught import Taught
from training.stance_reader.taught import read as read_taught
from training.stance_reader.teacher import SPECIAL, TeacherReader
from training.stance_reader.unread import unread
from training.teacher_model import tokenizer_of
from worker.nlp.model.encoder import TOKENIZER_FILE, Encoder

RATES: Final = (1e-4, 1e-3)
TEACHER_RATES: Final = (6e-5, 6e-4)
"""Of the layers and of the heads."""

REHEARSED: Final = 8
"""One batch of each kind of question for so many of marked passages."""

QUESTIONS: Final = 20
QUESTION_WEIGHT: Final = 0.5
READ: Final = "read"

SAVE_EVERY: Final = 300
"""seconds between checkpoints"""

NOTE_EVERY: Final = 60
"""seconds between lines of the log"""

LAST: Final = "last.pt"
BIASES: Final = (-1.0, 0.0, 1.0)
"""What is taken from the score of no target when the run is scored at its end."""

Step: TypeAlias = tuple[str, Any]
"""`read` and its rows, or a kind of question and the indices of some"""


def plan(
    epochs_of_rows: Sequence[Sequence[Row]],
    questions: dict[str, Questions],
    arguments: argparse.Namespace,
) -> list[Step]:
    """Every step of a run, in order."""
    epochs, draw = arguments.epochs, random.Random(arguments.seed)
    steps: list[Step] = []
    for rows in epochs_of_rows:
        some: list[Step] = [(READ, one) for one in epoch(rows, draw)]
        count = len(some) // REHEARSED
        for kind, asked in questions.items():
            everything = range(len(asked.questions))
            some += [(kind, draw.sample(everything, QUESTIONS)) for _ in range(count)]
        draw.shuffle(some)
        steps += some
    return steps[: int(len(steps) * epochs / ceil(epochs))]


class Run:
    """A reader in training: what a checkpoint holds, and one step."""

    def __init__(
        self,
        reader: Reader | TeacherReader,
        questions: dict[str, Questions],
        special: tuple[int, int, int],
        states: Stated,
        arguments: argparse.Namespace,
    ) -> None:
        self.reader = reader
        self.states = states
        self.questions = questions
        self.special = special
        self.seed: int = arguments.seed
        self.processes: int = arguments.processes
        self.minutes: float = arguments.minutes
        self.step = 0
        self.spent = 0.0
        body = reader.layers if isinstance(reader, Reader) else reader.encoder
        layers = [one for one in body.parameters() if one.requires_grad]
        known = {id(one) for one in layers}
        heads = [one for one in reader.parameters() if one.requires_grad and id(one) not in known]
        rates = arguments.rates or (RATES if isinstance(reader, Reader) else TEACHER_RATES)
        self.optimizer = torch.optim.AdamW(
            [
                {"params": some, "base": rate}
                for some, rate in zip((layers, heads), rates, strict=True)
            ],
            lr=rates[0],
            weight_decay=0.01,
            fused=True,
        )

    def learn(self, step: Step, factor: float) -> float:
        """Take one step at `factor` of the full rates; returns the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        kind, given = step
        with mixed():
            loss = self.loss(kind, given)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(loss.detach())

    def loss(self, kind: str, given: Any) -> torch.Tensor:
        """What a step is to make smaller."""
        if kind == READ:
            return reading_loss(self.reader, padded(given, self.special[2], self.states))
        assert isinstance(self.reader, Reader)
        draw = random.Random(f"{self.seed} {self.step}")
        asked, chosen = self.questions[kind].batch(given, self.special, draw)
        states = of_asked(self.states, asked)
        return QUESTION_WEIGHT * question_loss(self.reader, asked, states, chosen, kind)

    @property
    def module(self) -> torch.nn.Module:
        """What is trained."""
        return self.reader

    def save(self, path: Path) -> None:
        """Write a checkpoint."""
        checkpoints.save(self, path, "reader")

    def resume(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        checkpoints.resume(self, path, "reader")


def train(rank: int, arguments: argparse.Namespace) -> None:
    """Run one process's part of the plan, or what of it the minutes allow; write `final.pt`."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed + rank)
    target: Path = arguments.out
    together.join(rank, arguments.processes, target)
    log = Log(target / ("log.jsonl" if rank == 0 else f"log{rank}.jsonl"))
    reader, tokenizer, special = begun(arguments)
    data: Path = arguments.data
    articles, kept = (
        cut_articles(some, tokenizer)
        for some in held_out(marked.read(data / "stances/train.jsonl"))
    )
    draw = random.Random(arguments.seed)
    articles = draw.sample(articles, round(len(articles) * arguments.share))
    own = own_marks.trained(own_marks.read(data)) if arguments.own_share else []
    own = draw.sample(own, round(len(own) * arguments.own_share))
    articles += cut_articles(own, tokenizer)
    written = written_marks.trained(written_marks.read()) if arguments.written_share else []
    written = draw.sample(written, round(len(written) * arguments.written_share))
    articles += cut_articles(written, tokenizer)
    articles += cut_articles(composed(arguments.composed, arguments.seed), tokenizer)
    held = list(rows_of(kept, special[:2]))
    taught = taught_articles(arguments, tokenizer)
    states: Stated = STATELESS
    if not arguments.base:
        every = [*articles, *kept, *(one for one, _ in taught)]
        encoder = Encoder.load(arguments.weights)
        if rank == 0:
            States.of_articles(encoder, every, target)
        together.wait(arguments.processes)
        states = States.of_articles(encoder, every, target)
    rows = [
        _part(rows_with(articles, taught, special, draw), rank, arguments.processes)
        for draw in draws(arguments)
    ]
    questions = {} if arguments.base else rehearsed(data, tokenizer)
    steps = plan(rows, questions, arguments)[: arguments.steps]
    reader.smoothing = arguments.smoothing
    if isinstance(reader, Reader):
        reader.blanks = arguments.blanks
        reader.freeze(arguments.frozen)
    for layer in reader.layers if isinstance(reader, Reader) else reader.encoder.layers:
        layer.dropout = arguments.dropout
    run = Run(reader, questions, special, states, arguments)
    last = target / LAST
    if last.exists():
        run.resume(last)
    log.note(articles=len(articles), rows=len(rows[0]), steps=len(steps), begun_at=run.step)
    loop(run, steps, log, last if rank == 0 else None)
    if rank == 0:
        torch.save({"reader": run.reader.state_dict(), "steps": run.step}, target / "final.pt")
        for bias in BIASES:
            log.note(bias=bias, **score(run.reader, held, bias, special[2], states)._asdict())


def taught_articles(
    arguments: argparse.Namespace, tokenizer: Tokenizer
) -> list[tuple[CutArticle, Taught]]:
    """The unmarked articles that the teacher has read."""
    if arguments.taught is None:
        return []
    said = read_taught(arguments.taught)
    some = [one for one in unread(arguments.data) if one.id in said]
    return [(one, said[one.article.id]) for one in cut_articles(some, tokenizer)]


def rows_with(
    marked_ones: Sequence[CutArticle],
    taught: Sequence[tuple[CutArticle, Taught]],
    special: tuple[int, int, int],
    draw: random.Random | None,
) -> list[Row]:
    """The passages of an epoch, those that were marked and those that were taught."""
    rows = list(rows_of(marked_ones, special[:2], draw))
    said = {one.article.id: about for one, about in taught}
    more = rows_of([one for one, _ in taught], special[:2], draw)
    rows += [row._replace(soft=said[row.article].soft(row)) for row in more]
    (draw or random.Random(0)).shuffle(rows)
    return rows


def _part(rows: Sequence[Row], rank: int, processes: int) -> Sequence[Row]:
    """The rows of one process; all have as many."""
    return rows[rank : len(rows) // processes * processes : processes]


def draws(arguments: argparse.Namespace) -> list[random.Random | None]:
    """What cuts the articles into passages in each epoch; the teacher reads the same ones again."""
    epochs = range(ceil(arguments.epochs))
    if arguments.base:
        return [None for _ in epochs]
    return [random.Random(f"{arguments.seed} {one}") for one in epochs]


def begun(
    arguments: argparse.Namespace,
) -> tuple[Reader | TeacherReader, Tokenizer, tuple[int, int, int]]:
    """The reader or its teacher before the first step, its tokenizer and its special pieces."""
    if arguments.base:
        teacher = TeacherReader.from_published(arguments.base)
        return teacher, tokenizer_of(arguments.base / teacher_encoder.FOLDER), SPECIAL
    tokenizer = Tokenizer.from_file(str(arguments.weights / TOKENIZER_FILE))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    reader = Reader.from_shipped(arguments.weights)
    if arguments.start:
        reader.load_state_dict(torch.load(arguments.start, weights_only=True)["reader"])
    return reader, tokenizer, special_pieces(tokenizer)


def rehearsed(data: Path, tokenizer: Tokenizer) -> dict[str, Questions]:
    """The marked questions of the older sets, by kind, without those that calibrate the answers."""
    targets = of_targets(held_out(newsmtsc.read(data / "stance/newsmtsc/train.jsonl"))[0])
    pairs = of_pairs(held_out(dse.read(data / "stance/dse/train.jsonl"))[0])
    return {POLARITY: Questions(targets, tokenizer), RELATION: Questions(pairs, tokenizer)}


def loop(run: Run, steps: Sequence[Step], log: Log, last: Path | None) -> None:
    """Take the steps that are left; the rate descends by the plan or by the clock."""
    begun = time.monotonic() - run.spent
    saved = noted = time.monotonic()
    losses: dict[str, list[float]] = {}
    run.reader.train()
    for step in steps[run.step :]:
        run.spent = time.monotonic() - begun
        progress = max(run.step / len(steps), run.spent / 60 / run.minutes if run.minutes else 0.0)
        if progress >= 1:
            break
        losses.setdefault(step[0], []).append(run.learn(step, descent(progress)))
        run.step += 1
        if run.step % together.STEPS_ALONE == 0:
            together.average(run.reader, run.processes)
        if time.monotonic() - noted > NOTE_EVERY:
            means = {kind: round(sum(some) / len(some), 3) for kind, some in losses.items()}
            log.note(step=run.step, of=len(steps), seconds=round(run.spent), **means)
            losses, noted = {}, time.monotonic()
        if last is not None and time.monotonic() - saved > SAVE_EVERY:
            run.save(last)
            saved = time.monotonic()
    together.average(run.reader, run.processes)
