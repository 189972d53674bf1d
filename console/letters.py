"""Dead letters in the console: their reason and origin, and the command that redrives them."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from topics.dead_letter import DeadLetterError, RawHeaders, redrive_count, split_headers
from topics.supersession import Text, text_of_letter

MOST_LETTERS = 1_000
_MOST_KEY = 120
_NOT_OURS = "no_dead_letter"
_STAY = (_NOT_OURS, "too_large_to_keep")
# `stancewire dead-letters redrive` refuses letters that were sent again this many times.
_MOST_REDRIVES = 3


@dataclass(frozen=True)
class Letter:
    """One dead letter; ``send_again`` is a command, or empty, and then ``why_not`` says why.

    ``text`` identifies the article's text, if it has one.
    """

    place: str
    time: int
    reason: str
    detail: str
    came_from: str
    key: str
    size: int
    sent_again: int
    send_again: str
    why_not: str
    text: Text | None


def letter_of(record: Any, inputs: frozenset[str]) -> Letter:
    """A record of the dead-letter topic; ``inputs`` are the topics that letters can go back to."""
    place = f"{record.partition}:{record.offset}"
    headers: RawHeaders = record.headers
    key = (record.key or b"").decode(errors="replace")
    sent, detail, reason, came_from, why_not = 0, "", _NOT_OURS, "", ""
    try:
        letter, original = split_headers(headers)
    except DeadLetterError as error:
        why_not = f"it is not a dead letter: {error}"
    else:
        sent, reason, detail = redrive_count(original), letter.reason, letter.detail
        came_from = f"{letter.topic} {letter.partition}:{letter.offset}"
        if letter.topic not in inputs:
            why_not = (
                f"it came from {letter.topic}, which is not an input topic of this installation"
            )
        elif reason == "too_large_to_keep":
            why_not = "its value was too large to keep; publish the article again from its source"
        elif record.key is None and record.value is None:
            why_not = "it has neither key nor value, and would only fail again"
    return Letter(
        place=place,
        time=record.timestamp,
        reason=reason,
        detail=detail,
        came_from=came_from,
        key=key if len(key) <= _MOST_KEY else key[:_MOST_KEY] + "…",
        size=len(record.value or b""),
        sent_again=sent,
        send_again="" if why_not else _command(place, sent),
        why_not=why_not,
        text=text_of_letter(record.value),
    )


def _command(place: str, sent: int) -> str:
    command = f"stancewire dead-letters redrive {place}"
    return command if sent < _MOST_REDRIVES else f"{command} --max-redrives {sent + 1}"


def _shown(letter: Letter, is_enriched: Callable[[Text], bool]) -> dict[str, Any]:
    fields = asdict(letter)
    del fields["text"]
    superseded = letter.text is not None and is_enriched(letter.text)
    return {**fields, "superseded": superseded}


class Letters:
    """The newest dead letters, by place."""

    def __init__(self, most: int = MOST_LETTERS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._letters: OrderedDict[str, Letter] = OrderedDict()

    def add(self, letters: list[Letter]) -> None:
        """Keep these, and drop the oldest beyond the limit."""
        with self._lock:
            for letter in letters:
                self._letters[letter.place] = letter
            if len(self._letters) > self._most:
                newest = sorted(self._letters.values(), key=lambda letter: letter.time)
                self._letters = OrderedDict(
                    (letter.place, letter) for letter in newest[-self._most :]
                )

    def shown(
        self, most: int = 100, is_enriched: Callable[[Text], bool] = lambda _: False
    ) -> dict[str, Any]:
        """The newest letters, how many are held, and how many for each reason.

        ``is_enriched`` says whether a text has an enriched event, which then supersedes the letter.
        """
        with self._lock:
            held = sorted(self._letters.values(), key=lambda letter: letter.time, reverse=True)
        return {
            "held": len(held),
            "most": self._most,
            "reasons": [
                {
                    "reason": reason,
                    "letters": count,
                    "send_again": ""
                    if reason in _STAY
                    else f"stancewire dead-letters redrive --reason {reason}",
                }
                for reason, count in Counter(letter.reason for letter in held).most_common()
            ],
            "letters": [_shown(letter, is_enriched) for letter in held[:most]],
        }
