import contextlib
import json
import re
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.events import Article
from topics.limits import MAX_ARTICLE_BYTES
from worker.article_fields import Rejected
from worker.intake import MAX_DEPTH, MAX_VALUES, read_article, read_record

# The table of bad input is tested on a real broker; here is what that table cannot show.


def test_a_whole_article_is_read() -> None:
    fields = {
        "id": "a-1",
        "title": "T",
        "body": "Line one.\r\nLine\ttwo. \N{FAMILY}",
        "url": "https://daily.example/1",
        "source": {"name": "Daily", "domain": "daily.example"},
        "language": "en",
        "published_at": "2026-01-05T09:00:00+02:00",
        "later_field": {"unknown": [1]},
    }
    reading = read_record(b"a-1", json.dumps(fields).encode())
    article = reading.article
    assert reading.dropped == ()
    assert article.body == fields["body"]
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-01-05T09:00:00+02:00"


def test_the_field_that_is_wrong_is_named() -> None:
    with pytest.raises(Rejected, match="body: Field required") as caught:
        read_article(b'{"id": "a", "text": "x", "source": {"name": 7}}')
    assert caught.value.reason == "invalid_field"


def test_the_articles_text_is_not_quoted_in_the_detail() -> None:
    with pytest.raises(Rejected) as caught:
        read_article(json.dumps({"id": "", "body": "the secret text"}).encode())
    assert "secret" not in caught.value.detail


def test_the_allowed_depth_is_allowed() -> None:
    deep = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    read_article(f'{{"id": "a", "body": "x", "more": {deep}}}'.encode())
    with pytest.raises(Rejected, match="too_deep"):
        read_article(f'{{"id": "a", "body": "x", "more": [{deep}]}}'.encode())


def test_brackets_in_a_text_have_no_depth() -> None:
    assert read_article(json.dumps({"id": "a", "body": '["\\' * 500}).encode()).article.body


@pytest.mark.parametrize(
    "value",
    [
        b'{"id": "' + b'\\"' * 500_000,
        b'"' * 1_000_000,
        b"[" * 1_000_000,
        b'{"a":"' * 100_000,
        b"\\" * 1_000_000,
        b'{"id": "a", "body": "' + b"\\ud83d" * 100_000 + b'"}',
    ],
)
@pytest.mark.timeout(60)  # quadratic time would take minutes
def test_hostile_bytes_are_rejected_in_linear_time(value: bytes) -> None:
    with pytest.raises(Rejected):
        read_article(value)


WORST = [
    "[" + ",".join(['"a"'] * 100_000) + "]",
    "[" + ",".join(["[]"] * 100_000) + "]",
    "[" + ",".join(["{}"] * 100_000) + "]",
    "[" + ",".join(["0"] * 400_000) + "]",
    "{" + ",".join(f'"{number}":0' for number in range(90_000)) + "}",
    "[" * 500_000 + "]" * 500_000,
    "9" * 900_000,
    "0." + "9" * 900_000,
    '"' + "a" * 900_000 + '"',
    '"' + "\\u0041" * 170_000 + '"',
    '"' + "\\u0000" * 170_000 + '"',
]
"""What takes most time or memory to read, for its size."""


@pytest.mark.parametrize("more", WORST, ids=lambda more: f"{more[:8]}... of {len(more)}")
def test_no_record_takes_more_than_four_times_its_size_in_memory(more: str) -> None:
    value = f'{{"id": "a", "body": "x", "more": {more}}}'.encode()
    assert len(value) <= MAX_ARTICLE_BYTES
    tracemalloc.start()
    try:
        with contextlib.suppress(Rejected):
            read_article(value)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(value)


@pytest.mark.parametrize("more", WORST, ids=lambda more: f"{more[:8]}... of {len(more)}")
def test_no_record_takes_more_than_200_ms(more: str) -> None:
    value = f'{{"id": "a", "body": "x", "more": {more}}}'.encode()
    taken = []
    for _ in range(3):
        began = time.process_time()
        with contextlib.suppress(Rejected):
            read_article(value)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.2


def test_as_many_values_as_are_allowed_are_allowed() -> None:
    article = {"id": "a", "body": "x", "more": ["y"] * (MAX_VALUES - 3)}
    read_article(json.dumps(article).encode())
    article["more"] = ["y"] * (MAX_VALUES - 2)
    with pytest.raises(Rejected, match="too_many_values"):
        read_article(json.dumps(article).encode())


def test_commas_in_a_text_are_no_values() -> None:
    assert read_article(
        json.dumps({"id": "a", "body": "," * (2 * MAX_VALUES)}).encode()
    ).article.body


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (r'{"id": "a\f", "body": "x"}', "id has U+000C at character 1"),
        ('{"id": "a", "body": "x\x7f"}', "body has U+007F"),
        (r'{"id": "a", "body": "x\u007F"}', "body has U+007F"),
        (r'{"id": "a", "body": "x\uDBFF"}', "body has half a surrogate pair"),
    ],
)
def test_the_place_of_a_bad_character_is_named(value: str, place: str) -> None:
    with pytest.raises(Rejected, match=re.escape(place)):
        read_article(value.encode())


@pytest.mark.parametrize(
    "more",
    [
        r'"more": [{"b": ["\u0007"]}]',
        r'"m": {"\b": 1}',
        r'"\udc00": "\ud800"',
        '"score": NaN',
        '"score": -1e999',
        f'"count": {"9" * 5000}',
        '"tags": {"a": 1, "a": 2}',
        '"x": 1, "x": 2',
    ],
)
def test_what_nobody_reads_costs_nothing(more: str) -> None:
    reading = read_article(f'{{"id": "a", "body": "x", {more}}}'.encode())
    assert (reading.article, reading.dropped) == (Article(id="a", body="x"), ())


@pytest.mark.parametrize(
    ("more", "dropped"),
    [
        ('"title": "a", "title": "b"', "title"),
        ('"published_at": NaN', "published_at"),
        ('"published_at": 1e999', "published_at"),
        (f'"language": {"9" * 5000}', "language"),
        (r'"url": "https://daily.example/\u0000"', "url"),
        (r'"source": {"name": "\ud83d"}', "source.name"),
    ],
)
def test_an_optional_field_that_is_not_even_json_is_left_out(more: str, dropped: str) -> None:
    reading = read_article(f'{{"id": "a", "body": "x", {more}}}'.encode())
    assert (reading.article, reading.dropped) == (Article(id="a", body="x"), (dropped,))


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_an_article_or_a_rejection(value: bytes) -> None:
    try:
        assert isinstance(read_article(value).article, Article)
    except Rejected as rejected:
        assert rejected.detail  # noqa: PT017 - either outcome is right


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=20,
    )
)
def test_any_json_is_an_article_or_a_rejection(value: object) -> None:
    try:
        read_article(json.dumps(value).encode())
    except Rejected as rejected:
        assert rejected.reason  # noqa: PT017 - either outcome is right
