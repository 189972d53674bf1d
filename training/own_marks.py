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
from training.scorecard.marked import (
    AUTHOR,
    ELSEWHERE,
    PLAIN,
    POLARITIES,
    Mark,
    MarkedArticle,
    Party,
    Place,
    article_of,
)

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
    crawled = data / "articles/news_2000.jsonl"
    for line in crawled.read_text("utf-8").split("\n") if crawled.is_file() else ():
        if not line:
            continue
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
        InputError: one of the articles is not there, or is not the text that was marked.

    """
    return [article_of(row) for row in rows(data, marks)]


def rows(data: Path, marks: Path = FILE) -> list[dict[str, Any]]:
    """The same as rows of the marked set, with their text and with the words of their marks.

    None where the data folder has none of the articles: a trial of the training on other texts.
    """
    texts = {one.id: one for one in raw(data)}
    if texts.keys().isdisjoint(identifiers(marks)):
        return []
    return read_rows(marks, "own marks of an article", lambda row: _whole(row, texts))


def identifiers(marks: Path | None = None) -> set[str]:
    """The ids of the marked articles."""
    return {json.loads(line)["id"] for line in (marks or FILE).open(encoding="utf-8")}


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


def _whole(row: Mapping[str, Any], texts: Mapping[str, Raw]) -> dict[str, Any]:
    identifier = text_of(row["id"])
    text = texts.get(identifier)
    if text is None:
        raise InputError(f"no article {identifier} in the data folder")
    if fingerprint(text.title or identifier, text.body) != row["text"]:
        raise InputError(f"article {identifier} is not the text that was marked")
    titles = int(row["titles"])
    places = [
        Place("title" if number < titles else "body", int(start), int(end))
        for number, (start, end) in enumerate(row["sentences"])
    ]
    sentences = [_plain(text.title if one.field == "title" else text.body, one) for one in places]
    return {
        "id": identifier,
        "title": text.title,
        "body": text.body,
        "topics": row["topics"],
        "sentences": [one._asdict() for one in places],
        "stances": [_stance(sentences, one) for one in row["stances"]],
    }


def _stance(sentences: Sequence[str], row: Sequence[Any]) -> dict[str, Any]:
    number, polarity, certainty, how, holder, target = row
    held, beside = _party("h", sentences, number, holder)
    toward, around = _party("t", sentences, number, target)
    # The words of most parties stand once; whichever stands again needs what is around it.
    evidence = around or beside
    return {"s": number, **held, **toward, "p": polarity, "e": evidence, "c": certainty, "how": how}


def _party(
    key: str, sentences: Sequence[str], own: int, row: Sequence[Any]
) -> tuple[dict[str, str], str]:
    """A party, and what is around its words if they also stand before."""
    name, kind, *place = row
    if kind == AUTHOR:
        return {key: AUTHOR, f"{key}k": AUTHOR, f"{key}w": ""}, ""
    number, start, end = place
    text = sentences[number]
    words = text[start:end]
    again = text.find(words) != start
    around = text[max(0, start - _AROUND) : end + _AROUND] if again and number == own else ""
    here = number == own and not words.startswith(ELSEWHERE)
    said = words if here else f"{ELSEWHERE}{number}:{words}"
    return {key: name, f"{key}k": kind, f"{key}w": said}, around


def _plain(text: str, place: Place) -> str:
    """A sentence with a single space for each run of white space."""
    return " ".join(text[place.start : place.end].split())


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
    place = article.sentences[party.sentence]
    text = _plain(article.title if place.field == "title" else article.body, place)
    within = text.find(mark.evidence) if party.sentence == mark.sentence and mark.evidence else -1
    start = text.find(party.words, max(0, within))
    if start < 0:
        start = text.index(party.words)
    return [party.name, party.kind, party.sentence, start, start + len(party.words)]
