"""What the log contains, and what it never contains: an article's text, a password."""

import json
import signal

import pytest

from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually

pytestmark = pytest.mark.integration

MARKER = "Zanzibarquokka"
SMALL = "tests.support.small_pipelines:load_small"
PARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def broken(text: str) -> bytes:
    return f'{{"id": "k", "title": "{MARKER}", "body": "{text}'.encode()


SENT = [
    article("good", f"The {MARKER} won.", title=MARKER, url=f"https://daily.example/{MARKER}"),
    article("raises", f"raise {MARKER}", title=MARKER),
    article("dies", f"die {MARKER}"),
    article("overruns", f"sleep 4 {MARKER}"),
    article("warns", f"warn {MARKER}"),
    article("lies", f"lie {MARKER}"),
    article("long", MARKER * 100_000),
    article("odd", "x", title=7, language=MARKER, published_at=MARKER, source=MARKER),
    Sent(b"k", broken(f"{MARKER}")),
    Sent(b"k", broken(f'{MARKER}", "body": "{MARKER}"}}')),
    Sent(b"k", broken(f'{MARKER}\\u0000"}}')),
    Sent(b"k", broken(f'{MARKER}\\ud800"}}')),
    Sent(b"k", broken(f'{MARKER}", "score": NaN}}')),
    Sent(b"other", broken(f'{MARKER}"}}')),
    Sent(b"k", MARKER.encode() + b"\xff", [("traceparent", PARENT), ("note", MARKER.encode())]),
    Sent(b"k", f'["{MARKER}"]'.encode()),
]
GOOD = {"good", "warns", "odd", "k"}
"""What cannot be read in the last two is optional: it is left out, and not said."""


def test_at_its_most_talkative_it_quotes_no_article_and_no_password(
    secured: dict[str, object], start_worker: StartWorker
) -> None:
    server = secured["bootstrap_servers"][0]
    cluster = Cluster(server, "talkative.", partitions=2)
    cluster.options = secured
    cluster.create_topics()
    cluster.publish(SENT)
    worker = start_worker(
        cluster.env(
            pipeline=SMALL,
            log_format="json",
            log_level="DEBUG",
            article_timeout=1,
            security_protocol=secured["security_protocol"],
            sasl_mechanism=secured["sasl_mechanism"],
            sasl_username=secured["sasl_plain_username"],
            sasl_password=secured["sasl_plain_password"],
        )
    )
    eventually("all have an outcome", lambda: cluster.outcomes() == len(SENT))
    worker.signal(signal.SIGTERM)
    assert worker.wait(20) == 0

    text = worker.text
    assert MARKER not in text
    assert str(secured["sasl_plain_password"]) not in text
    lines = [json.loads(line) for line in text.splitlines()]
    about = [line for line in lines if "article" in line]
    letters = [line for line in about if line["message"].startswith("dead-lettered")]
    assert {line["article"] for line in about if line["message"] == "enriched"} == GOOD
    assert len(letters) == len(SENT) - len(GOOD)
    places = {(line["partition"], line["offset"]) for line in about}
    assert len(places) == len(SENT)
    assert {line["topic"] for line in about} == {cluster.catalogue.articles.name}
    tried = {line["article"] for line in about if line["logger"] == "worker.pool.pool"}
    assert tried == {"dies", "overruns"}
    assert [line["trace_id"] for line in about if "trace_id" in line] == [PARENT[3:35].decode()]
    ours = {line["level"] for line in lines if line["logger"].startswith("worker.")}
    assert ours == {"DEBUG", "INFO", "WARNING"}


def test_a_login_that_is_refused_does_not_show_the_password(
    secured: dict[str, object], start_worker: StartWorker
) -> None:
    password = "swordfish-0815"  # noqa: S105 - a wrong one
    cluster = Cluster(secured["bootstrap_servers"][0], "refused.")
    worker = start_worker(
        cluster.env(
            log_format="json",
            log_level="DEBUG",
            pipeline=SMALL,
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="PLAIN",
            sasl_username="ada",
            sasl_password=password,
        )
    )
    assert worker.wait(30) == 1
    last = json.loads(worker.text.splitlines()[-1])
    assert (last["level"], last["logger"]) == ("CRITICAL", "worker.engine.app")
    assert "refused the login" in last["message"]
    assert password not in worker.text
