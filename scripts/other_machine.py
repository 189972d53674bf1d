#!/usr/bin/env python3
"""Compare what the same code finds here and on another processor, or with other packages.

usage: other_machine.py [--cpu Nehalem [--qemu qemu-x86_64]] [--articles FILE] [--count N]
       other_machine.py --python ENVIRONMENT/bin/python [--articles FILE] [--count N]

The other processor is emulated by qemu-user. onnxruntime and NumPy choose their kernels by the
processor that they see. Nehalem has SSE 4.2 and nothing later; Haswell has AVX2 and FMA. qemu 7.2
emulates neither AVX-512 nor VNNI. It is fifty times slower than the processor. With --python,
another environment reads on this processor, for example one with another version of onnxruntime.

Prints the largest difference of a number and everything else that differs; exits with 1 if anything
but numbers and counts of what was withheld does. Without --articles, the samples are read.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
READ = """
import sys
from pathlib import Path
from worker.one_thread import use_one_thread
use_one_thread()
from bench.texts import articles
from topics.events import Article
from worker.nlp.pipeline import enrich, load
nlp = load()
source = Path(sys.argv[2]) if len(sys.argv) > 2 else None
for number, text in enumerate(articles(source)[: int(sys.argv[1])]):
    article = Article(id=str(number), title=text.title, body=text.body)
    print(enrich(nlp, article).model_dump_json())
"""


def read(articles: Sequence[str], python: str, *before: str) -> list[Any]:
    """What an interpreter finds in some articles; `before` is what runs it."""
    command = [*before, python, "-c", READ, *articles]
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
    parser = argparse.ArgumentParser(description="Compare with another processor or packages.")
    parser.add_argument("--cpu", default="Nehalem")
    parser.add_argument("--qemu", default="qemu-x86_64")
    parser.add_argument("--python", help="of another environment, in place of another processor")
    parser.add_argument("--articles", help="JSON Lines with title and body")
    parser.add_argument("--count", type=int, default=13)
    asked = parser.parse_args()
    articles = [str(asked.count), *([asked.articles] if asked.articles else [])]
    here = read(articles, sys.executable)
    if asked.python:
        where, there = asked.python, read(articles, asked.python)
    else:
        where, there = asked.cpu, read(articles, sys.executable, asked.qemu, "-cpu", asked.cpu)
    print(f"{len(here)} articles")
    found = list(differences(here, there, "articles"))
    gaps = [
        abs(one - other)
        for _, one, other in found
        if isinstance(one, float) and isinstance(other, float)
    ]
    rest = [place for place in found if not isinstance(place[1], float)]
    print(f"{len(gaps)} numbers differ, by {max(gaps, default=0.0):.4f} at most")
    for place, one, other in rest:
        print(f"{place}: {one} here, {other} by {where}")
    return int(any(".abstentions" not in place for place, _, _ in rest))


if __name__ == "__main__":
    sys.exit(main())
