"""What a process that reads articles needs: seconds until it is ready, and memory."""

import json
import subprocess
import sys
from typing import TypedDict

_CODE = """
import json, resource, sys, time
from worker.one_thread import use_one_thread
use_one_thread()
import worker.nlp
nlp = worker.nlp.load()
ready = time.process_time()
from bench.texts import articles
from worker.nlp.documents import article_doc
from worker.nlp.enrichment import enrichment
for text in articles(None):
    with nlp.memory_zone():
        enrichment(nlp(article_doc(nlp, text.title, text.body)))
unit = 1 if sys.platform == "darwin" else 1024
mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
print(json.dumps({"start_seconds": round(ready, 2), "memory_mib": round(mib)}))
"""


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
