from dataclasses import dataclass, field
from datetime import UTC, datetime

from console.letters import Letters, letter_of
from topics.dead_letter import REDRIVE_COUNT_HEADER, DeadLetter
from topics.identity import content_sha256

INPUTS = frozenset({"news.articles.v1"})


@dataclass
class Record:
    offset: int
    headers: list[tuple[str, bytes | None]]
    key: bytes | None = b"a-1"
    value: bytes | None = b"{"
    partition: int = 3
    timestamp: int = field(default=0)

    def __post_init__(self) -> None:
        self.timestamp = self.offset


def described(reason: str = "invalid_json", topic: str = "news.articles.v1", count: int = 0):
    letter = DeadLetter(
        reason, "why", topic, 1, 2, 3, "stancewire 0 m", datetime(2026, 1, 5, tzinfo=UTC)
    )
    original = [(REDRIVE_COUNT_HEADER, str(count).encode())] if count else []
    return letter.to_headers(original)


def test_the_command_sends_this_letter_again() -> None:
    letter = letter_of(Record(7, described()), INPUTS)
    assert letter.send_again == "stancewire dead-letters redrive 3:7"
    assert (letter.reason, letter.came_from) == ("invalid_json", "news.articles.v1 1:2")


def test_a_letter_sent_again_three_times_needs_more_than_the_default() -> None:
    letter = letter_of(Record(7, described(count=3)), INPUTS)
    assert letter.send_again == "stancewire dead-letters redrive 3:7 --max-redrives 4"


def test_what_redrive_would_refuse_has_no_command() -> None:
    for record in (
        Record(1, described("too_large_to_keep")),
        Record(2, described(topic="somebody.elses")),
        Record(3, described(), key=None, value=None),
        Record(4, [("x", b"y")]),
    ):
        letter = letter_of(record, INPUTS)
        assert not letter.send_again
        assert letter.why_not


def test_a_letter_whose_text_is_enriched_says_so() -> None:
    letters = Letters()
    article = b'{"id": "a-1", "title": "T", "body": "B"}'
    letters.add(
        [
            letter_of(Record(n, described(), value=value), INPUTS)
            for n, value in ((1, article), (2, b"{"))
        ]
    )
    asked: list[tuple[str, str]] = []

    def is_enriched(text: tuple[str, str]) -> bool:
        asked.append(text)
        return True

    shown = letters.shown(is_enriched=is_enriched)["letters"]
    assert [(one["place"], one["superseded"]) for one in shown] == [("3:2", False), ("3:1", True)]
    assert asked == [("a-1", content_sha256("T", "B"))]


def test_the_newest_are_held_and_counted_by_reason() -> None:
    letters = Letters(most=3)
    letters.add([letter_of(Record(n, described()), INPUTS) for n in range(5)])
    letters.add([letter_of(Record(9, described("too_large_to_keep")), INPUTS)])
    shown = letters.shown(most=2)
    assert [letter["place"] for letter in shown["letters"]] == ["3:9", "3:4"]
    assert [
        (row["reason"], row["letters"], bool(row["send_again"])) for row in shown["reasons"]
    ] == [
        ("invalid_json", 2, True),
        ("too_large_to_keep", 1, False),
    ]
