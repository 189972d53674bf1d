"""Articles marked by ourselves: their marks are kept here, their text is read from the data."""

import json
from pathlib import Path

import pytest

from training import own_marks
from training.own_marks import left_out, read, trained, written
from training.scorecard.inputs import InputError
from training.scorecard.marked import AUTHOR, Mark, MarkedArticle, Party, Place

TITLE = "Kolb attacks the levy"
BODY = "“The levy  is robbery,” Kolb said.\nHe praised Norway. Norway thanked him for it."
PLACES = (Place("title", 0, 21), Place("body", 0, 34), Place("body", 35, 53), Place("body", 54, 81))


def mark(sentence: int, holder: Party, target: Party, evidence: str = "") -> Mark:
    return Mark(sentence, holder, target, "against", plain=True, how="quote", evidence=evidence)


KOLB = Party("Kolb", "person", "Kolb", 1)
LEVY = Party("levy", "policy", "The levy", 1)


def article(*marks: Mark) -> MarkedArticle:
    return MarkedArticle("n1", TITLE, BODY, PLACES, marks)


def folder(tmp_path: Path, body: str = BODY, title: str | None = TITLE) -> Path:
    (tmp_path / "articles").mkdir(exist_ok=True)
    row = {"id": "n1", "title": title, "body": body}
    path = tmp_path / "articles/news_2000.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return tmp_path


def kept(tmp_path: Path, *articles: MarkedArticle) -> Path:
    path = tmp_path / "marks.jsonl"
    lines = written(articles, {one.id: ["politics"] for one in articles})
    path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    return path


def test_marks_come_back_with_their_words(tmp_path: Path) -> None:
    given = article(
        mark(1, KOLB, LEVY),
        mark(0, Party(AUTHOR, AUTHOR, "", 0), Party("Kolb", "person", "Kolb", 0)),
        mark(2, Party("Kolb", "person", "He", 2), Party("levy", "policy", "The levy", 1)),
    )
    (found,) = read(folder(tmp_path), kept(tmp_path, given))
    assert found == given


def test_the_file_has_no_text_of_the_article(tmp_path: Path) -> None:
    text = kept(tmp_path, article(mark(1, KOLB, LEVY, "is robbery"))).read_text("utf-8")
    assert "robbery" not in text
    assert "Norway" not in text


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(tmp_path: Path) -> None:
    body = "Kolb met the man whom Kolb despises as much as the levy of the levy office."
    places = (Place("body", 0, len(body)),)
    second = mark(
        0,
        Party("Kolb", "person", "Kolb", 0),
        Party("levy", "policy", "the levy", 0),
        "the levy office",
    )
    given = MarkedArticle("n1", TITLE, body, places, (second,))
    (found,) = read(folder(tmp_path, body), kept(tmp_path, given))
    assert "of the levy office" in found.marks[0].evidence


def test_a_text_that_changed_is_refused(tmp_path: Path) -> None:
    marks = kept(tmp_path, article(mark(1, KOLB, LEVY)))
    with pytest.raises(InputError, match="n1 is not the text that was marked"):
        read(folder(tmp_path, f"{BODY} More."), marks)


def test_an_article_that_is_not_there_is_refused(tmp_path: Path) -> None:
    marks = kept(tmp_path, article(), article()._replace(id="n2"))
    with pytest.raises(InputError, match="no article n2"):
        read(folder(tmp_path), marks)


def test_a_folder_of_other_articles_has_none_of_them(tmp_path: Path) -> None:
    assert read(folder(tmp_path), kept(tmp_path, article()._replace(id="n2"))) == []


def test_an_article_without_a_title_is_known_by_its_id(tmp_path: Path) -> None:
    marks = (mark(0, KOLB._replace(sentence=0), LEVY._replace(sentence=0)),)
    given = MarkedArticle("n1", "n1", BODY, PLACES[1:], marks)
    (found,) = read(folder(tmp_path, title=None), kept(tmp_path, given))
    assert found == given


def test_words_may_begin_with_an_at_sign(tmp_path: Path) -> None:
    body = "@mayorkolb hates the levy, which @mayorkolb must collect."
    parties = (
        Party("@mayorkolb", "person", "@mayorkolb", 0),
        LEVY._replace(words="levy", sentence=0),
    )
    given = MarkedArticle("n1", "n1", body, (Place("body", 0, 57),), (mark(0, *parties),))
    (found,) = read(folder(tmp_path, body, None), kept(tmp_path, given))
    assert found == given


def test_one_in_ten_is_left_out_of_training_by_its_id_alone() -> None:
    articles = [article()._replace(id=f"n{at}") for at in range(1000)]
    some = left_out(articles)
    assert 70 < len(some) < 130
    assert {one.id for one in some} | {one.id for one in trained(articles)} == {
        one.id for one in articles
    }
    assert left_out(reversed(articles)) == some[::-1]


def test_the_marks_of_the_project_are_complete() -> None:
    rows = [json.loads(line) for line in own_marks.FILE.open(encoding="utf-8")]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["topics"]
        for number, polarity, certainty, how, *parties in row["stances"]:
            assert number < len(row["sentences"])
            assert polarity in "+-"
            assert certainty in {1, 2}
            assert how in {"quote", "reported", "told", "author"}
            assert all(party[0] for party in parties)
