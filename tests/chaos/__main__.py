"""``make chaos``: plays seeded runs, one after another, and says what was found."""

import argparse
import math
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.chaos.mutants import MENDED_BY_HAND, MUTANTS
from tests.chaos.report import write_report
from tests.chaos.results import RESULTS, Result, append, load, source
from tests.chaos.run import play
from tests.chaos.schedule import NAMES, Plan
from tests.chaos.stage import Ground, on_stage
from tests.support.processes import end_with_parent

# The long run: a thousand kills, a hundred broker restarts, a hundred thousand articles. It is
# played in parts, each judged by itself, so that it can go on where it was interrupted.
PART = Plan(seed=5001, faults=4, articles=1_000, brokers=3, workers=3, real_every=200, dense=True)
PARTS = 100
SEEDS = Path(__file__).with_name("seeds.txt")


def main() -> int:
    """Play what is asked for; 1 if a real worker failed, or a mutant was not caught."""
    asked = _parser().parse_args()
    if asked.report:
        write_report(load(asked.results))
        return 0
    shown = [*MUTANTS, *MENDED_BY_HAND] if asked.by_hand else [*MUTANTS]
    mutants = shown if asked.mutant == ["all"] else asked.mutant or [""]
    runs = [(plan, mutant) for mutant in mutants for plan in _plans(asked)]
    if asked.plan:
        for plan, _ in runs:
            print(plan.text())
        return 0
    if asked.at_a_time > 1 and not asked.share:
        return _several(asked.at_a_time)
    if asked.resume:
        kept = [one for one in load(asked.results) if counts(one, source(), long_run=asked.long)]
        done = {(one.schedule, one.mutant) for one in kept}
        runs = [run for run in runs if (run[0].digest(), run[1]) not in done]
    runs = runs[(asked.share or 1) - 1 :: asked.at_a_time]
    if not runs:
        print("every seed has a result for this worker in", asked.results)
        return 0
    until = time.monotonic() + asked.hours * 3600
    with on_stage(asked.brokers, secured=asked.secured) as ground:
        bad = [run for run in runs if time.monotonic() < until and _played(*run, ground, asked)]
    return 1 if bad else 0


def counts(result: Result, now: str, *, long_run: bool) -> bool:
    """Whether a run that has a result is not played again; ``now`` is the worker's code of today.

    The long run takes days in which the worker may change. Each of its lines says which worker it
    was, and what was not held is played again.
    """
    return result.verdict == "held" if long_run else result.source == now


def _several(count: int) -> int:
    """Play the runs in so many processes, each with brokers of its own and a share of the runs."""
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.chaos", *sys.argv[1:], "--share", str(number)],
            preexec_fn=end_with_parent,  # noqa: PLW1509 - it only makes one system call
        )
        for number in range(1, count + 1)
    ]
    try:
        return max(abs(child.wait()) for child in children)
    except KeyboardInterrupt:
        # They have had the signal too, and put away what they started.
        for child in children:
            child.wait()
        raise


def _plans(asked: argparse.Namespace) -> list[Plan]:
    if asked.long:
        return [replace(PART, seed=PART.seed + number) for number in range(PARTS)]
    return [
        Plan(
            seed=seed,
            faults=asked.faults,
            articles=asked.articles or asked.faults * 60,
            brokers=asked.brokers,
            workers=asked.workers,
            real_every=asked.real_every,
            versions=asked.versions,
            kinds=tuple(asked.kinds or NAMES),
            dense=asked.dense,
            secured=asked.secured,
            by_hand=asked.by_hand,
        )
        for seed in [int(word) for word in asked.seeds] or committed_seeds()
    ]


def committed_seeds() -> list[int]:
    """The seeds of the repository, those that once failed among them."""
    lines = [line.partition("#")[0].strip() for line in SEEDS.read_text("utf-8").splitlines()]
    return [int(line) for line in lines if line]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("seeds", nargs="*", help="which seeds; without: those in seeds.txt")
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--articles", type=int, help="60 a fault, if not given")
    parser.add_argument("--brokers", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--real-every",
        type=int,
        default=0,
        help="one in so many articles is read by the real model",
    )
    parser.add_argument(
        "--versions", type=int, default=1, help="so many versions of the worker side by side"
    )
    parser.add_argument("--kinds", nargs="+", choices=NAMES, help="only these faults")
    parser.add_argument(
        "--mutant",
        nargs="+",
        choices=[*MUTANTS, *MENDED_BY_HAND, "all"],
        help="a worker with a fault, to be caught",
    )
    parser.add_argument("--dense", action="store_true", help="kill several processes at once")
    parser.add_argument(
        "--secured", action="store_true", help="workers log in, and rights are taken away"
    )
    parser.add_argument(
        "--by-hand",
        action="store_true",
        help="the topic is deleted and offsets are moved too; a person does what a worker asks for",
    )
    parser.add_argument(
        "--long", action="store_true", help=f"the long run, in {PARTS} parts; with --resume"
    )
    parser.add_argument(
        "--hours", type=float, default=math.inf, help="begin no run after so many hours"
    )
    parser.add_argument(
        "--at-a-time", type=int, default=1, help="so many runs at a time, each with its own brokers"
    )
    parser.add_argument("--share", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--plan", action="store_true", help="only print the schedule")
    parser.add_argument("--resume", action="store_true", help="leave out what the results have")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--report", action="store_true", help="only write docs/reliability.md")
    parser.add_argument("--keep", type=Path, help="a folder for the logs of the workers")
    return parser


def _played(plan: Plan, mutant: str, ground: Ground, asked: argparse.Namespace) -> bool:
    """Play one run; whether it ended as it should not have."""
    print(f"==> {mutant or 'the worker'}, schedule {plan.digest()}: {plan.text().splitlines()[0]}")
    with tempfile.TemporaryDirectory(prefix="stancewire-chaos-") as temporary:
        folder = (asked.keep or Path(temporary)) / f"{mutant or 'worker'}-{plan.seed}"
        folder.mkdir(parents=True, exist_ok=True)
        outcome = play(plan, folder, ground, mutant)
    for found in outcome.findings[:10]:
        print(f"    {found.kind}: {found.text}")
    print(
        f"seed {plan.seed} {mutant}: {outcome.verdict}; {sum(outcome.inflicted.values())} faults, "
        f"{outcome.articles} articles, {sum(outcome.killed.values())} processes killed, "
        f"{outcome.seconds:.0f} s",
        flush=True,
    )
    append(asked.results, Result.of(outcome, time.strftime("%Y-%m-%d")))
    return bool(outcome.findings) != bool(mutant)


if __name__ == "__main__":
    sys.exit(main())
