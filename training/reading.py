"""Read the data sets as tasks: training examples and held-out ones."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from training.data import dse, newsmtsc, polnear, topics, worldwide
from training.data.examples import Topical
from training.labels import TOPICS
from training.model import Reader
from training.progress import held_out
from training.questions import POLARITY, RELATION, Question, of_pairs, of_targets
from training.tasks import Example, StanceTask, TextTask


def read_texts(data: Path) -> dict[str, list[Example]]:
    """All training examples for tags and topics, before any are held out."""
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
    """The labelled stance questions by kind: for training, and held out by sentence."""
    targets = held_out(newsmtsc.read(data / f"stance/newsmtsc/{split}.jsonl"))
    pairs = held_out(dse.read(data / f"stance/dse/{split}.jsonl"))
    return {
        POLARITY: (of_targets(targets[0]), of_targets(targets[1])),
        RELATION: (of_pairs(pairs[0]), of_pairs(pairs[1])),
    }


def read_taught(paths: Sequence[Path]) -> list[Question]:
    """The questions that a teacher answered; if one has a gold label too, both count."""
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


def text_tasks(data: Path, tokenizer: Tokenizer, seed: int) -> dict[str, TextTask]:
    """The tasks for tags and topics, by name."""
    tasks: dict[str, TextTask] = {}
    for name, examples in read_texts(data).items():
        trained, _ = held_out(examples)
        if name == "topics":
            trained = balanced(trained, random.Random(seed))
        tasks[name] = TextTask(name, trained, tokenizer)
    return tasks


def stance_tasks(
    data: Path, taught: Sequence[Path], tokenizer: Tokenizer, reader: Reader
) -> dict[str, StanceTask]:
    """The stance tasks of one reader, by name."""
    tasks: dict[str, StanceTask] = {}
    answered = read_taught(taught)
    for kind, (some, _) in read_stances(data, "train").items():
        # If a teacher answered the labelled questions too, its rows replace them.
        known = [one for one in answered if one.task == kind and one.gold >= 0]
        tasks[kind] = StanceTask(kind, known or some, tokenizer, kind, reader)
        guessed = [one for one in answered if one.task == kind and one.gold < 0]
        if guessed:
            name = f"taught_{kind}"
            tasks[name] = StanceTask(name, guessed, tokenizer, kind, reader)
    return tasks


def balanced(examples: Sequence[Example], draw: random.Random) -> list[Example]:
    """Subsample HuffPost's largest sections and repeat rare topics."""
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
