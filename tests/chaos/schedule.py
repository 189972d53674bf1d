"""A seeded schedule of faults. The same seed and sizes give the same schedule, everywhere."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Partitions cannot be taken away again, so there are only so many.
MOST_PARTITIONS_ADDED = 4
BAD_EVERY = 50
DIES_TWICE_EVERY = 97
# One in so many is another text of an article that was sent shortly before.
CORRECTS_EVERY = 23
SLOW_SECONDS = 0.4
PLAIN = "plain"
TRANSACTION_ARTICLES = 5
RARE = 100


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how often it is dealt, and how many seconds it lasts before it is undone.

    ``brokers`` is how many brokers it takes; with fewer it is left out. ``dense`` is how often it
    is dealt in a dense run. ``secured`` and ``by_hand`` are how often it is dealt besides: in a run
    whose workers log in, and in one with a person who mends what needs one.
    """

    name: str
    cards: int
    least: float = 0.0
    most: float = 0.0
    brokers: int = 1
    dense: int = 0
    secured: int = 0
    by_hand: int = 0


# What each does is in faults.py. A worker's session is six seconds: a freeze outlasts it.
KINDS = (
    Kind("kill-worker", 6, dense=1),
    Kind("stop-worker", 3),
    Kind("freeze-worker", 3, 7, 10, dense=1),
    Kind("kill-child", 3, dense=1),
    Kind("freeze-child", 1, 5, 9),
    Kind("refuse-enriched", 1, 2, 4),
    Kind("refuse-fan-out", 1, 2, 4),
    Kind("refuse-letters", 1, 2, 4),
    Kind("abort-transaction", 1),
    Kind("commit-transaction", 1),
    Kind("hang-transaction", 1, 3, 6),
    Kind("add-partition", 1),
    Kind("kill-broker", 2, 0.5, 8, dense=2),
    Kind("stop-broker", 1, 0.5, 8, dense=1),
    Kind("freeze-broker", 1, 3, 12),
    Kind("fill-disk", 1, 3, 10),
    Kind("kill-coordinator", 1, 0.5, 8, brokers=3, dense=1),
    Kind("kill-two-brokers", 1, 1, 10, brokers=3),
    Kind("all-brokers-away", 1, 20, 60),
    # Many kills for one restart's time.
    Kind("kill-workers", 0, dense=4),
    Kind("kill-children", 0, dense=4),
    # Only where there are rights: with a deck of its own, earlier schedules stay what they were.
    Kind("take-right", 0, 1, 4, secured=6),
    # After these a person has to say how to go on.
    Kind("delete-topic", 0, 3, 10, by_hand=5),
    Kind("move-offset", 0, by_hand=5),
)
NAMES = tuple(kind.name for kind in KINDS)


@dataclass(frozen=True)
class Step:
    """One fault: inflicted ``pause`` seconds after ``at`` articles have an outcome.

    ``target`` picks whom it hits among those there are; it is undone after ``lasts`` seconds.
    """

    number: int
    at: int
    pause: float
    fault: str
    target: int
    lasts: float

    def __str__(self) -> str:
        lasts = f" for {self.lasts:.1f} s" if self.lasts else ""
        return (
            f"{self.number:4d}  after {self.at} articles and {self.pause:.1f} s: "
            f"{self.fault} {self.target}{lasts}"
        )


@dataclass(frozen=True)
class Plan:
    """What a run does; every part of it follows from these numbers alone.

    A dense run kills as many processes as it can: several at once, and little else. In a secured
    one the workers log in with the least rights. In one with mending by hand, there is a person who
    does what a worker asks for.
    """

    seed: int
    faults: int
    articles: int
    brokers: int = 1
    workers: int = 2
    real_every: int = 0
    versions: int = 1
    kinds: tuple[str, ...] = NAMES
    dense: bool = False
    secured: bool = False
    by_hand: bool = False

    def steps(self) -> list[Step]:
        """The faults in order."""
        # Of a generator's methods only random() is promised to give the same in every Python.
        dice = random.Random(self.seed)
        kinds = _dealt(self._deck(), dice)
        between = self.articles / (self.faults + 1)
        return [
            Step(
                number=number,
                at=int(between * number),
                pause=round(2 * dice.random(), 1),
                fault=kind.name,
                target=int(1000 * dice.random()),
                lasts=round(kind.least + (kind.most - kind.least) * dice.random(), 1),
            )
            for number, kind in zip(range(1, self.faults + 1), kinds, strict=False)
        ]

    def text(self) -> str:
        """The whole schedule, to read and to compare."""
        real = f", one in {self.real_every} of them with the real model" if self.real_every else ""
        versions = f" of {self.versions} versions" if self.versions > 1 else ""
        dense = " dense" if self.dense else ""
        secured = ", with logins" if self.secured else ""
        by_hand = ", with mending by hand" if self.by_hand else ""
        first = (
            f"seed {self.seed}: {self.faults}{dense} faults over {self.articles} articles{real}; "
            f"{self.workers} workers{versions}, {self.brokers} brokers{secured}{by_hand}"
        )
        return "\n".join([first, *map(str, self.steps())])

    @property
    def real_is_rare(self) -> bool:
        """Whether most pool processes end before they get an article for the real model."""
        return self.real_every >= RARE

    def digest(self) -> str:
        """Tells schedules apart."""
        return hashlib.sha256(self.text().encode()).hexdigest()[:12]

    def _deck(self) -> list[Kind]:
        unknown = set(self.kinds) - set(NAMES)
        if unknown:
            raise ValueError(f"no such faults: {', '.join(sorted(unknown))}")
        chosen = [k for k in KINDS if k.name in self.kinds and k.brokers <= self.brokers]
        deck = [kind for kind in chosen for _ in range(self._count(kind))]
        if not deck:
            raise ValueError(f"never dealt in such a run: {', '.join(self.kinds)}")
        return deck

    def _count(self, kind: Kind) -> int:
        count = kind.dense if self.dense else kind.cards
        return count + kind.secured * self.secured + kind.by_hand * self.by_hand


def _dealt(deck: Sequence[Kind], dice: random.Random) -> Iterator[Kind]:
    """The deck shuffled, again and again, so that even a short run has something of most kinds."""
    added = 0
    while True:
        for kind in sorted(deck, key=lambda _: dice.random()):
            if kind.name == "add-partition":
                added += 1
                if added > MOST_PARTITIONS_ADDED:
                    continue
            yield kind
