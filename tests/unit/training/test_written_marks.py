"""Articles that we wrote: their marks fit their text."""

import json
from pathlib import Path

import pytest

from training.scorecard.inputs import InputError
from training.scorecard.marked import AUTHOR, Party
from training.written_marks import FILE, left_out, read, trained

TEXT = "Ona Birk spoke on Monday. “The levy is robbery. It must go.” The man is a disgrace."
LEVY = {"t": "levy", "tk": "policy", "p": "-", "c": 2, "how": "quote"}
MARKS = [
    {"h": "Ona Birk", "hk": "person", "hw": "@Ona Birk", "tw": "The levy", "e": "is robbery"},
    {"h": "Ona Birk", "hk": "person", "hw": "@Ona Birk", "tw": "It", "e": "It must go"},
]


def written(tmp_path: Path, *marks: dict[str, object], title: str = "") -> Path:
    path = tmp_path / "written.jsonl"
    row = {"title": title, "text": TEXT, "stances": list(marks)}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_the_evidence_says_which_sentence_a_mark_is_of(tmp_path: Path) -> None:
    (article,) = read(written(tmp_path, *({**LEVY, **mark} for mark in MARKS)))
    assert [mark.sentence for mark in article.marks] == [1, 2]
    assert {mark.holder for mark in article.marks} == {Party("Ona Birk", "person", "Ona Birk", 0)}
    assert article.marks[1].target == Party("levy", "policy", "It", 2)


def test_an_author_has_no_words(tmp_path: Path) -> None:
    mark = {"h": AUTHOR, "hk": AUTHOR, "hw": "", "tw": "The man", "e": "a disgrace"}
    (article,) = read(written(tmp_path, {**LEVY, **mark}, title="Ona Birk speaks"))
    assert article.sentences[0].field == "title"
    assert article.marks[0].holder == Party(AUTHOR, AUTHOR, "", article.marks[0].sentence)


@pytest.mark.parametrize("wrong", [{"e": "The"}, {"e": "is a levy"}, {"tw": "The lev"}])
def test_a_mark_that_does_not_fit_its_text_is_refused(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    with pytest.raises(InputError, match="line 1: not an article that we wrote"):
        read(written(tmp_path, {**LEVY, **MARKS[0], **wrong}))


def test_what_is_kept_can_be_read() -> None:
    articles = read(FILE)
    assert len(left_out(articles)) + len(trained(articles)) == len(articles)
    assert any(article.marks for article in left_out(articles))
    assert any(not article.marks for article in articles)
