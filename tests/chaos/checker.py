"""Judges a run by what is on the topics: what was lost, invented, contradicted, committed early.

It knows nothing of how the worker does it: what an event must be followed by is derived from the
event's own JSON, and never by the worker's code.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from topics.dead_letter import split_headers
from topics.events import Enriched
from topics.supersession import ATTEMPTS_DIFFER, text_of_event, text_of_letter

FAN_OUT = {
    "entities": ("entity", "entities"),
    "stances": ("stance", "stances"),
    "topics": ("topic", "topics"),
}
OUTPUTS = ("enriched", "dead_letters", *FAN_OUT)
Headers = Sequence[tuple[str, bytes | None]]
Place = tuple[str, int]
"""A topic's role and a partition of it."""


@dataclass(frozen=True)
class Read:
    """A record as it was read from a topic."""

    role: str
    partition: int
    offset: int
    key: bytes
    value: bytes
    headers: Headers = ()


@dataclass(frozen=True)
class Sample:
    """What was committed at one moment, and where the outputs ended right after it."""

    faults: int
    committed: Mapping[int, int]
    ends: Mapping[Place, int]


@dataclass(frozen=True)
class Finding:
    """Something that must not be; ``faults`` is how many faults there had been, if known."""

    kind: str
    text: str
    faults: int | None = None


@dataclass
class Evidence:
    """All that a run leaves behind. Keys are those of the articles."""

    confirmed: Mapping[bytes, bytes]
    doubtful: Mapping[bytes, bytes] = field(default_factory=dict)
    aborted: Mapping[bytes, bytes] = field(default_factory=dict)
    inputs: Sequence[Read] = ()
    outputs: Sequence[Read] = ()
    samples: Sequence[Sample] = ()
    lag: int = 0


def judge(evidence: Evidence, *, finished: bool = True) -> list[Finding]:
    """Everything that is wrong. What may still come counts as missing only in a finished run."""
    by_role: dict[str, list[Read]] = defaultdict(list)
    for record in evidence.outputs:
        by_role[record.role].append(record)
    events = _events(by_role["enriched"])
    found = [
        *_invented(evidence, by_role),
        *_differing(by_role),
        *_contradicted(by_role),
        *_contents(evidence, by_role),
        *_fan_out(by_role, events, finished=finished),
        *_committed_early(evidence, by_role, events),
    ]
    if finished:
        found += [*_lost(evidence, by_role), *_lagging(evidence)]
    return found


def _events(records: Iterable[Read]) -> dict[bytes, dict[str, object]]:
    """The enriched event's JSON by the key of its article, of the first copy."""
    events: dict[bytes, dict[str, object]] = {}
    for record in records:
        if record.key not in events:
            events[record.key] = json.loads(record.value)
    return events


def _outcomes(by_role: Mapping[str, Sequence[Read]]) -> set[bytes]:
    return {record.key for role in ("enriched", "dead_letters") for record in by_role[role]}


def _lost(evidence: Evidence, by_role: Mapping[str, Sequence[Read]]) -> Iterator[Finding]:
    missing = set(evidence.confirmed) - _outcomes(by_role)
    held = {record.key for record in evidence.inputs}
    for key in sorted(missing):
        # What Kafka itself lost is no fault of the worker's, but a fault of the run.
        yield Finding("lost" if key in held else "lost-by-kafka", f"no outcome for {key!r}")


def _invented(evidence: Evidence, by_role: Mapping[str, Sequence[Read]]) -> Iterator[Finding]:
    outcomes = _outcomes(by_role)
    for key in sorted(outcomes & set(evidence.aborted)):
        yield Finding(
            "aborted-read", f"an outcome for {key!r}, whose transaction was not committed"
        )
    known = {*evidence.confirmed, *evidence.doubtful, *evidence.aborted}
    for key in sorted(outcomes - known):
        yield Finding("invented", f"an outcome for {key!r}, which nobody sent")


def _differing(by_role: Mapping[str, Sequence[Read]]) -> Iterator[Finding]:
    """Copies must have the same bytes, and one article must have one enriched event."""
    for role in ("enriched", *FAN_OUT):
        copies: dict[bytes | None, tuple[bytes, bytes, Headers]] = {}
        for record in by_role[role]:
            mark = dict(record.headers).get("ce_id")
            content = (record.key, record.value, tuple(record.headers))
            if copies.setdefault(mark, content) != content:
                yield Finding("copies-differ", f"{role}: two records with the id {mark!r}")
    for role in ("enriched", "dead_letters"):
        values: dict[bytes, bytes] = {}
        for record in by_role[role]:
            if values.setdefault(record.key, record.value) != record.value:
                yield Finding("copies-differ", f"{role}: two values for {record.key!r}")
    reasons: dict[bytes, str] = {}
    for record in by_role["dead_letters"]:
        reason = split_headers(record.headers)[0].reason
        if reason not in ATTEMPTS_DIFFER and reasons.setdefault(record.key, reason) != reason:
            yield Finding("copies-differ", f"two reasons for the letters of {record.key!r}")


def _contradicted(by_role: Mapping[str, Sequence[Read]]) -> Iterator[Finding]:
    """An event and a letter for one article: only where two attempts can end differently."""
    events = {record.key: record.value for record in by_role["enriched"]}
    for letter in by_role["dead_letters"]:
        if letter.key not in events:
            continue
        text = text_of_event(Enriched.model_validate_json(events[letter.key]))
        reason = split_headers(letter.headers)[0].reason
        if reason not in ATTEMPTS_DIFFER or text_of_letter(letter.value) != text:
            yield Finding("contradicted", f"event and letter ({reason}) for {letter.key!r}")


