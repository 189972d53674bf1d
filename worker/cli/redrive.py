"""Dead letters back to the topic they came from, each as it was, each confirmed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from topics.catalogue import TopicSpec
from topics.cluster.errors import AdminError
from topics.dead_letter import (
    REDRIVE_COUNT_HEADER,
    DeadLetter,
    DeadLetterError,
    RawHeaders,
    redrive_count,
    split_headers,
)
from worker.cli import redrive_memory as memory
from worker.cli.records import Place, Publisher, Reader, sendable
from worker.cli.terminal import safe
from worker.settings import Settings

NOT_OURS = "no_dead_letter"


@dataclass(frozen=True)
class Selection:
    """Which letters: these places, or those with a reason, or all where both are empty.

    Without ``again`` the second and the third leave out what they dealt with before.
    """

    places: frozenset[Place] = frozenset()
    reason: str | None = None
    again: bool = False

    def includes(self, place: Place, reason: str) -> bool:
        """Whether the letter was chosen."""
        if self.places:
            return place in self.places
        return self.reason in (None, reason)


@dataclass
class Report:
    """What became of the letters that were chosen."""

    sent: int = 0
    superseded: int = 0
    before: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Letter:
    """What the choice needs to know; ``content`` is the same for the same key and value."""

    place: Place
    content: bytes
    count: int
    reason: str


@dataclass
class Choice:
    """Which letters are to be sent, which were left out, and why."""

    places: set[Place] = field(default_factory=set)
    superseded: dict[Place, Place] = field(default_factory=dict)
    before: int = 0


def reason_of(record: Any) -> str:
    """The letter's reason, or a word of our own for a record that is no dead letter."""
    try:
        return split_headers(record.headers)[0].reason
    except DeadLetterError:
        return NOT_OURS


def redrive(
    settings: Settings,
    selection: Selection,
    *,
    max_redrives: int,
    dry_run: bool,
    tell: Callable[[str], object],
) -> Report:
    """Send the chosen letters again. Raises AdminError when the broker cannot be reached."""
    options, catalogue = settings.kafka_client_options(), settings.catalogue()
    topic, group = catalogue.dead_letters.name, memory.group_of(settings.group)
    targets = {spec.name: spec for spec in catalogue.all if spec.dead_letter_role}
    report = Report()
    with Reader(options, [topic]) as reader:
        marks = {} if selection.places else memory.load(options, group, reader.end)
        choice = choose(map(_letter, reader.all()), selection, marks)
        _tell_left_out(choice, selection, report)
        largest = max(spec.max_message_bytes for spec in targets.values())
        with Publisher(options, max(largest, catalogue.dead_letters.max_message_bytes)) as sender:
            for record in _records(reader, topic, choice, selection):
                _send(record, sender, targets, report, max_redrives, dry_run=dry_run, tell=tell)
            sender.flush()
        if not selection.places and not dry_run:
            moved = {
                partition.partition: marks.get(partition.partition, memory.Mark()).moved(
                    selection.reason, _dealt_with(partition.partition, end, sender.refused)
                )
                for partition, end in reader.end.items()
            }
            memory.save(options, group, topic, moved)
    report.sent -= len(sender.refused)
    report.refused += [f"{where}: the broker said {why}" for where, why in sender.refused.items()]
    return report


def choose(
    letters: Iterable[Letter], selection: Selection, marks: Mapping[int, memory.Mark]
) -> Choice:
    """Of each content at most the newest letter, where it is in the selection.

    A letter that was sent again and failed again lies here twice, perhaps with another reason. To
    send both would double them with every redrive, and the older one does not know how often it
    was tried: sent by itself, it would come back for ever.
    """
    newest: dict[bytes, Letter] = {}
    selected: list[Letter] = []
    for letter in letters:
        known = newest.get(letter.content)
        if known is None or (letter.count, letter.place) > (known.count, known.place):
            newest[letter.content] = letter
        if selection.includes(letter.place, letter.reason):
            selected.append(letter)
    choice = Choice()
    for letter in selected:
        partition, offset = letter.place
        mark = None if selection.again or selection.places else marks.get(partition)
        if mark is not None and mark.covers(offset, letter.reason):
            choice.before += 1
        elif (latest := newest[letter.content].place) != letter.place:
            choice.superseded[letter.place] = latest
        else:
            choice.places.add(letter.place)
    return choice


