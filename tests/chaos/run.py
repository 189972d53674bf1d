"""Plays a plan: articles flow, faults happen, and at the end everything is judged."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.checker import Finding, Read, judge
from tests.chaos.faults import inflict
from tests.chaos.ledger import articles, is_real
from tests.chaos.schedule import Plan, Step
from tests.chaos.stage import Ground, Stage, evidence_of
from tests.chaos.writer import AHEAD, LITTLE_AHEAD, Writer
from tests.support.patience import Deadline
from topics.dead_letter import split_headers

# No article may take longer than this to get its outcome, faults and restarts included.
STALL_SECONDS = 240.0
CATCH_UP_SECONDS = 60.0
TICK_SECONDS = 0.1
JUDGE_EVERY = 10


@dataclass
class Outcome:
    """How a run ended. ``faults`` is how many there were when the first finding was made."""

    plan: Plan
    mutant: str
    findings: list[Finding] = field(default_factory=list)
    faults: int = 0
    inflicted: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    records: int = 0
    samples: int = 0
    starts: int = 0
    # Articles that the real model has read, and why others for it ended as letters.
    real: int = 0
    real_letters: dict[str, int] = field(default_factory=dict)
    killed: dict[str, int] = field(default_factory=dict)
    returned: int = 0
    seconds: float = 0.0
    # A mutant is judged again when the observer has gone round so often.
    judged: int = 0

    @property
    def verdict(self) -> str:
        """``held``, or the kinds of what was found."""
        return ", ".join(sorted({found.kind for found in self.findings})) or "held"


class StalledError(Exception):
    """Nothing moved any more, though every fault was undone."""


def play(
    plan: Plan, folder: Path, ground: Ground, mutant: str = "", *, say: bool = True
) -> Outcome:
    """Play the plan on these brokers, on topics of its own.

    A mutant is judged again and again, and the run ends at the first finding.
    """
    began = time.monotonic()
    outcome = Outcome(plan, mutant)
    with Stage(plan, folder, ground, mutant) as stage:
        observer = stage.observer
        records = articles(plan, str(folder))
        ahead = LITTLE_AHEAD if plan.by_hand else AHEAD
        with Writer(stage.cluster, stage.ledger, records, lambda: stage.done, ahead) as writer:
            stage.writer = writer
            try:
                _faults(stage, outcome, say=say)
                if not (outcome.findings or (mutant and stage.unsaid)):
                    _settle(stage, writer)
                    outcome.findings = judge(evidence_of(stage, observer.lag() or 0))
            except StalledError as error:
                outcome.findings = judge(evidence_of(stage, 0), finished=False)
                outcome.findings.append(Finding("stalled", str(error), observer.faults))
            outcome.findings += stage.unsaid
            if not mutant:
                # A mutant is to be caught by what it does wrong.
                outcome.findings += [Finding("slow-stop", text) for text in stage.slow_stops]
        known = [found.faults for found in outcome.findings if found.faults is not None]
        outcome.faults = min(known, default=observer.faults)
        outcome.articles = len(stage.ledger.confirmed)
        outcome.records = len(observer.outputs)
        outcome.samples = len(observer.samples)
        outcome.starts = stage.starts
        _count_real(outcome, observer.outputs)
        outcome.killed, outcome.returned = dict(stage.killed), stage.returned
    outcome.seconds = time.monotonic() - began
    return outcome


def _count_real(outcome: Outcome, outputs: Sequence[Read]) -> None:
    ended = [read for read in outputs if is_real(read.key)]
    enriched = {read.key for read in ended if read.role == "enriched"}
    outcome.real = len(enriched)
    reasons = {
        read.key: split_headers(read.headers)[0].reason
        for read in ended
        if read.role == "dead_letters" and read.key not in enriched
    }
    outcome.real_letters = dict(Counter(reasons.values()))


def _faults(stage: Stage, outcome: Outcome, *, say: bool) -> None:
    observer = stage.observer
    for step in stage.plan.steps():
        for _ in _until(stage, step):
            if stage.mutant and stage.unsaid:
                return
            if stage.mutant and observer.rounds > outcome.judged:
                _judge_now(stage, outcome)
                if outcome.findings:
                    return
        observer.faults += 1
        if say:
            print(f"{time.strftime('%H:%M:%S')} {step}", flush=True)
        inflict(stage, step)
        outcome.inflicted[step.fault] = outcome.inflicted.get(step.fault, 0) + 1


def _judge_now(stage: Stage, outcome: Outcome) -> None:
    """Judge what there is so far."""
    began = stage.observer.rounds
    outcome.findings = judge(evidence_of(stage, 0), finished=False)
    # Some rounds later again: what was found so far is judged anew each time.
    outcome.judged = began + JUDGE_EVERY


def _until(stage: Stage, step: Step) -> Iterator[None]:
    """Wait for the step's moment: so many articles, and then its pause."""
    for done in _moving(stage):
        yield
        if done >= step.at:
            break
    until = time.monotonic() + step.pause
    while time.monotonic() < until:
        stage.tend()
        time.sleep(TICK_SECONDS)
        yield


def _settle(stage: Stage, writer: Writer) -> None:
    """Wait until every fault is undone, everything is sent, and nothing is left to commit."""
    for _ in _moving(stage):
        if not (stage.quiet and writer.finished):
            continue
        if stage.observer.lag() == 0:
            break
        time.sleep(1)
    _catch_up(stage)


def _catch_up(stage: Stage) -> None:
    """Wait until all that is there has been read, while faults go on being undone."""
    wanted, deadline = stage.observer.rounds + 2, Deadline(CATCH_UP_SECONDS)
    while stage.observer.rounds < wanted and not deadline.passed():
        stage.tend()
        time.sleep(TICK_SECONDS)


def _moving(stage: Stage) -> Iterator[int]:
    """The number of articles that have an outcome, again and again while the stage is tended.

    Raises StalledError if nothing has changed for too long.
    """
    seen, deadline = -1, Deadline(STALL_SECONDS)
    while True:
        stage.tend()
        done = stage.done
        # Until the last commit, nothing but the commits may move.
        if done != seen:
            seen, deadline = done, Deadline(STALL_SECONDS)
        if deadline.passed():
            raise StalledError(
                f"{done} articles have an outcome, lag {stage.observer.lag()}, and nothing moves"
            )
        yield done
        time.sleep(TICK_SECONDS)
