"""Write questions about unlabelled sentences for the teacher.

    python -m training.unlabelled --data DIR --articles F --to F --count 24000

Half are about a person, organisation, place or group in Worldwide's training sentences, half about
capitalised names in raw articles. Sentences with a word that expresses a stance come first: the
others are nearly all neutral. Labelled training questions are added too, so the model can also
learn from the teacher's uncertainty about them.
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
from worker.nlp.english.verbs import signed
from worker.nlp.model.decoding import spans_of

WordSpan = tuple[int, int]

PAIRS: Final = 0.5
"""Share of the questions that are about pairs, where a sentence has any."""

PLAIN_SHARE: Final = 0.25
"""Share of the sentences without a stance word that are still used."""

SHORTEST: Final = 6
LONGEST: Final = 70
FARTHEST: Final = 25
"""Maximum number of words between the two of a pair."""

ASKED_OF: Final = frozenset({"person", "organization", "location", "norp"})
_INSIDE: Final = frozenset({"of", "the", "for", "and", "&", "de", "al", "bin", "van", "von"})


def names_in(words: Sequence[str], at_start: frozenset[str]) -> list[WordSpan]:
    """Runs of capitalised words that look like names.

    Args:
        words: the words of one sentence.
        at_start: words that may be capitalised at the start of a sentence without being names.

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


def in_worldwide(path: Path) -> Iterator[tuple[list[str], list[WordSpan]]]:
    """Sentences of Worldwide with the names that people marked."""
    for example in worldwide.read(path):
        spans = spans_of(example.tags, [1.0] * len(example.tags))
        yield example.words, [(start, end) for start, end, label, _ in spans if label in ASKED_OF]


def in_texts(texts: Iterator[str]) -> Iterator[tuple[list[str], list[WordSpan]]]:
    """Sentences of running text with their names."""
    for text in texts:
        sentences = [one.texts for one in sentences_of(text)]
        lowered = frozenset(word for words in sentences for word in words[1:] if word.islower())
        for words in sentences:
            capitals = sum(word[:1].isupper() for word in words)
            if capitals * 2 < len(words):
                yield words, names_in(words, lowered)


def in_labelled(data: Path) -> Iterator[tuple[list[str], list[WordSpan]]]:
    """Training sentences of both stance sets with all the names in them, labelled or not."""
    for labelled, _ in read_stances(data, "train").values():
        for words in {" ".join(one.words): one.words for one in labelled}.values():
            yield words, names_in(words, frozenset())


def sources(data: Path, articles: Path) -> dict[str, Iterator[tuple[list[str], list[WordSpan]]]]:
    """Every source of sentences, by name."""
    bodies = (json.loads(line)["body"] for line in articles.read_text("utf-8").splitlines())
    reported = (
        path.read_text("utf-8") for path in sorted((data / "quotes/polnear/train/text").glob("*"))
    )
    headlines = (
        json.loads(line)["short_description"]
        for line in (data / "topics/huffpost.jsonl").read_text("utf-8").splitlines()
    )
    return {
        "articles": in_texts(bodies),
        "labelled": in_labelled(data),
        "reported": in_texts(reported),
        "headlines": in_texts(headlines),
        "worldwide": in_worldwide(data / "entities/worldwide/train.jsonl"),
    }


def questions_of(
    words: list[str], spans: list[WordSpan], most: int, draw: random.Random
) -> Iterator[Question]:
    """Up to `most` questions about one sentence, pairs before targets."""
    pairs = [
        (one, other)
        for index, one in enumerate(spans)
        for other in spans[index + 1 :]
        if other[0] - one[1] <= FARTHEST and words[slice(*one)] != words[slice(*other)]
    ]
    draw.shuffle(pairs)
    targets = draw.sample(spans, len(spans))
    for _ in range(most):
        if pairs and draw.random() < PAIRS:
            p, q = pairs.pop()
            yield Question(words, p, q, -1)
        elif targets:
            yield Question(words, None, targets.pop(), -1)


def questions_about(
    sentences: Iterator[tuple[list[str], list[WordSpan]]], most: int, draw: random.Random
) -> list[Question]:
    """Questions about the usable sentences."""
    return [
        question
        for words, spans in sentences
        if spans
        and SHORTEST <= len(words) <= LONGEST
        and (any(signed(word) for word in words) or draw.random() < PLAIN_SHARE)
        for question in questions_of(words, spans, most, draw)
    ]


def main() -> None:
    """Read the command line and write the questions."""
    parser = argparse.ArgumentParser(prog="python -m training.unlabelled", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--articles", type=Path, required=True, help="JSON Lines with a body each")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200_000, help="number of unlabelled questions")
    parser.add_argument("--each", type=int, default=3, help="most questions per sentence")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    asked: list[Question] = []
    for name, sentences in sources(arguments.data, arguments.articles).items():
        found = questions_about(sentences, arguments.each, draw)
        print(f"{len(found)} of {name}")
        asked += found
    draw.shuffle(asked)
    asked = asked[: arguments.count]
    for labelled, _ in read_stances(arguments.data, "train").values():
        asked += labelled
    with arguments.to.open("w", encoding="utf-8") as file:
        for one in asked:
            row = {"words": one.words, "p": one.p, "q": one.q, "gold": one.gold}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(asked)} questions, {sum(one.p is not None for one in asked)} of them about pairs")


if __name__ == "__main__":
    main()
