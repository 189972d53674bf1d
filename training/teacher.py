"""Train the stance teacher and let it label unlabelled sentences.

    python -m training.teacher train --data DIR --out DIR --seed 1
    python -m training.teacher label --teacher DIR --questions F --to F

The teacher is all-mpnet-base-v2 with the asked spans marked in its input. It is better than the
shipped model, and eight times as expensive. The shipped model learns from its probabilities.
"""

import argparse
import json
from pathlib import Path

import torch

from training import teacher_encoder
from training.questions import (
    Question,
    Questions,
)
from training.teacher_model import LABELS, answers, load, tokenizer_of
from training.teacher_training import EPOCHS, train


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
