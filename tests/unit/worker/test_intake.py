import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.events import Article
from worker.intake import MAX_DEPTH, Rejected, read_article, read_record

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
    article = read_record(b"a-1", json.dumps(fields).encode())
    assert article.body == fields["body"]
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-01-05T09:00:00+02:00"


def test_the_field_that_is_wrong_is_named() -> None:
    with pytest.raises(Rejected, match=r"source\.name") as caught:
        read_article(b'{"id": "a", "body": "x", "source": {"name": 7}}')
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
    assert read_article(json.dumps({"id": "a", "body": '["\\' * 500}).encode()).body


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


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_an_article_or_a_rejection(value: bytes) -> None:
    try:
        assert isinstance(read_article(value), Article)
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