def _letter(record: Any) -> Letter:
    place = (record.partition, record.offset)
    try:
        letter, original = split_headers(record.headers)
    except DeadLetterError:
        # It stands for itself only: it could not be sent in place of a letter.
        return Letter(place, repr(place).encode(), 0, NOT_OURS)
    content = hashlib.sha256(repr((record.key, record.value)).encode()).digest()
    return Letter(place, content, redrive_count(original), letter.reason)


def _tell_left_out(choice: Choice, selection: Selection, report: Report) -> None:
    report.before = choice.before
    if not selection.places:
        report.superseded = len(choice.superseded)
        return
    for (partition, offset), latest in sorted(choice.superseded.items()):
        report.refused.append(
            f"{partition}:{offset}: it failed again since; the newest letter of this content is "
            f"{latest[0]}:{latest[1]}"
        )


def _dealt_with(partition: int, end: int, refused: Iterable[str]) -> int:
    """The end, or the first letter that the broker refused: that one is to be tried again."""
    places = (where.split(":") for where in refused)
    return min([end, *(int(offset) for number, offset in places if int(number) == partition)])


def _records(reader: Reader, topic: str, choice: Choice, selection: Selection) -> Iterator[Any]:
    if selection.places:
        # Also those that were not seen: the reader says that there is nothing.
        for place in sorted(selection.places - choice.superseded.keys()):
            yield reader.one(topic, place)
        return
    if choice.places:
        yield from (
            record for record in reader.all() if (record.partition, record.offset) in choice.places
        )


def _send(
    record: Any,
    sender: Publisher,
    targets: dict[str, TopicSpec],
    report: Report,
    max_redrives: int,
    *,
    dry_run: bool,
    tell: Callable[[str], object],
) -> None:
    where = f"{record.partition}:{record.offset}"
    try:
        letter, original = split_headers(record.headers)
    except DeadLetterError as error:
        report.refused.append(f"{where}: {error}")
        return
    count = redrive_count(original)
    if why := _why_not(record, letter, targets, count, max_redrives):
        report.refused.append(f"{where}: {why}")
        return
    report.sent += 1
    line = f"{where} → {safe(letter.topic)}  {letter.reason}, sent again {count} times before"
    if any(value is None for _, value in original):
        line += "; a null header becomes an empty one"
    tell(line)
    if not dry_run:
        # No timestamp: with its own, which may be older than the topic's retention, the record
        # could be deleted before it is read.
        sender.send(
            where,
            letter.topic,
            key=record.key,
            value=record.value,
            headers=_counted(original, count + 1),
        )


def _why_not(
    record: Any,
    letter: DeadLetter,
    targets: dict[str, TopicSpec],
    count: int,
    max_redrives: int,
) -> str | None:
    if letter.topic not in targets:
        return f"it came from {safe(letter.topic)}, which is no input of this installation"
    if count >= max_redrives:
        return (
            f"it was sent again {count} times already; once more with its place and "
            f"--max-redrives {count + 1}"
        )
    if letter.reason == "too_large_to_keep":
        return "its value was too large to be kept; send the article again from where it came"
    if record.key is None and record.value is None:
        return "it has neither key nor value, which cannot be sent and would only fail again"
    return None


def _counted(original: RawHeaders, count: int) -> list[tuple[str, bytes]]:
    kept = [(name, value) for name, value in original if name != REDRIVE_COUNT_HEADER]
    return sendable([*kept, (REDRIVE_COUNT_HEADER, str(count).encode())])


__all__ = [
    "NOT_OURS",
    "AdminError",
    "Choice",
    "Letter",
    "Report",
    "Selection",
    "choose",
    "reason_of",
    "redrive",
]
