"""Sentences that nobody labelled, as questions for a teacher.

    python -m training.unlabelled --data DIR --articles F --to F --count 24000

Half are asked of a person, organisation, place or group of Worldwide's training sentences, half
of capitalised names in raw articles. Sentences with a word that speaks for or against somebody
come first: the others are nearly all neutral. Labelled training questions are added, so that the
teacher's doubt about them can be learned from too.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from training.data import worldwide
from training.data.words import sentences_of
from training.questions import Question
from training.reading import read_stances
from worker.nlp.heads import spans_of
from worker.nlp.predicates import signed

WordSpan = tuple[int, int]

PLAIN_SHARE: Final = 0.25
"""How many of the sentences without a telling word are taken all the same."""

SHORTEST: Final = 6
LONGEST: Final = 70
FARTHEST: Final = 25
"""Words between the two of a pair."""

ASKED_OF: Final = frozenset({"person", "organization", "location", "norp"})
_INSIDE: Final = frozenset({"of", "the", "for", "and", "&", "de", "al", "bin", "van", "von"})


def names_in(words: Sequence[str], at_start: frozenset[str]) -> list[WordSpan]:
    """Runs of capitalised words that look like names.

    Args:
        words: of one sentence.
        at_start: capitalised words that may begin a sentence without being a name.

    """
    spans: list[WordSpan] = []
    start = None
    for index, word in enumerate([*words, "."]):
        capital = word[:1].isupper() and word[1:2].islower() and len(word) > 2
        capital |= word.isupper() and word.isalpha() and len(word) > 1
        if start is None and capital and not (index == 0 and word.lower() in at_start):
            start = index
        elif start is not None and not capital and word.lower() not in _INSIDE:
            end = index
            while words[end - 1].lower() in _INSIDE:
                end -= 1
            spans.append((start, end))
            start = None
    return spans


def in_articles(path: Path) -> Iterator[tuple[list[str], list[WordSpan]]]:
    """Sentences of raw articles with their names."""
    for line in path.read_text(encoding="utf-8").splitlines():
        sentences = [one.texts for one in sentences_of(json.loads(line)["body"])]
        lowered = frozenset(word for words in sentences for word in words[1:] if word.islower())
        for words in sentences:
            capitals = sum(word[:1].isupper() for word in words)
            if capitals * 2 < len(words):
                yield words, names_in(words, lowered)


def in_worldwide(path: Path) -> Iterator[tuple[list[str], list[WordSpan]]]:
    """Sentences of Worldwide with the names that people marked."""
    for example in worldwide.read(path):
        spans = spans_of(example.tags, [1.0] * len(example.tags))
        yield example.words, [(start, end) for start, end, label, _ in spans if label in ASKED_OF]


def questions_about(
    sentences: Iterator[tuple[list[str], list[WordSpan]]], count: int, draw: random.Random
) -> list[Question]:
    """A target or a pair of each sentence, up to so many, in random order."""
    usable = [
        (words, spans)
        for words, spans in sentences
        if spans
        and SHORTEST <= len(words) <= LONGEST
        and (any(signed(word) for word in words) or draw.random() < PLAIN_SHARE)
    ]
    draw.shuffle(usable)
    questions: list[Question] = []
    for words, spans in usable:
        pairs = [
            (one, other)
            for index, one in enumerate(spans)
            for other in spans[index + 1 :]
            if other[0] - one[1] <= FARTHEST and words[slice(*one)] != words[slice(*other)]
        ]
        if pairs and draw.random() < 2 / 3:
            p, q = draw.choice(pairs)
            questions.append(Question(words, p, q, -1))
        else:
            questions.append(Question(words, None, draw.choice(spans), -1))
        if len(questions) == count:
            break
    return questions


def main() -> None:
    """Read the command line and write the questions."""
    parser = argparse.ArgumentParser(prog="python -m training.unlabelled", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--articles", type=Path, required=True, help="jsonl with a body each")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--count", type=int, default=24_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    half = arguments.count // 2
    asked = [
        *questions_about(in_articles(arguments.articles), half, draw),
        *questions_about(
            in_worldwide(arguments.data / "entities/worldwide/train.jsonl"), half, draw
        ),
    ]
    for labelled, _ in read_stances(arguments.data, "train").values():
        asked += labelled
    with arguments.to.open("w", encoding="utf-8") as file:
        for one in asked:
            row = {"words": one.words, "p": one.p, "q": one.q, "gold": one.gold}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(asked)} questions, {sum(one.p is not None for one in asked)} of them about pairs")


if __name__ == "__main__":
    main()
