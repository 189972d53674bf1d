"""The same tags, and no more work, whatever the number of cores."""

import os
import subprocess
import sys

import pytest

from tests.support.samples import FOLDER

READ = """
import os, pathlib, sys
from topics.events import Article
from worker.cli.pipeline import Pipeline
from worker.settings import Settings
assert "numpy" not in sys.modules, "it would have read the environment already"
pipeline = Pipeline(Settings())
for path in sorted(pathlib.Path("samples").glob("*.txt"))[:2]:
    title, _, body = path.read_text().partition("\\n")
    event = pipeline.enrich(Article(id=path.stem, title=title, body=body.strip()))
    print(event.model_dump_json())
print(os.environ["OPENBLAS_NUM_THREADS"])
"""


def read(**environment):
    given = {name: value for name, value in os.environ.items() if not name.endswith("_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", READ],
        cwd=FOLDER.parent,
        env={**given, "PYTHONPATH": str(FOLDER.parent), **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    *events, threads = done.stdout.splitlines()
    return events, int(threads)


@pytest.fixture(scope="module")
def alone():
    return read()


def test_the_matrix_products_of_a_process_that_reads_articles_have_one_thread(alone):
    assert alone[1] == 1


def test_two_threads_give_the_same_events(alone):
    events, threads = read(OPENBLAS_NUM_THREADS="2", OMP_NUM_THREADS="2")
    assert threads == 2
    assert events == alone[0]
