"""Enriched articles for the console: the samples' events, with other names, dates and outlets.

Each article is put together from the events of a few samples. Whoever is named in it is somebody
else, drawn from a large population in which few are named often and many seldom; the texts and all
offsets follow. How often the most frequent are named, and how many entities, mentions, stances and
characters an article has, is like in 1,500 articles of American politics (docs/console.md).
"""

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from topics.identity import FINGERPRINT_PLACES, content_sha256

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
START: Final = datetime(2018, 1, 1, tzinfo=UTC)
APART: Final = timedelta(minutes=30)

_NAMED: Final = 40_000
_OUTLETS: Final = 120
_UNDATED: Final = 0.1
_COPIES: Final = 0.1
_TURNED: Final = 0.3
# The samples are denser than what is published elsewhere.
_KEPT: Final = 0.5
_KEPT_STANCES: Final = 0.33
_PARTS: Final = (2, 3, 4, 5)
_SYLLABLES: Final = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el")]

Event = dict[str, Any]


def sample_events() -> list[Event]:
    """The events of the samples, as the pipeline of this checkout writes them."""
    import stancewire  # noqa: PLC0415 - spaCy and the model take seconds

    events = (
        stancewire.enrich(path.read_text("utf-8")).model_dump(mode="json")
        for path in sorted(SAMPLES.glob("*.txt"))
    )
    return [event for event in events if not event["skipped"]]


class Articles:
    """Makes one event after the other; the same seed makes the same ones."""

    def __init__(self, samples: Sequence[Event], seed: int = 7) -> None:
        self._samples = samples
        self._chance = random.Random(seed)
        kinds = Counter(entity["type"] for event in samples for entity in event["entities"])
        self._population = {
            kind: _Population(self._chance, kind, count * _NAMED // kinds.total())
            for kind, count in sorted(kinds.items())
        }
        self._outlets = [f"The {_name(self._chance, 2)}" for _ in range(_OUTLETS)]
        self._fingerprints: list[bytes] = []

    @property
    def most_frequent(self) -> list[str]:
        """Ids of the persons that are named most often."""
        return [id_ for id_, _ in self._population["person"].names]

    def __call__(self, count: int) -> Iterator[Event]:
        """The first ``count`` events, in order of time."""
        for number in range(count):
            yield self._event(number)

    def _event(self, number: int) -> Event:
        chance = self._chance
        parts = [_renamed(one, self._population, chance) for one in self._chosen()]
        event = _joined(parts)
        outlet = min(int(chance.paretovariate(0.6)), _OUTLETS) - 1
        dated = chance.random() >= _UNDATED
        at = START + APART * number
        title, body = event.pop("title"), event.pop("body")
        return event | {
            "id": f"{number:032x}",
            "article": {
                "id": f"load-{number}",
                "title": title,
                "body": body,
                "url": f"https://example.org/{number}",
                "source": {"name": self._outlets[outlet]},
                "language": "en",
                "published_at": at.isoformat() if dated else None,
                "sha256": content_sha256(title, body),
            },
            "fingerprint": self._fingerprint().hex(),
        }

    def _chosen(self) -> list[Event]:
        return self._chance.sample(self._samples, self._chance.choice(_PARTS))

    def _fingerprint(self) -> bytes:
        """Of one in ten articles, nearly that of one of the last: a copy."""
        chance = self._chance
        if self._fingerprints and chance.random() < _COPIES:
            made = bytearray(chance.choice(self._fingerprints))
            for at in chance.sample(range(len(made)), 20):
                made[at] = chance.randrange(256)
            return bytes(made)
        own = chance.randbytes(FINGERPRINT_PLACES)
        self._fingerprints = [*self._fingerprints[-49:], own]
        return own


class _Population:
    """Names of one type; the first are drawn often."""

    def __init__(self, chance: random.Random, kind: str, count: int) -> None:
        names = (_name(chance, 3) for _ in range(max(count, 20)))
        self.names = [(f"name:{kind}:{n}-{name.casefold()}", name) for n, name in enumerate(names)]
        self._until = list(accumulate(1 / (n + 1) for n in range(len(self.names))))

    def drawn(self, chance: random.Random) -> tuple[str, str]:
        return self.names[bisect(self._until, chance.random() * self._until[-1])]


def _name(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=syllables)).capitalize()


