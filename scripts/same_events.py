#!/usr/bin/env python3
"""Check that a code change changes no event: enrich the same articles before and after.

usage: same_events.py ARTICLES.jsonl [--before COMMIT] [--count N]

Enriches the first N articles (300) with the code of COMMIT (HEAD), in a separate checkout, and with
the code in this folder, and compares the events byte by byte. Exits with 1 and names the articles
whose events differ. The events of COMMIT are kept in runs/same_events/, so later checks enrich the
articles only once. Run it with the project's own Python: .venv/bin/python scripts/same_events.py
ARTICLES.jsonl
"""

import argparse
import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "runs" / "same_events"
SHOWN = 20


def enriched(code: Path, articles: Path, target: Path) -> None:
    """Enrich the articles with the code in a folder and write one event per line."""
    partial = target.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as out:
        subprocess.run(
            [sys.executable, "-m", "worker.cli.main", "enrich", str(articles)],
            cwd=code,
            env={**os.environ, "PYTHONPATH": str(code)},
            stdout=out,
            check=False,  # it exits with 1 if it refuses an article; none may be missing here
        )
    lines = len(partial.read_bytes().splitlines())
    if lines != len(articles.read_bytes().splitlines()):
        raise SystemExit(f"{lines} events in {partial}: the code in {code} does not read them all")
    partial.rename(target)


def events_of_commit(commit: str, articles: Path, count: int) -> Path:
    """The events by the code of a commit, computed at the first call only."""
    name = subprocess.run(
        ["git", "rev-parse", "--short=12", commit],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    target = KEPT / f"{name}-{count}.jsonl"
    if not target.exists():
        checkout = KEPT / f"checkout-{name}"
        add = ["git", "worktree", "add", "--force", "--detach", str(checkout), name]
        subprocess.run(add, cwd=ROOT, check=True)
        try:
            enriched(checkout, articles, target)
        finally:
            remove = ["git", "worktree", "remove", "--force", str(checkout)]
            subprocess.run(remove, cwd=ROOT, check=True)
    return target


def chosen_articles(source: Path, count: int) -> Path:
    """The first articles of a file, in the form that ``stancewire enrich`` reads."""
    target = KEPT / f"articles-{count}.jsonl"
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(islice(lines, count)):
            row = json.loads(line)
            body = row.get("body") or row["text"]
            title = row.get("title") or "Untitled"
            article = {"id": str(row.get("id", number)), "title": title, "body": body}
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return target


def main() -> int:
    """Compare, print what differs, and return the exit status."""
    parser = argparse.ArgumentParser(description="Check that a change changes no event.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("--before", default="HEAD", help="the commit to compare with")
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    articles = chosen_articles(options.articles, options.count)
    before = events_of_commit(options.before, articles, options.count)
    after = KEPT / "here.jsonl"
    enriched(ROOT, articles, after)
    old, new = (path.read_bytes().splitlines() for path in (before, after))
    if len(old) != len(new):
        print(f"{len(old)} events before, {len(new)} now")
        return 1
    changed = [
        json.loads(one)["article"]["id"]
        for one, other in zip(old, new, strict=True)
        if one != other
    ]
    for article in changed[:SHOWN]:
        print(f"changed: {article}")
    print(f"{len(old) - len(changed)} of {len(old)} events are the same, byte for byte")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
