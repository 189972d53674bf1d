"""Short articles that we wrote and marked, of kinds that are rare among the marked articles.

Their text and marks stand in ``written_marks.jsonl``: a row has ``title``, ``text`` and
``stances``, with the keys of the marked set except ``s``. The evidence occurs only once in the
text, so it tells which sentence a mark belongs to. ``@`` comes before a holder's words that stand
only in another sentence.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

from training.scorecard.inputs import read_rows, text_of
from training.scorecard.marked import (
    ELSEWHERE,
    PLAIN,
    POLARITIES,
    Mark,
    MarkedArticle,
    Party,
)
from training.sentences import in_sentences

FILE: Final = Path(__file__).with_name("written_marks.jsonl")

LEFT_OUT: Final = 10
"""One text in this many is left out of training, to see what was learned."""


def read(path: Path = FILE) -> list[MarkedArticle]:
    """The articles, with the sentences that the worker would cut.

    Raises:
        InputError: the words of a mark are not in the text, or its evidence is there twice.

    """
    numbers = count(1)
    return read_rows(
        path, "an article that we wrote", lambda row: article_of(f"written-{next(numbers)}", row)
    )


def trained(articles: Iterable[MarkedArticle]) -> list[MarkedArticle]:
    """Those to train on."""
    return [one for one in articles if not _is_left_out(one)]


def left_out(articles: Iterable[MarkedArticle]) -> list[MarkedArticle]:
    """Those that no training run sees."""
    return [one for one in articles if _is_left_out(one)]


def _is_left_out(article: MarkedArticle) -> bool:
    # By the text, so that a text which is put in or taken out moves no other.
    return int(hashlib.sha256(article.body.encode()).hexdigest(), 16) % LEFT_OUT == 0


def article_of(identifier: str, row: Mapping[str, Any]) -> MarkedArticle:
    """An article from a row; raises ValueError where a mark does not fit its text."""
    article = in_sentences(identifier, text_of(row["title"]), text_of(row["text"]))
    return article._replace(marks=tuple(_mark(article, one) for one in row["stances"]))


def _mark(article: MarkedArticle, row: Mapping[str, Any]) -> Mark:
    evidence = text_of(row["e"])
    (sentence,) = _sentences_with(article, evidence)
    return Mark(
        sentence=sentence,
        holder=_party(article, row, "h", sentence),
        target=_party(article, row, "t", sentence),
        polarity=POLARITIES[row["p"]],
        plain=row["c"] == PLAIN,
        how=text_of(row["how"]),
        evidence=evidence,
    )


def _party(article: MarkedArticle, row: Mapping[str, Any], key: str, sentence: int) -> Party:
    words, at = text_of(row[f"{key}w"]).removeprefix(ELSEWHERE), sentence
    if words:
        where = _sentences_with(article, words)
        # Of several, the nearest; what comes before is more often meant than what follows.
        at = min(where, key=lambda one: (abs(one - sentence), one > sentence))
    return Party(text_of(row[key]), text_of(row[f"{key}k"]), words, at)


def _sentences_with(article: MarkedArticle, words: str) -> list[int]:
    found = [
        number
        for number, place in enumerate(article.sentences)
        if _stands_in(words, article.text_of(place))
    ]
    if not found:
        raise ValueError(f"no sentence has {json.dumps(words)}")
    return found


def _stands_in(words: str, text: str) -> bool:
    """Whether some words stand in a text, whole: not "he" in "the"."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
