"""Judges a run by what is on the topics: what was lost, invented, contradicted, committed early.

It knows nothing of how the worker does it: what an event must be followed by is derived from the
event's own JSON, and never by the worker's code.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

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
Work = tuple[bytes, bytes]
"""A record that was sent: its key and its value. A corrected article has the same key."""
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
    """All that a run leaves behind.

    ``gone`` are articles whose topic was deleted before they were published in full: the rest of
    what they end as may be missing.
    """

    confirmed: AbstractSet[Work]
    doubtful: AbstractSet[Work] = frozenset()
    aborted: AbstractSet[Work] = frozenset()
    inputs: Sequence[Read] = ()
    outputs: Sequence[Read] = ()
    samples: Sequence[Sample] = ()
    lag: int = 0
    gone: AbstractSet[Work] = frozenset()


@dataclass(frozen=True)
class _Outcome:
    """An enriched event or a dead letter, and the record that it is about, if one like it was sent.

    ``event`` is an enriched event's JSON.
    """

    read: Read
    work: Work | None
    event: Mapping[str, Any] | None = None


def judge(evidence: Evidence, *, finished: bool = True) -> list[Finding]:
    """Everything that is wrong. What may still come counts as missing only in a finished run."""
    by_role: dict[str, list[Read]] = defaultdict(list)
    for record in evidence.outputs:
        by_role[record.role].append(record)
    outcomes = _outcomes(evidence, by_role)
    events = _events(outcomes)
    excused = _finished_by_another(by_role, outcomes) | _cut_off(evidence, by_role, outcomes)
    found = [
        *_invented(evidence, outcomes),
        *_differing(by_role, outcomes),
        *_contradicted(outcomes),
        *_out_of_order(evidence, outcomes),
        *_fan_out(by_role, events, excused, finished=finished),
        *_committed_early(evidence, by_role, outcomes),
    ]
    if finished:
        found += [*_lost(evidence, outcomes), *_lagging(evidence)]
    return found


def _outcomes(evidence: Evidence, by_role: Mapping[str, Sequence[Read]]) -> list[_Outcome]:
    """An event has the text that was sent, a letter keeps its record."""
    sent = evidence.confirmed | evidence.doubtful | evidence.aborted | evidence.gone
    texts: dict[tuple[bytes, str], Work] = {}
    for key, value in sent:
        with suppress(ValueError, KeyError):
            texts[key, json.loads(value)["body"]] = (key, value)
    found = []
    for read in by_role["dead_letters"]:
        work = (read.key, read.value)
        found.append(_Outcome(read, work if work in sent else None))
    for read in by_role["enriched"]:
        event = json.loads(read.value)
        found.append(_Outcome(read, texts.get((read.key, event["article"]["body"])), event))
    return found


def _events(outcomes: Iterable[_Outcome]) -> dict[str, Mapping[str, Any]]:
    """The JSON of the enriched events by their ids, of the first copy."""
    events: dict[str, Mapping[str, Any]] = {}
    for outcome in outcomes:
        if outcome.event is not None:
            events.setdefault(str(outcome.event["id"]), outcome.event)
    return events


def _lost(evidence: Evidence, outcomes: Sequence[_Outcome]) -> Iterator[Finding]:
    missing = evidence.confirmed - {outcome.work for outcome in outcomes}
    held = {(record.key, record.value) for record in evidence.inputs}
    for work in sorted(missing):
        # What Kafka itself lost is no fault of the worker's, but a fault of the run.
        yield Finding("lost" if work in held else "lost-by-kafka", f"no outcome for {work[0]!r}")


def _invented(evidence: Evidence, outcomes: Sequence[_Outcome]) -> Iterator[Finding]:
    sent = evidence.confirmed | evidence.doubtful | evidence.aborted | evidence.gone
    known = {key for key, _ in sent}
    for outcome in outcomes:
        key = outcome.read.key
        if key not in known:
            yield Finding("invented", f"an outcome for {key!r}, which nobody sent")
        elif outcome.work is None:
            yield Finding("changed", f"{outcome.read.role}: {key!r} with what nobody sent")
        elif outcome.work in evidence.aborted:
            yield Finding(
                "aborted-read", f"an outcome for {key!r}, whose transaction was not committed"
            )


def _differing(
    by_role: Mapping[str, Sequence[Read]], outcomes: Sequence[_Outcome]
) -> Iterator[Finding]:
    """Copies must have the same bytes, and one article one enriched event of each version."""
    for role in ("enriched", *FAN_OUT):
        copies: dict[bytes | None, tuple[bytes, bytes, Headers]] = {}
        for record in by_role[role]:
            mark = dict(record.headers).get("ce_id")
            content = (record.key, record.value, tuple(record.headers))
            if copies.setdefault(mark, content) != content:
                yield Finding("copies-differ", f"{role}: two records with the id {mark!r}")
    values: dict[tuple[Work, str], bytes] = {}
    reasons: dict[Work, str] = {}
    for outcome in outcomes:
        read, work = outcome.read, outcome.work
        if work is None:
            continue
        if outcome.event is not None:
            if values.setdefault((work, _version(outcome.event)), read.value) != read.value:
                yield Finding("copies-differ", f"enriched: two values for {read.key!r}")
            continue
        reason = split_headers(read.headers)[0].reason
        if reason not in ATTEMPTS_DIFFER and reasons.setdefault(work, reason) != reason:
            yield Finding("copies-differ", f"two reasons for the letters of {read.key!r}")


def _contradicted(outcomes: Sequence[_Outcome]) -> Iterator[Finding]:
    """An event and a letter for one article: only where two attempts can end differently."""
    events = {one.work: one.read.value for one in outcomes if one.event is not None}
    for outcome in outcomes:
        letter, work = outcome.read, outcome.work
        if outcome.event is not None or work is None or work not in events:
            continue
        text = text_of_event(Enriched.model_validate_json(events[work]))
        reason = split_headers(letter.headers)[0].reason
        if reason not in ATTEMPTS_DIFFER or text_of_letter(letter.value) != text:
            yield Finding("contradicted", f"event and letter ({reason}) for {letter.key!r}")


def _out_of_order(evidence: Evidence, outcomes: Sequence[_Outcome]) -> Iterator[Finding]:
    """Of two texts under one key, the one that was sent first is published first.

    Copies may come later. Where partitions were added, the two may be in different ones. What ended
    as a letter first may be enriched by any later attempt.
    """
    letters = {one.work for one in outcomes if one.event is None}
    first: dict[Work, Read] = {}
    for outcome in outcomes:
        if outcome.event is not None and outcome.work is not None:
            first.setdefault(outcome.work, outcome.read)
    sent: dict[tuple[bytes, int], list[Work]] = defaultdict(list)
    for record in sorted(evidence.inputs, key=lambda one: one.offset):
        work = (record.key, record.value)
        texts = sent[record.key, record.partition]
        if work in first and work not in letters and work not in texts:
            texts.append(work)
    for (key, _), texts in sent.items():
        for earlier, later in pairwise(first[work] for work in texts):
            if earlier.partition == later.partition and earlier.offset > later.offset:
                yield Finding("out-of-order", f"{key!r}: its correction was published before it")


Text = tuple[str, str]
"""An article's id and its SHA-256."""
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
    events: Mapping[str, Mapping[str, object]],
    excused: Container[str],
    *,
    finished: bool,
) -> Iterator[Finding]:
    promised = {id_: _promised(event) for id_, event in events.items()}
    seen: dict[str, set[Fact]] = defaultdict(set)
    for id_, fact, _ in _facts(by_role):
        seen[id_].add(fact)
    for id_, facts in seen.items():
        if id_ not in promised:
            if finished and id_ not in excused:
                yield Finding(
                    "fan-out", f"{len(facts)} findings of an event that is not there: {id_}"
                )
        elif facts - promised[id_]:
            yield Finding("fan-out", f"a finding that its event {id_} does not have")
    if finished:
        for id_, facts in promised.items():
            if facts - seen[id_] and id_ not in excused:
                yield Finding(
                    "fan-out", f"a finding of the event {id_} was not published by itself"
                )


