"""All texts that the topic head learns from: labelled texts and unlabelled articles."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from training.data.examples import Topical
from training.data.topics import read_concepts, read_huffpost, read_masakhanews
from training.data.words import sentences_of
from training.labels import TOPICS

SENTENCES: Final = 24
"""sentences read of an article at most; its beginning says what it is about"""

CHARS: Final = 8000


class Texts(NamedTuple):
    """The texts of one set, and the weight of its labels relative to the teacher's."""

    name: str
    examples: list[Topical]
    weight: float


def labelled(data: Path) -> list[Texts]:
    """Labelled texts: whole articles first, then headlines and definitions."""
    topics = data / "topics"
    return [
        Texts("fewshot", read_masakhanews(topics / "masakhanews_fewshot.jsonl", SENTENCES), 20.0),
        Texts("huffpost", read_huffpost(topics / "huffpost.jsonl"), 1.0),
        Texts("concepts", read_concepts(topics / "iptc_media_topics.jsonl"), 1.0),
    ]


def unlabelled(data: Path) -> Texts:
    """Articles without topic labels: crawled news, PolNeAR's and Worldwide's training texts."""
    texts = [*_crawled(data), *_polnear(data), *_worldwide(data)]
    nothing: frozenset[str] = frozenset()
    return Texts("articles", [Topical(_split(text), nothing, nothing) for text in texts], 0.0)


def gold(examples: Sequence[Topical]) -> npt.NDArray[np.float32]:
    """(texts, topics): 1 if the text has the topic, 0 if it was judged not to, NaN if unknown."""
    rows = np.full((len(examples), len(TOPICS)), np.nan, dtype=np.float32)
    for row, example in zip(rows, examples, strict=True):
        for column, code in enumerate(TOPICS):
            if code in example.present:
                row[column] = 1
            elif code in example.known:
                row[column] = 0
    return rows


def _split(text: str) -> list[list[str]]:
    return [words.texts for words in sentences_of(text[:CHARS])][:SENTENCES]


def _crawled(data: Path) -> Iterator[str]:
    for line in (data / "articles/news_2000.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield f"{row['title']}\n{row['body']}"


def _polnear(data: Path) -> Iterator[str]:
    for path in sorted((data / "quotes/polnear/train/text").glob("*.txt")):
        yield path.read_text("utf-8")


def _worldwide(data: Path) -> Iterator[str]:
    articles: dict[str, list[str]] = {}
    for line in (data / "entities/worldwide/train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        articles.setdefault(row["article"], []).append(" ".join(row["tokens"]))
    yield from ("\n".join(sentences) for sentences in articles.values())
