"""Whether a process that reads many articles grows: its memory after every some of them."""

import json
import subprocess
import sys
from typing import Any, Final, TypedDict

MEASURED: Final = 10
"""How often the memory is measured."""

_CODE: Final = """
import json, sys
from worker.one_thread import use_one_thread
use_one_thread()
import psutil
from bench.memory import MEASURED
from bench.texts import articles
from topics.events import Article
from worker import nlp as language_side
count = int(sys.argv[1])
nlp = language_side.load()
texts = articles(None)
found = []
for number in range(count):
    text = texts[number % len(texts)]
    # Words that no other article has, as names and misprints are.
    new = f" Mayor Zo{number:x}q praised the Vex{number:x}ians."
    body = text.body[:600] + new
    language_side.enrich(nlp, Article(id=str(number), title=text.title, body=body))
    if (number + 1) % (count // MEASURED) == 0:
        found.append([number + 1, round(psutil.Process().memory_info().rss / 2**20)])
print(json.dumps(found))
"""


class Growth(TypedDict):
    """The memory of one process."""

    mib: list[tuple[int, int]]
    """articles read so far, and MiB"""


def growth(count: int) -> Growth:
    """Let a process read so many short articles."""
    command = [sys.executable, "-c", _CODE, str(max(count, MEASURED))]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return {"mib": [(int(articles), int(mib)) for articles, mib in found]}
