"""Articles without marks, none of which models are judged by."""

import json
from pathlib import Path

import pytest

from training import own_marks
from training.own_marks import LONGEST
from training.scorecard.marked import MarkedArticle
from training.stance_reader.unread import unread

NEWS = "Kolb spoke on Monday. Nobody cheered at the station when the train left for Peru again."

OTHER = "Ruiz stayed at home with a cold, and the talks about fish were put off until spring."


def written(folder: Path, *news: dict, polnear=(), **known: str) -> list[MarkedArticle]:
    """The unread articles of a folder with such articles in it; the known are by their files."""
    for name in ("train", "dev", "unmarked"):
        path = folder / f"stances/{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        lines = [json.dumps({"title": "", "body": known[name]})] if name in known else []
        path.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    (folder / "articles").mkdir()
    lines = [json.dumps({"title": "", "body": NEWS} | one) for one in news]
    (folder / "articles/news_2000.jsonl").write_text("\n".join(lines), encoding="utf-8")
    texts = folder / "quotes/polnear/train/text"
    texts.mkdir(parents=True)
    for name, text in polnear:
        (texts / name).write_text(text, encoding="utf-8")
    return list(unread(folder))


def sentences(article: MarkedArticle) -> list[tuple[str, str]]:
    return [(one.field, article.text_of(one)) for one in article.sentences]


def test_an_article_is_in_sentences_and_has_no_marks(tmp_path: Path) -> None:
    (found,) = written(tmp_path, {"id": "n1", "title": "Kolb speaks"})
    assert (found.id, found.title, found.body, found.marks) == ("n1", "Kolb speaks", NEWS, ())
    first, second = NEWS.split(". ")
    assert sentences(found) == [("title", "Kolb speaks"), ("body", f"{first}."), ("body", second)]


def test_an_article_may_have_no_title(tmp_path: Path) -> None:
    (found,) = written(tmp_path, {"id": "n1", "title": None})
    assert found.title == ""
    assert {field for field, _ in sentences(found)} == {"body"}


def test_the_texts_of_polnear_come_last_in_the_order_of_their_names(tmp_path: Path) -> None:
    texts = (
        ("b.txt", OTHER),
        ("a.txt", "A ferry that nobody had missed came back to Lima after ten days at sea."),
    )
    found = written(tmp_path, {"id": "n1"}, polnear=texts)
    assert [one.id for one in found] == ["n1", "a.txt", "b.txt"]


@pytest.mark.parametrize("name", ["train", "dev", "unmarked"])
def test_what_models_are_judged_by_is_left_out(tmp_path: Path, name: str) -> None:
    known = {name: NEWS.upper().replace(" ", "\n")}
    found = written(tmp_path, {"id": "n1"}, {"id": "n2", "body": OTHER}, **known)
    assert [one.id for one in found] == ["n2"]


def test_what_is_known_with_another_beginning_is_left_out(tmp_path: Path) -> None:
    found = written(tmp_path, {"id": "n1", "body": NEWS}, dev=f"By our reporter, in Lima. {NEWS}")
    assert found == []


def test_what_we_marked_ourselves_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = tmp_path / "marks.jsonl"
    marks.write_text('{"id": "n1"}\n', encoding="utf-8")
    monkeypatch.setattr(own_marks, "FILE", marks)
    found = written(tmp_path, {"id": "n1"}, {"id": "n2", "body": OTHER})
    assert [one.id for one in found] == ["n2"]


def test_an_article_that_was_printed_twice_is_read_once(tmp_path: Path) -> None:
    again = NEWS[:-10] + " and then everything was different."
    found = written(tmp_path, {"id": "n1"}, {"id": "n2", "body": again})
    assert [one.id for one in found] == ["n1"]


def test_an_article_is_read_up_to_a_length(tmp_path: Path) -> None:
    (found,) = written(tmp_path, {"id": "n1", "body": f"{NEWS} " * 200})
    assert len(found.body) == LONGEST
    assert found.sentences[-1].end <= LONGEST
