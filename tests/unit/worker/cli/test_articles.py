"""User input becomes articles; an invalid one is refused with its position and the reason."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from topics.events import Article
from topics.limits import MAX_TITLE_CHARS
from worker.cli.articles import MAX_LINE_BYTES, Readable, Refused, read_articles
from worker.intake import read_record

GOOD = {"id": "a-1", "title": "T", "body": "B"}
AS_THEY_COME = [
    {**GOOD, **fields}
    for fields in (
        {"id": 7},
        {"title": None},
        {"source": "The Daily"},
        {"source": {"name": "", "domain": "daily.example"}},
        {"published_at": "2026-01-05"},
        {"published_at": ""},
        {"language": "en-US"},
        {"url": 5, "more": "\x00"},
    )
]


def read(path: Path, data: bytes | str) -> list[Readable | Refused]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_articles([str(path)]))


def article(entry: Readable | Refused) -> Article:
    assert isinstance(entry, Readable), entry
    return entry.article


def refusal(entry: Readable | Refused) -> str:
    assert isinstance(entry, Refused), entry
    return entry.why


def test_a_text_has_its_title_on_the_first_line_that_is_not_empty(tmp_path: Path) -> None:
    (entry,) = read(tmp_path / "Peru miners.txt", "\r\n  \n Miners win \n\nFirst.\n\nSecond. \n")
    found = article(entry)
    assert (found.title, found.body) == ("Miners win", "First.\n\nSecond.")
    assert found.id.startswith("peru-miners-")


def test_the_id_of_a_text_depends_on_its_name_and_content_only(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    ids = [
        article(read(tmp_path / place, text)[0]).id
        for place, text in [("a.txt", "T\nB"), ("other/a.txt", "T\nB"), ("a.txt", "T\nC")]
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_text_of_one_line_is_all_body(tmp_path: Path) -> None:
    found = article(read(tmp_path / "a.txt", "Only this.")[0])
    assert (found.title, found.body) == ("", "Only this.")


def test_a_first_line_too_long_for_a_title_is_body(tmp_path: Path) -> None:
    text = "x" * (MAX_TITLE_CHARS + 1) + "\nmore"
    found = article(read(tmp_path / "a.txt", text)[0])
    assert (found.title, found.body) == ("", text)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_byte_order_mark_is_no_text(tmp_path: Path, name: str) -> None:
    assert article(read(tmp_path / name, "\ufeffT\nB")[0]).title == "T"


def test_a_text_that_begins_with_a_bracket_is_text(tmp_path: Path) -> None:
    assert article(read(tmp_path / "a", "[Reuters] Rain\nIt rained.")[0]).title == "[Reuters] Rain"
    assert article(read(tmp_path / "b.txt", '{"id": 1}\nis JSON.')[0]).title == '{"id": 1}'


@pytest.mark.parametrize("name", ["a.json", "a"])
def test_json_may_be_laid_out_over_lines(tmp_path: Path, name: str) -> None:
    assert article(read(tmp_path / name, json.dumps(GOOD, indent=2))[0]).id == "a-1"


def test_an_array_holds_articles(tmp_path: Path) -> None:
    entries = read(tmp_path / "a.json", json.dumps([GOOD, {**GOOD, "id": "a-2"}, 3]))
    assert [article(entry).id for entry in entries[:2]] == ["a-1", "a-2"]
    assert entries[2].where.endswith("a.json[2]")
    assert "not_an_object" in refusal(entries[2])


def test_an_element_of_an_array_is_judged_as_it_stands_there(tmp_path: Path) -> None:
    text = (
        '\n[ {"id": "a", "id": "b", "body": "B"} ,{"id":"c","body":"] , [","tags":[[1],{}]}, 3 ]\n'
    )
    twice, good, number = read(tmp_path / "a.json", text)
    assert "duplicate_key" in refusal(twice)
    assert article(good).body == "] , ["
    assert "not_an_object" in refusal(number)
    (half,) = read(tmp_path / "a.json", b'[{"id": "c", "body": "\xed\xa0\x80"}]')
    assert "not_utf8" in refusal(half)
    (wide,) = read(tmp_path / "a.json", '[{"id": "c", "body": "\u20ac"}]'.encode("utf-16"))
    assert article(wide).body == "\u20ac"


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a", "a.json"])
def test_a_bad_line_is_refused_with_its_number_and_the_others_are_read(
    tmp_path: Path, name: str
) -> None:
    lines = [json.dumps(GOOD), "", '{"id": ', json.dumps({**GOOD, "body": " "}), json.dumps(GOOD)]
    entries = read(tmp_path / name, "\n".join(lines))
    assert [entry.where.rpartition(":")[2] for entry in entries] == ["1", "3", "4", "5"]
    assert "invalid_json" in refusal(entries[1])
    assert "empty_body" in refusal(entries[2])
    assert isinstance(entries[3], Readable)


@pytest.mark.parametrize("fields", AS_THEY_COME, ids=str)
def test_every_article_is_read_as_the_worker_reads_it(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    value = json.dumps(fields).encode()
    entry = read(tmp_path / "a.json", value)[0]
    assert isinstance(entry, Readable)
    reading = read_record(entry.article.id.encode(), value)
    assert (entry.article, entry.dropped) == (reading.article, reading.dropped)


def test_json_without_an_id_gets_one_from_its_content(tmp_path: Path) -> None:
    entries = [
        read(tmp_path / "a.json", json.dumps({"title": "T", "body": body}))[0]
        for body in ("B", "B", "C")
    ]
    first, second, third = (article(entry).id for entry in entries)
    assert first == second != third


def test_an_optional_field_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    entry = read(tmp_path / "a.json", json.dumps({**GOOD, "published_at": "yesterday"}))[0]
    assert article(entry) == Article(**GOOD)
    assert isinstance(entry, Readable)
    assert entry.dropped == ("published_at",)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\n \t\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"caf\xe9\nbody", "byte 3 is not UTF-8"),
        (b"T\nbo\x00dy", "control_character"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    entries = read(tmp_path / "a.txt", data)
    assert len(entries) == 1
    assert why in refusal(entries[0])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"id": "a", "body": "b", "body": "c"}', "duplicate_key"),
        ('{"id": "a", "body": "\\ud800"}', "lone_surrogate"),
        ('{"id": NaN, "body": "b"}', "non_finite_number"),
        ("[" * 100_000, "too_deep"),
        ('{"id": ["a"], "body": "b"}', "invalid_field"),
        ("[]", "empty"),
    ],
)
def test_json_that_the_worker_would_refuse_is_refused_here(
    tmp_path: Path, text: str, why: str
) -> None:
    entries = read(tmp_path / "a.json", text)
    assert len(entries) == 1
    assert why in refusal(entries[0])


def test_files_that_cannot_be_read_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("T\nB")
    entries = list(read_articles([str(tmp_path / "none.txt"), str(tmp_path), str(good)]))
    assert refusal(entries[0]) == "no such file or directory"
    assert refusal(entries[1]) == "is a directory"
    assert isinstance(entries[2], Readable)


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    data = (
        b'{"id": "a", "body": "' + b"x" * (3 * MAX_LINE_BYTES) + b'"}\n' + json.dumps(GOOD).encode()
    )
    entries = read(tmp_path / "a.jsonl", data)
    assert "too_large" in refusal(entries[0])
    assert isinstance(entries[1], Readable)
    assert entries[1].where.endswith(":2")


def test_standard_input_is_read_line_by_line_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(io.BytesIO):
        """A stream whose first line arrives before its end."""

        def read(self, _size: int | None = -1, /) -> bytes:
            raise AssertionError("waited for the end of the stream")

    data = "\n".join(json.dumps({**GOOD, "id": f"a-{number}"}) for number in range(3)).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Slow(data)))
    entries = list(read_articles(["-"]))
    assert [entry.where for entry in entries] == [f"standard input:{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize("path", sorted(Path("samples").glob("*.txt")), ids=lambda path: path.stem)
def test_every_sample_is_an_article(path: Path) -> None:
    (entry,) = read_articles([str(path)])
    found = article(entry)
    assert found.title
    assert found.body
