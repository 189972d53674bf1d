from datetime import UTC, datetime, timedelta, timezone

import pytest

from topics.cluster.commit_note import CommitNote

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def test_a_note_survives_its_commit_and_adds_up() -> None:
    note = CommitNote().with_expired(40, NOON)
    later = CommitNote.parse(note.text()).with_expired(2, NOON + timedelta(days=1))
    assert CommitNote.parse(later.text()) == CommitNote(42, NOON + timedelta(days=1))
    # Kafka takes 4096 bytes.
    assert len(CommitNote().with_expired(2**63, NOON).text()) < 100


def test_nothing_to_note_is_an_empty_text() -> None:
    assert CommitNote().text() == ""


def test_the_time_is_universal() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    assert CommitNote().with_expired(1, there).text() == CommitNote().with_expired(1, NOON).text()


@pytest.mark.parametrize(
    "text", [None, "", "x", "{}", "[]", "7", '{"expired":"many"}', '{"expired":1,"expired_at":5}']
)
def test_what_somebody_else_noted_is_no_note(text: str | None) -> None:
    assert CommitNote.parse(text) == CommitNote()
