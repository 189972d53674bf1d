"""What a process that reads articles needs: seconds until it is ready, and memory."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

_CODE = """
import json, time
from worker.one_thread import use_one_thread
use_one_thread()
from bench.process import most_mib
import worker.nlp
nlp = worker.nlp.load()
ready = time.process_time()
from bench.texts import articles
from worker.nlp.documents import article_doc
from worker.nlp.enrichment import enrichment
for text in articles(None):
    with nlp.memory_zone():
        enrichment(nlp(article_doc(nlp, text.title, text.body)))
print(json.dumps({"start_seconds": round(ready, 2), "memory_mib": round(most_mib())}))
"""


def most_mib() -> float:
    """The most memory that this process ever had, in MiB.

    The kernel's usual figure for it includes what the parent had when it started the process, so
    Linux is asked for that of the program that runs.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


class Process(TypedDict):
    """One process that has read the samples."""

    start_seconds: float
    """processor time until the pipeline is loaded"""
    memory_mib: int
    """the most memory that it ever had"""


def process() -> Process:
    """Start one, and let it read the samples."""
    done = subprocess.run([sys.executable, "-c", _CODE], check=True, capture_output=True, text=True)
    found: Process = json.loads(done.stdout.splitlines()[-1])
    return found
