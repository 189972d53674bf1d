"""What runs found, one JSON object a line: the long run goes on where it was interrupted."""

import json
import subprocess
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from tests.chaos.run import Outcome

RESULTS = Path(__file__).with_name("results.jsonl")
ROOT = RESULTS.parents[2]


@dataclass(frozen=True)
class Result:
    """One run. ``source`` is the commit of the worker's code.

    ``real`` counts articles that the real model has read, ``real_letters`` those for it that ended
    as letters, by reason, ``killed`` processes, ``returned`` brokers that were started again.
    """

    seed: int
    schedule: str
    mutant: str
    verdict: str
    faults: int
    inflicted: dict[str, int]
    articles: int
    real_every: int
    records: int
    samples: int
    starts: int
    brokers: int
    workers: int
    seconds: int
    day: str
    source: str
    versions: int = 1
    dense: bool = False
    secured: bool = False
    by_hand: bool = False
    real: int = 0
    real_letters: dict[str, int] = field(default_factory=dict)
    killed: dict[str, int] = field(default_factory=dict)
    returned: int = 0

    @classmethod
    def of(cls, outcome: Outcome, day: str) -> Self:
        """The line for a run that has ended."""
        plan = outcome.plan
        return cls(
            seed=plan.seed,
            schedule=plan.digest(),
            mutant=outcome.mutant,
            verdict=outcome.verdict,
            faults=outcome.faults,
            inflicted=dict(sorted(outcome.inflicted.items())),
            articles=outcome.articles,
            real_every=plan.real_every,
            records=outcome.records,
            samples=outcome.samples,
            starts=outcome.starts,
            brokers=plan.brokers,
            workers=plan.workers,
            seconds=round(outcome.seconds),
            day=day,
            source=source(),
            versions=plan.versions,
            dense=plan.dense,
            secured=plan.secured,
            by_hand=plan.by_hand,
            real=outcome.real,
            real_letters=dict(sorted(outcome.real_letters.items())),
            killed=dict(sorted(outcome.killed.items())),
            returned=outcome.returned,
        )


def load(path: Path) -> list[Result]:
    """The results in the file; none if it is not there."""
    if not path.exists():
        return []
    return [Result(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def append(path: Path, result: Result) -> None:
    """Add a line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")


def source() -> str:
    """The last commit that changed what the worker is made of."""
    command = ["git", "log", "-1", "--format=%h", "--", "worker", "topics"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"
