"""Measure everything, or compare with what was measured: ``python -m bench``."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from worker.one_thread import use_one_thread

RESULT: Final = Path(__file__).parent / "result.json"
PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def measured(asked: argparse.Namespace) -> dict[str, Any]:
    """Run all parts; what takes long says so on standard error."""
    # NumPy reads the number of threads when it is imported.
    use_one_thread()
    from bench.components import shares  # noqa: PLC0415
    from bench.kafka import through_kafka  # noqa: PLC0415
    from bench.latency import by_load  # noqa: PLC0415
    from bench.length import over_length  # noqa: PLC0415
    from bench.machine import machine  # noqa: PLC0415
    from bench.memory import growth  # noqa: PLC0415
    from bench.open_loop import open_loop  # noqa: PLC0415
    from bench.peers import measured as beside_peers  # noqa: PLC0415
    from bench.process import process  # noqa: PLC0415
    from bench.service import service  # noqa: PLC0415
    from bench.texts import articles  # noqa: PLC0415
    from worker.nlp import load  # noqa: PLC0415

    # First, so that the commit is the one whose code is measured.
    about = machine()
    texts = articles(asked.articles)
    nlp = load()
    _say("the pipeline beside its peers")
    peers = beside_peers(nlp, texts, asked.rounds)
    ratios = {name: peers.pop(name) for name in [*peers] if name.startswith("nlp_over_")}
    if asked.kafka:
        _say("workers on Kafka")
        ratios |= through_kafka(nlp, texts, asked.rounds, asked.kafka)
    if asked.check:
        return {"ratios": ratios}
    _say("where the time goes")
    components = shares(nlp, texts, asked.rounds)
    _say("what an article costs")
    costs = service(nlp, texts, asked.rounds)
    real = None
    if asked.kafka:
        _say("a worker at several loads")
        real = open_loop(texts, asked.open_loop)
    _say("memory")
    memory = growth(asked.memory)
    _say("over length")
    lengths = [length for length in (1_000, 10_000, 100_000) if length <= asked.longest]
    return {
        "machine": about,
        "run": {
            "rounds": asked.rounds,
            "articles": len(texts),
            "characters": sum(len(text.title) + len(text.body) for text in texts),
        },
        "ratios": ratios,
        "peers": peers,
        "components": components,
        "service": costs,
        "latency": {"simulated": by_load(costs["seconds"]), "real": real},
        "process": process(),
        "memory": memory,
        "length": list(over_length(nlp, lengths)),
    }


def _say(what: str) -> None:
    print(f"==> Measuring {what}", file=sys.stderr)


def main() -> int:
    """Read the command line; the exit status is 1 if a check finds a loss."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--articles", type=Path, help="JSON Lines; default: samples/")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--kafka", type=int, default=26, help="articles through Kafka in each turn; 0: leave out"
    )
    parser.add_argument("--open-loop", type=int, default=20, help="articles at each load")
    parser.add_argument("--memory", type=int, default=400, help="articles that one process reads")
    parser.add_argument("--longest", type=int, default=10_000, help="characters of one text")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    asked = parser.parse_args()
    from bench.check import losses  # noqa: PLC0415
    from bench.flame import draw  # noqa: PLC0415
    from bench.report import page, ratio_table  # noqa: PLC0415
    from bench.scale import write as write_scale  # noqa: PLC0415

    if asked.check and not RESULT.exists():
        print(f"error: there is no {RESULT.name} to compare with", file=sys.stderr)
        return 2
    result = measured(asked)
    print("\n".join(ratio_table(result["ratios"])))
    if asked.check:
        found = list(
            losses(json.loads(RESULT.read_text(encoding="utf-8"))["ratios"], result["ratios"])
        )
        print("\n".join(found) or "No ratio has fallen.")
        return 1 if found else 0
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(result), encoding="utf-8")
    write_scale(result)
    _say("where the time goes, function by function")
    draw(asked.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
