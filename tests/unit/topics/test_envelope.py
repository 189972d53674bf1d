"""CloudEvents attributes survive a round trip through Kafka headers."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.envelope import Envelope, EnvelopeError, from_headers, rfc3339, time_of, to_headers

ENVELOPE = Envelope(
    id="e-1",
    type="stancewire.article.enriched.v1",
    source="/stancewire/worker",
    time=time_of(1_767_603_600_123),
    subject="Artículo 😀",
    cpu="x86-64-v4+vnni",
)
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(
    st.builds(
        Envelope,
        id=text,
        type=text,
        source=text,
        time=st.integers(0, 4_000_000_000_000).map(time_of),
        subject=st.none() | text,
        content_type=text,
        cpu=st.none() | text,
    )
)
def test_what_goes_in_comes_out(envelope: Envelope) -> None:
    assert from_headers(to_headers(envelope)) == envelope


def test_the_headers_are_those_of_the_kafka_binding() -> None:
    assert to_headers(ENVELOPE) == [
        ("ce_specversion", b"1.0"),
        ("ce_id", b"e-1"),
        ("ce_type", b"stancewire.article.enriched.v1"),
        ("ce_source", b"/stancewire/worker"),
        ("ce_time", b"2026-01-05T09:00:00.123Z"),
        ("content-type", b"application/json"),
        ("ce_subject", "Artículo 😀".encode()),
        ("ce_cpu", b"x86-64-v4+vnni"),
    ]


def test_a_time_in_another_zone_is_written_in_utc() -> None:
    moment = datetime(2026, 1, 5, 10, tzinfo=timezone(timedelta(hours=1)))
    assert rfc3339(moment) == "2026-01-05T09:00:00.000Z"
    assert time_of(0) == datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", ["ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time"])
def test_a_missing_attribute_is_named(name: str) -> None:
    headers = [(key, value) for key, value in to_headers(ENVELOPE) if key != name]
    with pytest.raises(EnvelopeError, match=name):
        from_headers(headers)
    with pytest.raises(EnvelopeError, match=name):
        from_headers([*headers, (name, None)])


@pytest.mark.parametrize(
    ("name", "value"),
    [("ce_specversion", b"0.3"), ("ce_time", b"yesterday"), ("ce_id", b"\xff")],
)
def test_a_wrong_attribute_is_named(name: str, value: bytes) -> None:
    headers = [(key, value if key == name else old) for key, old in to_headers(ENVELOPE)]
    with pytest.raises(EnvelopeError, match=name):
        from_headers(headers)


def test_other_headers_are_left_alone() -> None:
    others: list[tuple[str, bytes | None]] = [("traceparent", b"\xff"), ("x", None)]
    assert from_headers([*others, *to_headers(ENVELOPE)]) == ENVELOPE
