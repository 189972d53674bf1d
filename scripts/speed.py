"""Measure how many articles the pipeline reads in a second of one core.

    python scripts/speed.py ARTICLES.jsonl > docs/speed.txt

Time is the processor's, not the clock's; the pipeline of one process uses one core. Other work
still slows it through caches and memory, so measure on a calm machine: the last line says how calm
it was. Then `python -m contract readme` writes the figure into the README.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

import stancewire
from worker.cli.articles import Readable, read_articles

_WARM_UP = 5


def main() -> int:
    """Read the articles and print what was measured; the README shows the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", help="text, JSON or JSON Lines")
    parser.add_argument("--most", type=int, default=200, help="of these; default: %(default)s")
    asked = parser.parse_args()
    entries = [entry for entry in read_articles([asked.articles]) if isinstance(entry, Readable)]
    chosen = [entry.article for entry in entries[:: max(1, len(entries) // asked.most)]]
    chosen = chosen[: asked.most]
    if len(chosen) <= _WARM_UP:
        print(f"error: {asked.articles} has too few articles", file=sys.stderr)
        return 1
    nlp = stancewire.load()
    for article in chosen[:_WARM_UP]:
        stancewire.enrich(article, nlp)
    began = time.process_time()
    for article in chosen:
        event = stancewire.enrich(article, nlp)
    seconds = time.process_time() - began
    characters = sum(len(article.title) + len(article.body) for article in chosen)
    print(f"$ python scripts/speed.py {Path(asked.articles).name}")
    print(f"{len(chosen) / seconds:.1f} articles a second of one core")
    print(f"{len(chosen)} articles of {characters // len(chosen):,} characters on average")
    print(f"{event.pipeline.model} on {_processor()}, Python {platform.python_version()}")
    print(f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
    return 0


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
