"""Articles that we marked ourselves, beside those of the marked set, by the same guidelines.

The marks are ours and stand in ``own_marks.jsonl``; the articles are their publishers' and are only
named there: their text is read from the data folder.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from training.scorecard.inputs import InputError, read_rows, text_of
from training.scorecard.marked import AUTHOR, PLAIN, POLARITIES, Mark, MarkedArticle, Party, Place

FILE: Final = Path(__file__).with_name("own_marks.jsonl")

LEFT_OUT: Final = 10
"""One article in this many is left out of training, for calibration."""

LONGEST: Final = 12_000
"""Characters of an article that were read: what comes later is often the next article."""

IMPLIED: Final = 1

_AROUND: Final = 24
"""Characters on both sides that tell one place of some words from another."""


class Raw(NamedTuple):
    """An article as it was published."""

    id: str
    title: str
    body: str


def raw(data: Path) -> Iterator[Raw]:
    """The articles of the crawl and of PolNeAR's training texts, marked or not."""
    for line in (data / "articles/news_2000.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield Raw(row["id"], row["title"] or "", row["body"][:LONGEST])
    for path in sorted((data / "quotes/polnear/train/text").glob("*")):
        yield Raw(path.name, "", path.read_text("utf-8")[:LONGEST])


def read(data: Path, marks: Path = FILE) -> list[MarkedArticle]:
    """The marked articles, in the order of their marks.

    Args:
        data: the folder of the data sets, which has their text.
        marks: a file as ``written`` makes it.

    Raises:
        InputError: an article is not there, or is not the text that was marked.

    """
    texts = {one.id: one for one in raw(data)}
    return read_rows(marks, "own marks of an article", lambda row: _article(row, texts))


def identifiers() -> set[str]:
    """The ids of the marked articles."""
    return {json.loads(line)["id"] for line in FILE.open(encoding="utf-8")}


def trained(articles: Iterable[MarkedArticle]) -> list[MarkedArticle]:
    """Those to train on."""
    return [one for one in articles if not _is_left_out(one.id)]


def left_out(articles: Iterable[MarkedArticle]) -> list[MarkedArticle]:
    """Those that no training run sees."""
    return [one for one in articles if _is_left_out(one.id)]


def _is_left_out(identifier: str) -> bool:
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % LEFT_OUT == 0


def fingerprint(title: str, body: str) -> str:
    """What tells whether an article is still the one that was marked."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()[:16]


def _article(row: Mapping[str, Any], texts: Mapping[str, Raw]) -> MarkedArticle:
    identifier = text_of(row["id"])
    text = texts.get(identifier)
    if text is None:
        raise InputError(f"no article {identifier} in the data folder")
    if fingerprint(text.title, text.body) != row["text"]:
        raise InputError(f"article {identifier} is not the text that was marked")
    titles = int(row["titles"])
    sentences = tuple(
        Place("title" if number < titles else "body", int(start), int(end))
        for number, (start, end) in enumerate(row["sentences"])
    )
    article = MarkedArticle(identifier, text.title or identifier, text.body, sentences, ())
    return article._replace(marks=tuple(_mark(article, one) for one in row["stances"]))


def _mark(article: MarkedArticle, row: Sequence[Any]) -> Mark:
    number, polarity, certainty, how, holder, target = row
    held, evidence = _party(article, int(number), holder)
    toward, around = _party(article, int(number), target)
    # The words of most parties stand once; whichever stands again needs what is around it.
    return Mark(
        sentence=int(number),
        holder=held,
        target=toward,
        polarity=POLARITIES[polarity],
        plain=certainty == PLAIN,
        how=text_of(how),
        evidence=around or evidence,
    )


def _party(article: MarkedArticle, own: int, row: Sequence[Any]) -> tuple[Party, str]:
    """A party, and what is around its words if they stand in the sentence before, too."""
    name, kind, *place = row
    if kind == AUTHOR:
        return Party(AUTHOR, AUTHOR, "", own), ""
    number, start, end = (int(one) for one in place)
    text = plain(article, number)
    words = text[start:end]
    again = text.find(words) != start
    around = text[max(0, start - _AROUND) : end + _AROUND] if again else ""
    return Party(text_of(name), text_of(kind), words, number), around


def plain(article: MarkedArticle, number: int) -> str:
    """A sentence with a single space for each run of white space."""
    return " ".join(article.text_of(article.sentences[number]).split())


def written(
    articles: Iterable[MarkedArticle], topics: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """A line for each article, without its text."""
    for one in articles:
        row = {
            "id": one.id,
            "text": fingerprint(one.title, one.body),
            "topics": list(topics[one.id]),
            "titles": sum(place.field == "title" for place in one.sentences),
            "sentences": [[place.start, place.end] for place in one.sentences],
            "stances": [_row(one, mark) for mark in one.marks],
        }
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _row(article: MarkedArticle, mark: Mark) -> list[Any]:
    sign = next(sign for sign, polarity in POLARITIES.items() if polarity == mark.polarity)
    parties = [_named(article, mark, party) for party in (mark.holder, mark.target)]
    return [mark.sentence, sign, PLAIN if mark.plain else IMPLIED, mark.how, *parties]


def _named(article: MarkedArticle, mark: Mark, party: Party) -> list[Any]:
    if party.kind == AUTHOR:
        return [AUTHOR, AUTHOR]
    text = plain(article, party.sentence)
    within = text.find(mark.evidence) if party.sentence == mark.sentence and mark.evidence else -1
    start = text.find(party.words, max(0, within))
    if start < 0:
        start = text.index(party.words)
    return [party.name, party.kind, party.sentence, start, start + len(party.words)]
