"""Train the reader, from the shipped tower on.

    python -m training.stance_reader --data DIR --out DIR

DIR of --data has the layout that training/README.md names. --out receives the checkpoint
(`last.pt`, resumed from where it exists), the log, and at the end `final.pt`.
"""

import argparse
import random
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any, Final, TypeAlias

import torch
from tokenizers import Tokenizer

from training.data import dse, newsmtsc
from training.pieces import special_pieces
from training.precision import mixed
from training.progress import Log, descent, held_out
from training.questions import POLARITY, RELATION, Questions, of_pairs, of_targets
from training.scorecard import marked
from training.stance_reader.batches import epoch, padded
from training.stance_reader.examples import Row, rows_of
from training.stance_reader.losses import question_loss, reading_loss
from training.stance_reader.network import Reader
from training.stance_reader.scores import score
from worker.nlp.model.encoder import TOKENIZER_FILE, WEIGHTS

RATES: Final = (1e-4, 1e-3)
"""Of the layers and of the heads."""

REHEARSED: Final = 8
"""One batch of each kind of question for so many of marked sentences."""

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
    rows: Sequence[Row], questions: dict[str, Questions], arguments: argparse.Namespace
) -> list[Step]:
    """Every step of a run, in order."""
    epochs, draw = arguments.epochs, random.Random(arguments.seed)
    with_marks = [row for row in rows if row.goals]
    without = [row for row in rows if not row.goals]
    steps: list[Step] = []
    for _ in range(ceil(epochs)):
        batches = epoch(with_marks, without, arguments.without, draw)
        some: list[Step] = [(READ, one) for one in batches]
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
        reader: Reader,
        questions: dict[str, Questions],
        special: tuple[int, int, int],
        seed: int,
    ) -> None:
        self.reader = reader
        self.questions = questions
        self.special = special
        self.seed = seed
        self.step = 0
        self.spent = 0.0
        layers = [one for one in reader.layers.parameters() if one.requires_grad]
        known = {id(one) for one in layers}
        heads = [one for one in reader.parameters() if one.requires_grad and id(one) not in known]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": some, "base": rate}
                for some, rate in zip((layers, heads), RATES, strict=True)
            ],
            lr=RATES[0],
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
            return reading_loss(self.reader, padded(given))
        draw = random.Random(f"{self.seed} {self.step}")
        asked, chosen = self.questions[kind].batch(given, self.special, draw)
        return QUESTION_WEIGHT * question_loss(self.reader, asked, chosen, kind)

    def save(self, path: Path) -> None:
        """Write a checkpoint; a crash in the middle leaves the last one whole."""
        partial = path.with_suffix(".partial")
        torch.save(
            {
                "reader": self.reader.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "random": torch.get_rng_state(),
                "step": self.step,
                "spent": self.spent,
            },
            partial,
        )
        partial.replace(path)

    def resume(self, path: Path) -> None:
        """Go back to where a checkpoint was written."""
        state: dict[str, Any] = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.spent = state["step"], state["spent"]


def train(arguments: argparse.Namespace) -> None:
    """Run the whole plan, or what of it the minutes allow, and write `final.pt`."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    target: Path = arguments.out
    target.mkdir(parents=True, exist_ok=True)
    log = Log(target / "log.jsonl")
    tokenizer = Tokenizer.from_file(str(arguments.weights / TOKENIZER_FILE))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    special = special_pieces(tokenizer)
    reader = Reader.from_shipped(arguments.weights)
    data: Path = arguments.data
    articles, kept = held_out(marked.read(data / "stances/train.jsonl"))
    articles = articles[: round(len(articles) * arguments.share)]
    rows, held = (list(rows_of(some, tokenizer, special[:2])) for some in (articles, kept))
    questions = rehearsed(data, tokenizer)
    steps = plan(rows, questions, arguments)[: arguments.steps]
    reader.smoothing = arguments.smoothing
    reader.blanks = arguments.blanks
    for layer in reader.layers:
        layer.dropout = arguments.dropout
    run = Run(reader, questions, special, arguments.seed)
    last = target / LAST
    if last.exists():
        run.resume(last)
    log.note(articles=len(articles), rows=len(rows), steps=len(steps), begun_at=run.step)
    loop(run, steps, log, last, arguments.minutes)
    for bias in BIASES:
        log.note(bias=bias, **score(run.reader, held, bias)._asdict())
    torch.save({"reader": run.reader.state_dict(), "steps": run.step}, target / "final.pt")


def rehearsed(data: Path, tokenizer: Tokenizer) -> dict[str, Questions]:
    """The marked questions of the older sets, by kind, without those that calibrate the answers."""
    targets = of_targets(held_out(newsmtsc.read(data / "stance/newsmtsc/train.jsonl"))[0])
    pairs = of_pairs(held_out(dse.read(data / "stance/dse/train.jsonl"))[0])
    return {POLARITY: Questions(targets, tokenizer), RELATION: Questions(pairs, tokenizer)}


def loop(run: Run, steps: Sequence[Step], log: Log, last: Path, minutes: float) -> None:
    """Take the steps that are left; the rate descends by the plan or by the clock."""
    begun = time.monotonic() - run.spent
    saved = noted = time.monotonic()
    losses: dict[str, list[float]] = {}
    run.reader.train()
    for step in steps[run.step :]:
        run.spent = time.monotonic() - begun
        progress = max(run.step / len(steps), run.spent / 60 / minutes if minutes else 0.0)
        if progress >= 1:
            break
        losses.setdefault(step[0], []).append(run.learn(step, descent(progress)))
        run.step += 1
        if time.monotonic() - noted > NOTE_EVERY:
            means = {kind: round(sum(some) / len(some), 3) for kind, some in losses.items()}
            log.note(step=run.step, of=len(steps), seconds=round(run.spent), **means)
            losses, noted = {}, time.monotonic()
        if time.monotonic() - saved > SAVE_EVERY:
            run.save(last)
            saved = time.monotonic()


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.stance_reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="where to begin")
    parser.add_argument(
        "--without",
        type=float,
        default=0.8,
        help="sentences without a mark, in which nobody takes a side, for each with one",
    )
    parser.add_argument("--smoothing", type=float, default=0.0, help="of the targets' tags")
    parser.add_argument("--blanks", type=float, default=0.0, help="share of pieces blanked")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--epochs", type=float, default=4.0)
    parser.add_argument("--share", type=float, default=1.0, help="of the marked articles")
    parser.add_argument("--steps", type=int, help="take only so many")
    parser.add_argument("--minutes", type=float, default=0.0, help="0: as many as it takes")
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
