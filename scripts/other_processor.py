#!/usr/bin/env python3
"""Compare what this processor and another find in the samples, the other emulated by qemu-user.

usage: other_processor.py [--cpu Nehalem] [--count N] [--qemu qemu-x86_64]

onnxruntime and NumPy choose their kernels by the processor that they see. Nehalem has SSE 4.2 and
nothing later; Haswell has AVX2 and FMA. qemu 7.2 emulates neither AVX-512 nor VNNI. It is fifty
times slower than the processor. Prints the largest difference of a number and everything else that
differs; exits with 1 if anything but numbers and counts of what was withheld does.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
READ = """
import sys
from worker.one_thread import use_one_thread
use_one_thread()
from bench.texts import articles
from topics.events import Article
from worker.nlp.pipeline import enrich, load
nlp = load()
for number, text in enumerate(articles(None)[: int(sys.argv[1])]):
    article = Article(id=str(number), title=text.title, body=text.body)
    print(enrich(nlp, article).model_dump_json())
"""


def read(count: int, *before: str) -> list[Any]:
    """What is found in the first samples."""
    command = [*before, sys.executable, "-c", READ, str(count)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(one: Any, other: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The places in which two answers differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            yield from differences(one.get(name), other.get(name), f"{place}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from differences(first, second, f"{place}[{number}]")
    elif one != other:
        yield place, one, other


def main() -> int:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(description="Compare with an emulated processor.")
    parser.add_argument("--cpu", default="Nehalem")
    parser.add_argument("--count", type=int, default=13)
    parser.add_argument("--qemu", default="qemu-x86_64")
    asked = parser.parse_args()
    found = list(
        differences(read(asked.count), read(asked.count, asked.qemu, "-cpu", asked.cpu), "samples")
    )
    gaps = [
        abs(one - other)
        for _, one, other in found
        if isinstance(one, float) and isinstance(other, float)
    ]
    rest = [place for place in found if not isinstance(place[1], float)]
    print(f"{len(gaps)} numbers differ, by {max(gaps, default=0.0):.4f} at most")
    for place, one, other in rest:
        print(f"{place}: {one} here, {other} on {asked.cpu}")
    return int(any(".abstentions" not in place for place, _, _ in rest))


if __name__ == "__main__":
    sys.exit(main())
