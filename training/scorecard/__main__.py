"""Score the shipped model on files in the formats that training/README.md describes.

Every file is optional. Each figure is printed with a 95 % bootstrap interval and next to baselines
that answer the same questions in the same run.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from training.scorecard import (
    annotated,
    attribution,
    curve,
    end_to_end,
    entities,
    marked,
    marked_topics,
    polarity,
    relation,
    report,
    rules,
    stances,
    topics,
)
from training.scorecard.figures import Ruler, Section
from training.scorecard.inputs import InputError
from training.scorecard.model import Model
from worker.nlp.model.encoder import EncoderError

PROGRAM = "python -m training.scorecard"
POLNEAR_TRAIN = "quotes/polnear/train"


class Part(NamedTuple):
    """One section of the report, not yet computed."""

    name: str
    make: Callable[[Model], Section]


def main() -> int:
    """Read the command line, print and write the figures; returns the exit status."""
    parser = _parser()
    arguments = parser.parse_args()
    try:
        parts = list(_parts(arguments))
        if not parts:
            parser.error("nothing to score: name at least one file")
        _check_outputs(arguments)
        model = Model.load(arguments.weights)
        sections = []
        for part in parts:
            print(f"{part.name} …", file=sys.stderr, flush=True)
            sections.append(part.make(model))
        _write(arguments, model.heads.model, sections)
    except (InputError, EncoderError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__)
    parser.add_argument("--newsmtsc", type=Path, metavar="F", help="jsonl: text, targets")
    parser.add_argument(
        "--dse", type=Path, metavar="F", help="jsonl: text with [p] and [q], polarity, direction"
    )
    parser.add_argument(
        "--polnear", type=Path, metavar="DIR", help="folder of text/ and attributions/"
    )
    parser.add_argument(
        "--entities", type=Path, nargs="+", default=[], metavar="F", help="jsonl: tokens, tags"
    )
    parser.add_argument(
        "--stances", type=Path, metavar="F", help="jsonl: title, body, sentences, stances, topics"
    )
    parser.add_argument("--topics", type=Path, metavar="F", help="jsonl: category, headline, text")
    parser.add_argument(
        "--train", type=Path, metavar="DATA", help="folder of the training sets, for TF-IDF"
    )
    parser.add_argument("--weights", type=Path, metavar="DIR", help="default: the packaged weights")
    parser.add_argument("--bootstrap", type=_count, default=1000, metavar="N", help="resamples")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures here")
    parser.add_argument(
        "--markdown", type=Path, metavar="OUT", help="page to insert them into, between its marks"
    )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of resamples")
    return int(text)


def _parts(given: argparse.Namespace) -> Iterator[Part]:
    """The sections to compute. All files are read here, so that a bad one is reported first.

    One block for each file that can be given, in the order of the report, so it is not split.
    """
    ruler = Ruler(given.bootstrap)
    train: Path | None = given.train
    if train is not None and not train.is_dir():
        raise InputError(f"{train}: no such folder")
    if given.newsmtsc:
        targets = polarity.read(given.newsmtsc)
        learnt = polarity.read(train / polarity.TRAIN) if train else None
        yield Part("NewsMTSC", lambda model: polarity.measure(model, targets, learnt, ruler))
    if given.dse:
        pairs, left_out = relation.read(given.dse)
        known = relation.read(train / relation.TRAIN)[0] if train else None
        yield Part("DSE", lambda model: relation.measure(model, pairs, left_out, known, ruler))
        yield Part(
            "DSE, end to end",
            lambda model: end_to_end.measure(model.analyzer, pairs, ruler),
        )
    if given.polnear:
        articles = annotated.read(given.polnear)
        others = annotated.read(train / POLNEAR_TRAIN) if train else None
        yield Part(
            "PolNeAR",
            lambda model: attribution.measure(model, given.polnear, articles, others, ruler),
        )
    if given.entities:
        files = entities.read(given.entities)
        yield Part("entities", lambda model: entities.measure(model, files, ruler))
    if given.stances:
        whole = marked.read(given.stances)
        about = marked_topics.read(given.stances)

        @cache
        def trials(model: Model) -> list[rules.Trial]:
            return rules.read(model, whole)

        yield Part(
            "stances",
            lambda model: stances.measure([one.read for one in trials(model)], ruler),
        )
        yield Part(
            "stance curve",
            lambda model: curve.measure([one.curve for one in trials(model)], ruler),
        )
        yield Part("stance rules", lambda model: rules.measure(trials(model), ruler))

        def answers(model: Model) -> list[marked_topics.Answer]:
            scores = [one.topics for one in trials(model)]
            return marked_topics.answers(about, scores, model.heads.thresholds)

        yield Part("topics of marked", lambda model: marked_topics.measure(answers(model), ruler))
    if given.topics:
        news = topics.read(given.topics)
        few = topics.read(train / topics.TRAIN) if train else None
        yield Part("topics", lambda model: topics.measure(model, news, few, ruler))


def _check_outputs(given: argparse.Namespace) -> None:
    for path in (given.json, given.markdown):
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise InputError(f"{path}: cannot be written there")
    if given.markdown is not None:
        report.check_page(given.markdown)


def _write(given: argparse.Namespace, model: str, sections: Sequence[Section]) -> None:
    print(report.as_text(model, sections), end="")
    if given.json is not None:
        given.json.write_text(report.as_json(model, sections), encoding="utf-8")
    if given.markdown is not None:
        page = report.as_markdown(model, sections, _command(given))
        report.put_between_marks(given.markdown, page)


def _command(given: argparse.Namespace) -> str:
    """The command line again, without the paths of this machine."""
    parts = [PROGRAM]
    for name in ("newsmtsc", "dse", "polnear", "entities", "stances", "topics", "train"):
        value = getattr(given, name)
        paths = value if isinstance(value, list) else [value] if value else []
        if paths:
            parts.append(f"--{name} {' '.join(_relative(path, given.train) for path in paths)}")
    return " \\\n  ".join([*parts, f"--bootstrap {given.bootstrap}"])


def _relative(path: Path, data: Path | None) -> str:
    if data is not None and path.resolve().is_relative_to(data.resolve()):
        return (Path("DATA") / path.resolve().relative_to(data.resolve())).as_posix()
    return path.name


if __name__ == "__main__":
    sys.exit(main())