def _finished_by_another(
    by_role: Mapping[str, Sequence[Read]], outcomes: Iterable[_Outcome]
) -> set[str]:
    """Ids of events of articles that another version published in full.

    A worker that ends while it publishes leaves the rest to the next worker: findings of an event,
    or the event of findings. If the next has another version, it publishes under other ids.
    """
    seen: dict[str, set[Fact]] = defaultdict(set)
    for id_, fact, _ in _facts(by_role):
        seen[id_].add(fact)
    begun: dict[str, tuple[Text, str]] = {}
    whole: dict[Text, set[str]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.event is not None:
            id_ = str(outcome.event["id"])
            begun[id_] = _of(outcome.event)
            if _promised(outcome.event) <= seen[id_]:
                whole[begun[id_][0]].add(begun[id_][1])
    for role in FAN_OUT:
        for record in by_role[role]:
            value = json.loads(record.value)
            begun.setdefault(str(value["enriched_id"]), _of(value))
    return {id_ for id_, (text, version) in begun.items() if whole[text] - {version}}


def _cut_off(
    evidence: Evidence, by_role: Mapping[str, Sequence[Read]], outcomes: Iterable[_Outcome]
) -> set[str]:
    """Ids of events of articles that were gone before they were published in full."""
    gone = {key.decode() for key, _ in evidence.gone}
    if not gone:
        return set()
    events = [outcome.event for outcome in outcomes if outcome.event is not None]
    facts = [json.loads(record.value) for role in FAN_OUT for record in by_role[role]]
    found = {str(event["id"]) for event in events if event["article"]["id"] in gone}
    return found | {str(fact["enriched_id"]) for fact in facts if fact["article"]["id"] in gone}


def published(evidence: Evidence) -> set[Work]:
    """The articles that have a letter, or an event and everything that must follow it."""
    by_role: dict[str, list[Read]] = defaultdict(list)
    for record in evidence.outputs:
        by_role[record.role].append(record)
    return set(_earliest(by_role, _outcomes(evidence, by_role)))


def _of(event: Mapping[str, Any]) -> tuple[Text, str]:
    """The text that an event of any topic is about, and the version that made it."""
    article = event["article"]
    return (article["id"], article["sha256"]), _version(event)


def _version(event: Mapping[str, Any]) -> str:
    return _canonical(event["pipeline"])


def _committed_early(
    evidence: Evidence,
    by_role: Mapping[str, Sequence[Read]],
    outcomes: Sequence[_Outcome],
) -> Iterator[Finding]:
    """At no sampled moment was an article committed that had not been published in full."""
    places = _earliest(by_role, outcomes)
    waiting: dict[int, list[Read]] = defaultdict(list)
    for record in sorted(evidence.inputs, key=lambda one: one.offset, reverse=True):
        waiting[record.partition].append(record)
    for sample in evidence.samples:
        for partition, committed in sample.committed.items():
            queue = waiting[partition]
            while queue and queue[-1].offset < committed:
                record = queue.pop()
                ways = places.get((record.key, record.value), ())
                if not any(_within(way, sample.ends) for way in ways):
                    yield Finding(
                        "committed-early",
                        f"partition {partition} was committed at {committed}, but "
                        f"{record.key!r} at {record.offset} was not published",
                        sample.faults,
                    )


Spot = tuple[str, int, int]
"""A topic's role, a partition, an offset."""


def _earliest(
    by_role: Mapping[str, Sequence[Read]], outcomes: Sequence[_Outcome]
) -> dict[Work, list[list[Spot]]]:
    """For each article the ways in which it is published: as a letter, or with all its events."""
    facts: dict[str, dict[Fact, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for id_, fact, record in _facts(by_role):
        facts[id_][fact].append((record.role, record.partition, record.offset))
    ways: dict[Work, list[list[Spot]]] = defaultdict(list)
    whole = set()
    for outcome in outcomes:
        read, work = outcome.read, outcome.work
        if work is None or (outcome.event is not None and outcome.event["id"] in whole):
            continue
        way = [(read.role, read.partition, read.offset)]
        if outcome.event is not None:
            whole.add(outcome.event["id"])
            found = facts[str(outcome.event["id"])]
            promised = _promised(outcome.event)
            if not promised <= set(found):
                continue
            # All copies of a record have one key, so they are in one partition, unless it grew.
            way += [min(found[fact], key=lambda place: place[2]) for fact in promised]
        ways[work].append(way)
    return ways


def _within(way: Iterable[Spot], ends: Mapping[Place, int]) -> bool:
    return all(offset < ends.get((role, partition), 0) for role, partition, offset in way)


def _lagging(evidence: Evidence) -> Iterator[Finding]:
    if evidence.lag:
        yield Finding("lag", f"{evidence.lag} articles are not committed at the end")


def _canonical(finding: object) -> str:
    return json.dumps(finding, sort_keys=True, ensure_ascii=False)
