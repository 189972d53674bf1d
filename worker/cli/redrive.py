"""Sends dead letters back to the topic they came from, unchanged, each one confirmed."""

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
from worker.cli.kafka_io import Place, Publisher, Reader, sendable
from worker.cli.terminal import safe
from worker.settings import Settings

NOT_OURS = "no_dead_letter"


@dataclass(frozen=True)
class Selection:
    """Which letters to send: those at these places, those with a reason, or all if both are empty.

    Letters that were handled before are left out, unless they are chosen by place, or ``again`` is
    set.
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
    """What the choice is based on; ``content`` is the same for the same key and value."""

    place: Place
    content: bytes
    count: int
    reason: str


@dataclass
class Choice:
    """Which letters to send, which were left out, and why."""

    places: set[Place] = field(default_factory=set)
    superseded: dict[Place, Place] = field(default_factory=dict)
    before: int = 0


def reason_of(record: Any) -> str:
    """The letter's reason, or NOT_OURS for a record that is not a dead letter."""
    try:
        return split_headers(record.headers)[0].reason
    except DeadLetterError:
        return NOT_OURS


def written_ms(record: Any) -> int:
    """When the record that the letter is about was written, or else the letter itself."""
    try:
        return split_headers(record.headers)[0].timestamp_ms
    except DeadLetterError:
        return int(record.timestamp)


def redrive(
    settings: Settings,
    selection: Selection,
    *,
    max_redrives: int,
    dry_run: bool,
    tell: Callable[[str], object],
) -> Report:
    """Send the chosen letters again. Raises AdminError if the broker cannot be reached."""
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
    """Choose at most the newest letter of each content, if it is in the selection.

    A letter that was sent again and failed again is here twice, perhaps with another reason.
    Sending both would double them with every redrive, and the older one does not say how often it
    was tried: sent alone, it would come back for ever.
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
        if _was_handled(letter, selection, marks):
            choice.before += 1
        elif (latest := newest[letter.content].place) != letter.place:
            choice.superseded[letter.place] = latest
        else:
            choice.places.add(letter.place)
    return choice


def _was_handled(letter: Letter, selection: Selection, marks: Mapping[int, memory.Mark]) -> bool:
    """Whether an earlier redrive handled the letter; False where the selection does not ask."""
    if selection.again or selection.places:
        return False
    partition, offset = letter.place
    mark = marks.get(partition)
    return mark is not None and mark.covers(offset, letter.reason)


def _letter(record: Any) -> Letter:
    place = (record.partition, record.offset)
    try:
        letter, original = split_headers(record.headers)
    except DeadLetterError:
        # It has a content of its own: it cannot supersede a letter.
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
            f"{partition}:{offset}: it has failed again since; the newest letter with this "
            f"content is {latest[0]}:{latest[1]}"
        )


def _dealt_with(partition: int, end: int, refused: Iterable[str]) -> int:
    """How far this partition is done: to the end, or to the first letter that was refused."""
    places = (where.split(":") for where in refused)
    return min([end, *(int(offset) for number, offset in places if int(number) == partition)])


def _records(reader: Reader, topic: str, choice: Choice, selection: Selection) -> Iterator[Any]:
    if selection.places:
        # Includes places that do not exist: the reader reports them.
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
        # Without a timestamp: the original one may be older than the topic's retention, and the
        # record could be deleted before it is read.
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
        return (
            f"it came from {safe(letter.topic)}, which is not an input topic of this installation"
        )
    if count >= max_redrives:
        return (
            f"it was already sent again {count} times; to send it once more, give its place and "
            f"--max-redrives {count + 1}"
        )
    if letter.reason == "too_large_to_keep":
        return "its value was too large to keep; publish the article again from its source"
    if record.key is None and record.value is None:
        return "it has neither key nor value: it cannot be sent, and would only fail again"
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
    "written_ms",
]
