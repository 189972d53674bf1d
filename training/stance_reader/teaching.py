"""Lets the teacher read the articles that nobody has marked.

    python -m training.stance_reader.teaching --data DIR --base DIR --teacher OUT/final.pt --to FILE

A run that is interrupted goes on where it was.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, multiprocessing

from training import teacher_encoder
from training.precision import mixed
from training.stance_reader.batches import ROWS, padded
from training.stance_reader.cutting import cut_articles
from training.stance_reader.examples import Row, rows_of
from training.stance_reader.scores import decoded
from training.stance_reader.taught import LEAST_SHARE, Taught, TaughtTarget, read, write
from training.stance_reader.teacher import SPECIAL, TeacherReader
from training.stance_reader.unread import unread
from training.teacher_model import tokenizer_of

LENIENT: Final = 1.0
"""Is taken from the score of no target when the teacher names targets, so that it names more."""

AT_A_TIME: Final = 24
"""Articles that are read before something is written."""


def teach(teacher: TeacherReader, rows: Sequence[Row]) -> dict[str, Taught]:
    """What the teacher says of some rows, by their articles."""
    found: dict[str, Taught] = {row.article: Taught({}, []) for row in rows}
    order = sorted(rows, key=lambda one: len(one.pieces))
    for start in range(0, len(order), ROWS):
        batch = padded(order[start : start + ROWS], teacher_encoder.PAD)
        with torch.no_grad(), mixed():
            hidden = teacher(batch.rows).float()
        teacher.forget()
        with torch.no_grad():
            scores = teacher.tags(hidden).log_softmax(-1)
            for number, row in enumerate(batch.examples):
                own = found[row.article]
                _add_tags(own, row, scores[number].exp().numpy())
                own.targets.extend(_targets(teacher, hidden, number, row, scores[number]))
    return found


def _add_tags(taught: Taught, row: Row, shares: npt.NDArray[np.float32]) -> None:
    tags: Any = taught.tags
    for place in range(row.base, len(row.pieces) - 1):
        at = row.chars[place]
        assert at is not None
        starts, some = tags.setdefault(at[0], ([], []))
        starts.append(at[1])
        some.append(shares[place])


def _targets(
    teacher: TeacherReader, hidden: Tensor, number: int, row: Row, scores: Tensor
) -> Iterator[TaughtTarget]:
    named = list(decoded(scores.numpy(), row, LENIENT))
    if not named:
        return
    spans = [(number, one.places) for one in named]
    mask = torch.zeros(hidden.shape[:2], dtype=torch.bool)
    mask[:, : len(row.pieces)] = True
    held = teacher.holders(hidden, mask, spans).softmax(1)
    vectors = torch.stack([hidden[number, list(one.places)].mean(0) for one in named])
    beside = torch.cat([vectors, hidden[[number] * len(named), 0]], 1)
    kinds = teacher.kind(vectors).argmax(1).tolist()
    plain = teacher.plain(beside).softmax(1)[:, 1].tolist()
    inside = 1 - scores[:, 0].exp()
    for at, one in enumerate(named):
        first, last = row.chars[one.places[0]], row.chars[one.places[-1]]
        assert first is not None
        assert last is not None
        holders = [
            (*chars, round(float(held[at, place]), 3))
            for place, chars in enumerate(row.chars)
            if chars is not None and held[at, place] >= LEAST_SHARE
        ]
        share = float(inside[list(one.places)].mean())
        author = round(float(held[at, -2]), 3)
        yield TaughtTarget(
            (first[0], first[1], last[2]), share, holders, author, kinds[at], plain[at]
        )


def label(rank: int, arguments: argparse.Namespace) -> None:
    """Let one process read its share of the articles."""
    torch.set_num_threads(1)
    teacher = TeacherReader.from_published(arguments.base)
    teacher.load_state_dict(torch.load(arguments.teacher, weights_only=True)["reader"])
    teacher.eval()
    tokenizer = tokenizer_of(arguments.base / teacher_encoder.FOLDER)
    path = _part(arguments, rank)
    drop_unfinished(path)
    done = set(read(path))
    mine = islice(unread(arguments.data), rank, arguments.count, arguments.processes)
    waiting = (article for article in mine if article.id not in done)
    begun, count = time.monotonic(), 0
    while some := list(islice(waiting, AT_A_TIME)):
        write(teach(teacher, list(rows_of(cut_articles(some, tokenizer), SPECIAL[:2]))), path)
        count += len(some)
        print(f"{count} articles, {time.monotonic() - begun:.0f} seconds", flush=True)


def drop_unfinished(path: Path) -> None:
    """Make a file of whole lines, whatever an interrupted run has left."""
    left = path.read_bytes() if path.exists() else b""
    path.write_bytes(left[: left.rfind(b"\n") + 1])


def _part(arguments: argparse.Namespace, rank: int) -> Path:
    target: Path = arguments.to
    return target.with_suffix(f".{rank}.jsonl")


def main() -> None:
    """Command-line entry point."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--base", type=Path, required=True, help="folder of the published encoder")
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1_000_000, help="articles to read")
    parser.add_argument("--processes", type=int, default=1, help="a core each")
    arguments = parser.parse_args()
    if arguments.processes == 1:
        label(0, arguments)
    else:
        multiprocessing.spawn(label, (arguments,), arguments.processes)
    parts = [_part(arguments, rank) for rank in range(arguments.processes)]
    arguments.to.write_text("".join(one.read_text("utf-8") for one in parts), encoding="utf-8")


if __name__ == "__main__":
    main()