def _renamed(event: Event, population: Mapping[str, _Population], chance: random.Random) -> Event:
    """The event about others: ids, names and texts."""
    who = {one["id"]: population[one["type"]].drawn(chance) for one in event["entities"]}
    names: dict[str, list[tuple[int, int, str]]] = {"title": [], "body": []}
    for entity in event["entities"]:
        for mention in entity["mentions"]:
            if mention["kind"] == "name":
                place = (mention["start"], mention["end"], who[entity["id"]][1])
                names[mention["field"]].append(place)
    texts = {field: _Rewritten(event["article"][field], put) for field, put in names.items()}

    def moved(span: Event) -> Event:
        return texts[span["field"]].moved(span)

    stances = [one for one in event["stances"] if chance.random() < _KEPT_STANCES]
    needed = {one[end]["id"] for one in stances for end in ("holder", "target")}

    def party(one: Event) -> Event:
        id_, name = who.get(one["id"], (one["id"], one["name"]))
        return one | {"id": id_, "name": name, "words": one["words"] and moved(one["words"])}

    entities = [
        entity
        | dict(zip(("id", "name"), who[entity["id"]], strict=True))
        | {"mentions": [moved(mention) for mention in entity["mentions"]]}
        for entity in event["entities"]
        if entity["id"] in needed or chance.random() < _KEPT
    ]
    stances = [
        stance
        | {
            "holder": party(stance["holder"]),
            "target": party(stance["target"]),
            "polarity": _side(stance["polarity"], chance),
            "confidence": round(chance.uniform(0.61, 0.98), 3),
            "evidence": [moved(span) for span in stance["evidence"]],
        }
        for stance in stances
    ]
    attributions = [
        one
        | {
            "source": {"span": one["source"]["span"] and moved(one["source"]["span"])},
            "cue": one["cue"] and moved(one["cue"]),
            "content": [moved(span) for span in one["content"]],
        }
        for one in event["attributions"]
        if chance.random() < _KEPT
    ]
    return {
        **event,
        "title": texts["title"].text,
        "body": texts["body"].text,
        "entities": entities,
        "stances": stances,
        "attributions": attributions,
    }


def _side(polarity: str, chance: random.Random) -> str:
    if chance.random() >= _TURNED:
        return polarity
    return "against" if polarity == "favor" else "favor"


class _Rewritten:
    """A text of which parts are replaced, and where its offsets are then."""

    def __init__(self, text: str, parts: Iterable[tuple[int, int, str]]) -> None:
        made: list[str] = []
        # The parts that were replaced: from where to where, in the old text and in the new one.
        self._parts: list[tuple[int, int, int, int]] = []
        at = length = 0
        for start, end, name in sorted(parts, key=lambda part: (part[0], -part[1])):
            # A name within another one goes with it.
            if start >= at:
                made += [text[at:start], name]
                length += start - at + len(name)
                self._parts.append((start, end, length - len(name), length))
                at = end
        self.text = "".join([*made, text[at:]])

    def moved(self, span: Event) -> Event:
        start, end = self._at(span["start"], 0), self._at(span["end"], 1)
        return span | {"start": start, "end": end, "text": self.text[start:end]}

    def _at(self, old: int, edge: int) -> int:
        """Where it is now; within a part that was replaced, that part's start or end."""
        index = bisect(self._parts, old, key=lambda part: part[0]) - 1
        if index < 0:
            return old
        start, end, *now = self._parts[index]
        inside = start < old < end
        return now[edge] if inside else now[0] if old == start else old - end + now[1]


def _joined(parts: Sequence[Event]) -> Event:
    """One event of several, one text after the other; who is in two of them is there once."""
    first, body = parts[0], ""
    entities: dict[str, Event] = {}
    joined: dict[str, list[Event]] = {"attributions": [], "stances": []}
    topics: dict[str, Event] = {}
    for part in parts:
        # Only the first title stays.
        for entity in part["entities"]:
            kept = _moved(entity["mentions"], len(body), part is first)
            known = entities.setdefault(entity["id"], entity | {"mentions": []})
            known["mentions"] = [*known["mentions"], *kept]
        for name, so_far in joined.items():
            so_far.extend(_moved(part[name], len(body), part is first))
        topics |= {topic["code"]: topic for topic in part["topics"]}
        body += part["body"] + "\n\n"
    return {
        "title": first["title"],
        "body": body,
        "pipeline": first["pipeline"],
        "skipped": None,
        "entities": [one for one in entities.values() if one["mentions"]],
        **joined,
        "stance_matrix": [],
        "topics": [*topics.values()][:3],
        "abstentions": first["abstentions"],
    }


def _moved(found: Any, by: int, titles: bool) -> list[Any]:
    """What was found, further on in the text; what is in a title only where titles stay."""
    return (
        []
        if not isinstance(found, list)
        else [_shifted(one, by) for one in found if titles or "title" not in _fields(one)]
    )


def _shifted(found: Any, by: int) -> Any:
    if isinstance(found, list):
        return [_shifted(one, by) for one in found]
    if not isinstance(found, dict):
        return found
    if found.get("field") == "body" and "start" in found:
        return found | {"start": found["start"] + by, "end": found["end"] + by}
    return {name: _shifted(one, by) for name, one in found.items()}


def _fields(found: Any) -> set[str]:
    if isinstance(found, list):
        return set().union(*map(_fields, found))
    if not isinstance(found, dict):
        return set()
    return {found["field"]} if "field" in found else _fields(list(found.values()))
