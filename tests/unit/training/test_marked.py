"""Marked articles, made up here: what a row of the file says."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.data.marked import AUTHOR, Mark, Words, read

BODY = "Mayor Ona Birk spoke.\n\nShe called  the levy robbery. A shameful plan."
BOUNDS = [(0, 21), (23, 52), (53, 69)]


def mark(**changed: Any) -> dict[str, Any]:
    usual = {"s": 1, "h": "Ona Birk", "hk": "person", "hw": "She", "t": "levy", "tk": "policy"}
    usual |= {"tw": "the levy", "p": "-", "e": "called the levy robbery", "c": 2, "how": "reported"}
    return usual | changed


@pytest.fixture
def only(tmp_path: Path):
    def of(**changed: Any) -> Mark:
        row = {
            "id": "a",
            "title": "",
            "body": BODY,
            "sentences": [{"field": "body", "start": s, "end": e} for s, e in BOUNDS],
            "stances": [mark(**changed)],
        }
        path = tmp_path / "marked.jsonl"
        path.write_text(json.dumps(row) + "\n\n", encoding="utf-8")
        (article,) = read(path)
        assert article.sentences[1] == "She called the levy robbery."
        (found,) = article.marks
        return found

    return of


def test_words_are_where_the_mark_has_them(only) -> None:
    assert only().holder_words == Words("She", 1)
    assert only(tw="the  levy").target_words == Words("the levy", 1)
    assert only(hw="@0:Mayor Ona Birk").holder_words == Words("Mayor Ona Birk", 0)


def test_the_author_has_no_words(only) -> None:
    found = only(s=2, h="author", hk="author", hw="", how="author")
    assert (found.holder, found.holder_words) == (AUTHOR, None)


def test_what_is_implied_is_not_plain(only) -> None:
    assert only(c=2).plain
    assert not only(c=1).plain
