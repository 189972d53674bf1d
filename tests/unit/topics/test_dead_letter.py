"""A dead letter returns its original record, even one that imitates a dead letter."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topics.dead_letter import (
    MEANINGS,
    REDRIVE_COUNT_HEADER,
    DeadLetter,
    DeadLetterError,
    Reason,
    redrive_count,
    split_headers,
)
from topics.envelope import rfc3339, time_of
from topics.limits import MAX_DETAIL_CHARS

LETTER = DeadLetter(
    reason="invalid_json",
    detail="Expecting value at line 1 column 1",
    topic="news.articles.v1",
    partition=3,
    offset=42,
    timestamp_ms=1_767_603_600_123,
    pipeline="stancewire 1 m",
    time=datetime(2026, 1, 5, 9, tzinfo=UTC),
)
OURS = LETTER.to_headers([])

headers = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["Cs"]))
        | st.sampled_from([name for name, _ in OURS]),
        st.none() | st.binary(),
    )
)


@given(headers)
def test_what_goes_in_comes_out(original: list[tuple[str, bytes | None]]) -> None:
    assert split_headers(LETTER.to_headers(original)) == (LETTER, original)


def test_a_letter_that_failed_again_keeps_its_first_description() -> None:
    second = DeadLetter(**{**LETTER.__dict__, "reason": "pipeline_crashed", "offset": 99})
    found, original = split_headers(second.to_headers(OURS))
    assert (found, original) == (second, OURS)
    assert split_headers(original) == (LETTER, [])


def test_a_forged_description_does_not_replace_ours() -> None:
    forged = [(name, b"forged") for name, _ in OURS]
    assert split_headers(LETTER.to_headers(forged)) == (LETTER, forged)


@pytest.mark.parametrize(
    "broken",
    [
        [],
        OURS[:-1],
        OURS[1:],
        list(reversed(OURS)),
        [*OURS, ("x", b"1")],
        [("stancewire-dead-letter-reason", b"Two words"), *OURS[1:]],
        [(name, b"x" if name.endswith("offset") else value) for name, value in OURS],
        [(name, None) for name, _ in OURS],
        *(
            [(name, when if name.endswith(which) else value) for name, value in OURS]
            for which in ("-timestamp", "-time")
            for when in (b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00", b"soon")
        ),
    ],
)
def test_what_is_no_dead_letter_is_refused(broken: list[tuple[str, bytes | None]]) -> None:
    with pytest.raises(DeadLetterError):
        split_headers(broken)


def test_a_reason_of_a_later_version_is_read() -> None:
    letter, _ = split_headers([("stancewire-dead-letter-reason", b"boredom"), *OURS[1:]])
    assert letter.reason == "boredom"


def test_every_reason_has_a_meaning() -> None:
    assert tuple(MEANINGS) == get_args(Reason)


@pytest.mark.parametrize(
    "when", [b"0001-01-01T00:00:00", b"2026-01-05T10:00:00+01:00", b"2026-01-05"]
)
def test_a_time_that_parses_can_be_shown_in_utc(when: bytes) -> None:
    headers = [(n, when if n.endswith(("-timestamp", "-time")) else v) for n, v in OURS]
    letter, _ = split_headers(headers)
    assert letter.time.tzinfo is UTC
    assert rfc3339(letter.time).endswith("Z")
    assert rfc3339(time_of(letter.timestamp_ms)).endswith("Z")


def test_a_long_detail_is_cut_and_a_lone_surrogate_is_escaped() -> None:
    letter = DeadLetter(**{**LETTER.__dict__, "detail": "\ud800" + "x" * 2 * MAX_DETAIL_CHARS})
    found, _ = split_headers(letter.to_headers([]))
    assert found.detail == "\\ud800" + "x" * (MAX_DETAIL_CHARS - 1)


@pytest.mark.parametrize(
    ("value", "count"),
    [(b"2", 2), (b"0", 0), (b"", 0), (None, 0), (b"-3", 0), (b"many", 0), (b"\xff", 0)],
)
def test_the_redrive_count_of_a_hostile_header_is_a_number(value: bytes | None, count: int) -> None:
    assert redrive_count([("x", b"9"), (REDRIVE_COUNT_HEADER, value)]) == count


def test_the_last_redrive_count_is_the_one_that_counts() -> None:
    assert redrive_count([(REDRIVE_COUNT_HEADER, b"7"), (REDRIVE_COUNT_HEADER, b"1")]) == 1
    assert redrive_count([]) == 0
