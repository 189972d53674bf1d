"""What an enriched event says, as facts that can be compared with those of another pipeline.

Salience, scores and confidences are not part of a fact: new weights change all of them a little,
and where that matters a fact appears, disappears or changes.
"""

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from topics.events import Enriched, Entity, Holder, Mention, Span, Stance, Topic

GROUPS = ("articles", "entities", "stances", "topics")


@dataclass(frozen=True)
class Fact:
    """One thing that an event says about its article.

    ``key`` says what it is about: facts of two events with the same key are the same fact, and
    changed if ``fields`` differ. ``kind`` is what it is counted under (for a topic, the code of its
    top level), ``label`` is for people.
    """

    group: str
    kind: str
    key: str
    label: str
    fields: dict[str, str]


def facts_of(event: Enriched) -> list[Fact]:
    """Everything in an event that is compared."""
    language = event.article.language or "unknown"
    outcome = {"language": language, "skipped": event.skipped or "no"}
    return [
        Fact("articles", "outcome", "", event.article.title, outcome),
        *map(_entity, event.entities),
        *map(_stance, event.stances),
        *map(_topic, event.topics),
    ]


def to_json(facts: list[Fact]) -> str:
    """The facts as JSON, for ``from_json``."""
    return json.dumps([astuple(fact) for fact in facts], ensure_ascii=False)


def from_json(text: str) -> list[Fact]:
    """The facts that ``to_json`` wrote."""
    return [Fact(*values) for values in json.loads(text)]


def _entity(entity: Entity) -> Fact:
    fields = {
        "name": entity.name,
        "type": entity.type,
        "country": entity.country or "none",
        "polarity": entity.polarity.label if entity.polarity else "none",
        "mentions": _spans(entity.mentions),
    }
    return Fact("entities", entity.type, entity.id, f"{entity.name} ({entity.id})", fields)


def _stance(stance: Stance) -> Fact:
    holder = stance.holder
    fields = {
        "polarity": stance.polarity,
        "reporting": stance.reporting,
        "evidence": _spans(stance.evidence),
        "words for the holder": _words(holder.words),
        "words for the target": _words(stance.target.words),
    }
    label = f"{holder.name or holder.kind} {stance.polarity} {stance.target.name}"
    key = json.dumps([_identity(holder), stance.target.id])
    return Fact("stances", stance.polarity, key, label, fields)


def _topic(topic: Topic) -> Fact:
    fields = {"name": topic.name, "path": " > ".join(topic.path)}
    return Fact("topics", topic.path[0], topic.code, f"{topic.name} ({topic.code})", fields)


def _identity(holder: Holder) -> str:
    return f"entity {holder.id}" if holder.kind == "entity" else holder.kind


def _spans(spans: tuple[Span, ...]) -> str:
    return ", ".join(_parts(spans))


def _words(span: Span | None) -> str:
    return "none" if span is None else _spans((span,))


def _parts(spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        kind = f" {span.kind}" if isinstance(span, Mention) and span.kind != "name" else ""
        yield f"{span.text} [{span.field} {span.start}:{span.end}{kind}]"
