"""Events for people: lines of rich text, with untrusted text made safe."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from rich.text import Text

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetterError, split_headers
from topics.events import (
    Enriched,
    Entity,
    EntityTagged,
    Stance,
    StanceTaken,
    StatedHolder,
    Topic,
    TopicAssigned,
    Value,
)
from topics.limits import MAX_DETAIL_CHARS
from worker.cli.terminal import counted, cut, safe, safe_bytes

# A key may be as large as a record; these lines only give an overview.
_MOST_KEY = 80
_MOST_DETAIL = MAX_DETAIL_CHARS
# What each event type's values are read with.
_EVENTS = {
    spec.event_type.encode(): spec.value
    for spec in Catalogue().all
    if spec.event_type is not None and spec.value is not None
}
_POLARITY = {"favor": ("for", "green"), "against": ("against", "red")}


def enriched_lines(event: Enriched) -> Iterator[Text]:
    """One enriched article: title, entities, stances, topics, and what was withheld."""
    article = event.article
    yield Text.assemble((safe(article.title) or "(no title)", "bold"), f"  [{safe(article.id)}]")
    if article.dropped_fields:
        yield Text(f"  left out, cannot be read: {', '.join(map(safe, article.dropped_fields))}")
    if event.skipped:
        yield Text(f"  skipped: {event.skipped} (language {article.language or 'unknown'})")
        return
    yield from _section("entities", map(entity_line, event.entities))
    yield from _section("stances", map(stance_line, event.stances))
    yield from _section("topics", map(topic_line, event.topics))
    if event.abstentions:
        counts = ", ".join(f"{count} {safe(name)}" for name, count in event.abstentions.items())
        yield Text(f"  withheld: {counts}", "dim")


def _section(name: str, lines: Iterable[Text]) -> Iterator[Text]:
    found = list(lines)
    if not found:
        yield Text(f"  {name}: none", "dim")
        return
    yield Text(f"  {name}", "dim")
    for line in found:
        yield Text("    ").append_text(line)


def entity_line(entity: Entity) -> Text:
    """Name, type, id and number of mentions."""
    mentions = counted(len(entity.mentions), "mention")
    return Text.assemble(
        (safe(entity.name), "bold"), f"  {entity.type}  {safe(entity.id)}  {mentions}"
    )


def _holder(holder: StatedHolder) -> str:
    """A name, the author, or the words for somebody who has no name here."""
    if holder.kind == "author":
        return "the author"
    if holder.kind == "unnamed":
        return holder.words.text if holder.words is not None else "an unnamed source"
    return holder.name or ""


def stance_line(stance: Stance) -> Text:
    """Holder, target, for or against, the words that show it, how they were reported."""
    holder = _holder(stance.holder)
    # Verbatim, except for line breaks, which would only be shown as escapes.
    words = " … ".join(" ".join(span.text.split()) for span in stance.evidence)
    word, style = _POLARITY[stance.polarity]
    return Text.assemble(
        (safe(holder), "bold"),
        " → ",
        (safe(stance.target.name), "bold"),
        "  ",
        (word, style),
        f'  "{safe(words)}"  ({stance.reporting}, {stance.confidence:.2f})',
    )


def topic_line(topic: Topic) -> Text:
    """Code, name and score."""
    return Text(f"{topic.code}  {safe(topic.name)}  {topic.score:.2f}")


def dead_letter_line(record: Any) -> Text:
    """The letter's place and reason, and the record that it is about."""
    place = f"{record.partition}:{record.offset}"
    key = cut(safe_bytes(record.key), _MOST_KEY) if record.key is not None else "(no key)"
    try:
        letter, _ = split_headers(record.headers)
    except DeadLetterError as error:
        return Text(f"{place}  {key}  not a dead letter: {cut(safe(str(error)), _MOST_DETAIL)}")
    return Text.assemble(
        f"{place}  {key}  ",
        (letter.reason, "bold"),
        f"  {cut(safe(letter.detail), _MOST_DETAIL)}"
        f"  (from {cut(safe(letter.topic), _MOST_DETAIL)} {letter.partition}:{letter.offset})",
    )


def record_lines(record: Any) -> Iterator[Text]:
    """Any record of any topic in the catalogue; a record that is not ours as safe text."""
    try:
        split_headers(record.headers)
    except DeadLetterError:
        pass
    else:
        yield dead_letter_line(record)
        return
    value = record.value or b""
    model = _EVENTS.get(dict(record.headers).get("ce_type") or b"")
    try:
        # The whole event is read before anything of it is shown.
        lines = [] if model is None else list(_event_lines(model.model_validate_json(value)))
    except ValidationError:
        lines = []
    yield from lines or [Text(f"{record.partition}:{record.offset}  {safe_bytes(value)}")]


def _event_lines(event: Value) -> Iterator[Text]:
    match event:
        case Enriched():
            yield from enriched_lines(event)
        case EntityTagged():
            yield _of(entity_line(event.entity), event.article.title)
        case StanceTaken():
            yield _of(stance_line(event.stance), event.article.title)
        case TopicAssigned():
            yield _of(topic_line(event.topic), event.article.title)


def _of(line: Text, title: str) -> Text:
    return line.append(f"  in “{safe(title)}”", "dim")
