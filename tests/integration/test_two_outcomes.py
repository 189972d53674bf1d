"""What becomes of an article whose attempts end differently, because a worker died in between.

Its pipeline's process dies twice, the letter is sent, the worker is killed before it has committed,
and the next worker enriches the article. Then both are there, and each reader can see which counts.
"""

from pathlib import Path

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, article, eventually
from tests.support.commands import stancewire
from topics.dead_letter import split_headers
from topics.supersession import ATTEMPTS_DIFFER, text_of_event, text_of_letter

pytestmark = pytest.mark.integration

SMALL = "tests.support.small_pipelines:load_small"
# The worker commits once a second: now and then it is faster than the kill.
TRIES = 5


def test_an_event_supersedes_the_letter_of_another_attempt(
    cluster: Cluster, start_worker: StartWorker, tmp_path: Path
) -> None:
    for number in range(TRIES):
        letters = len(cluster.read("dead_letters"))
        cluster.publish([article(f"a-{number}", f"die-times 2 {tmp_path}/{number}")])
        worker = start_worker(cluster.env(pipeline=SMALL))
        eventually("the letter is there", lambda n=letters: len(cluster.read("dead_letters")) > n)
        worker.kill()
        if cluster.lag():
            break
    else:
        pytest.fail("every kill came after the commit")
    start_worker(cluster.env(pipeline=SMALL))
    eventually("the article is enriched", lambda: len(cluster.enriched()) == 1)

    (event,) = cluster.enriched()
    letter = cluster.read("dead_letters")[-1]
    assert letter.key.decode() == event.article.id
    assert split_headers(letter.headers)[0].reason in ATTEMPTS_DIFFER
    assert text_of_letter(letter.value) == text_of_event(event)

    listed = stancewire(cluster.env(), "dead-letters", "list", "--superseded")
    marked = [line for line in listed.stdout.splitlines() if "superseded: its text" in line]
    assert len(marked) == 1
    assert event.article.id in marked[0]
    assert listed.stdout.splitlines()[-1].endswith("; 1 superseded by an enriched event")