def _contents(evidence: Evidence, by_role: Mapping[str, Sequence[Read]]) -> Iterator[Finding]:
    """A letter keeps its record, and an event has the text that was sent."""
    sent = {**evidence.doubtful, **evidence.confirmed}
    for letter in by_role["dead_letters"]:
        if letter.key in sent and letter.value != sent[letter.key]:
            yield Finding("changed", f"the letter of {letter.key!r} has another value")
    for record in by_role["enriched"]:
        if record.key in sent:
            article = json.loads(record.value)["article"]
            if article["body"] != json.loads(sent[record.key])["body"]:
                yield Finding("changed", f"the event of {record.key!r} has another text")


Fact = tuple[str, str, str]
"""A topic's role, a record's key, and the finding in JSON."""


def _promised(event: Mapping[str, object]) -> set[Fact]:
    """What an enriched event must be followed by, from its own findings."""
    promised = set()
    for role, (_, many) in FAN_OUT.items():
        findings = event[many]
        assert isinstance(findings, list)
        for finding in findings:
            key = {"entities": finding.get("id"), "topics": finding.get("code")}.get(role)
            if role == "stances":
                key = finding["target"]["id"]
            promised.add((role, str(key), _canonical(finding)))
    return promised


def _facts(by_role: Mapping[str, Sequence[Read]]) -> Iterator[tuple[str, Fact, Read]]:
    """Each record of the fan-out with the id of its enriched event."""
    for role, (one, _) in FAN_OUT.items():
        for record in by_role[role]:
            value = json.loads(record.value)
            yield value["enriched_id"], (role, record.key.decode(), _canonical(value[one])), record


def _fan_out(
    by_role: Mapping[str, Sequence[Read]],
    events: Mapping[bytes, Mapping[str, object]],
    *,
    finished: bool,
) -> Iterator[Finding]:
    promised = {str(event["id"]): _promised(event) for event in events.values()}
    seen: dict[str, set[Fact]] = defaultdict(set)
    for id_, fact, _ in _facts(by_role):
        seen[id_].add(fact)
    for id_, facts in seen.items():
        if id_ not in promised:
            if finished:
                yield Finding(
                    "fan-out", f"{len(facts)} findings of an event that is not there: {id_}"
                )
        elif facts - promised[id_]:
            yield Finding("fan-out", f"a finding that its event {id_} does not have")
    if finished:
        for id_, facts in promised.items():
            if facts - seen[id_]:
                yield Finding(
                    "fan-out", f"a finding of the event {id_} was not published by itself"
                )


def _committed_early(
    evidence: Evidence,
    by_role: Mapping[str, Sequence[Read]],
    events: Mapping[bytes, Mapping[str, object]],
) -> Iterator[Finding]:
    """At no sampled moment was an article committed that had not been published in full."""
    places = _earliest(by_role, events)
    waiting: dict[int, list[Read]] = defaultdict(list)
    for record in sorted(evidence.inputs, key=lambda one: one.offset, reverse=True):
        waiting[record.partition].append(record)
    for sample in evidence.samples:
        for partition, committed in sample.committed.items():
            queue = waiting[partition]
            while queue and queue[-1].offset < committed:
                record = queue.pop()
                if not any(_within(way, sample.ends) for way in places.get(record.key, ())):
                    yield Finding(
                        "committed-early",
                        f"partition {partition} was committed at {committed}, but "
                        f"{record.key!r} at {record.offset} was not published",
                        sample.faults,
                    )


Spot = tuple[str, int, int]
"""A topic's role, a partition, an offset."""


def _earliest(
    by_role: Mapping[str, Sequence[Read]], events: Mapping[bytes, Mapping[str, object]]
) -> dict[bytes, list[list[Spot]]]:
    """For each article the ways in which it is published: as a letter, or with all its events."""
    facts: dict[str, dict[Fact, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for id_, fact, record in _facts(by_role):
        facts[id_][fact].append((record.role, record.partition, record.offset))
    ways: dict[bytes, list[list[Spot]]] = defaultdict(list)
    for record in by_role["dead_letters"]:
        ways[record.key].append([(record.role, record.partition, record.offset)])
    whole = set()
    for record in by_role["enriched"]:
        if record.key in whole:
            continue
        whole.add(record.key)
        event = events[record.key]
        found = facts[str(event["id"])]
        way = [(record.role, record.partition, record.offset)]
        promised = _promised(event)
        if promised <= set(found):
            # All copies of a record have one key, so they are in one partition, unless it grew.
            way += [min(found[fact], key=lambda place: place[2]) for fact in promised]
            ways[record.key].append(way)
    return ways


def _within(way: Iterable[Spot], ends: Mapping[Place, int]) -> bool:
    return all(offset < ends.get((role, partition), 0) for role, partition, offset in way)


def _lagging(evidence: Evidence) -> Iterator[Finding]:
    if evidence.lag:
        yield Finding("lag", f"{evidence.lag} articles are not committed at the end")


def _canonical(finding: object) -> str:
    return json.dumps(finding, sort_keys=True, ensure_ascii=False)
