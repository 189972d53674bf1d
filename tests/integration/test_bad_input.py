"""Every kind of invalid article becomes a dead letter, unchanged, with the reason."""

import json
from dataclasses import replace

import pytest
from aiokafka import AIOKafkaProducer

from contract import paths
from contract.validation import as_example, faults, validators
from tests.conftest import StartWorker
from tests.support.cluster import Cluster, Sent, article, eventually
from tests.support.odd_headers import Name
from tests.support.pipelines import GROW, HANG, KILL, RAISE
from tests.support.web import Pages
from tests.support.worker_process import POISONED
from topics.dead_letter import split_headers
from topics.events import Source
from topics.limits import MAX_ARTICLE_BYTES
from worker.dead_letters import MAX_KEPT_KEY_BYTES

pytestmark = pytest.mark.integration

LETTERS = "news.articles.dlq.v1"
VALIDATORS = validators(paths.read_tree(paths.SCHEMAS))
HEADERS = (("trace", b"\x00\xff"), ("repeated", b"1"), ("repeated", b"2"))


def value(**fields: object) -> bytes:
    return json.dumps({"id": "k", "body": "Peru won.", **fields}).encode()


BAD: dict[str, tuple[str, Sent]] = {
    name: (reason, Sent(key, raw, HEADERS))
    for name, reason, key, raw in [
        ("not UTF-8", "not_utf8", b"k", b'{"id": "k", "body": "caf\xe9"}'),
        ("lone surrogate", "lone_surrogate", b"k", b'{"id": "k", "body": "x \\ud83d y"}'),
        ("not JSON", "invalid_json", b"k", b"Peru won."),
        ("cut off", "invalid_json", b"k", b'{"id": "k", "body": "Peru'),
        ("empty value", "invalid_json", b"k", b""),
        ("huge integer", "invalid_field", b"k", b'{"id": ' + b"9" * 5000 + b"}"),
        ("array", "not_an_object", b"k", b'["Peru won."]'),
        ("string", "not_an_object", b"k", b'"Peru won."'),
        ("NaN", "non_finite_number", b"k", b'{"id": "k", "body": NaN}'),
        ("infinite", "non_finite_number", b"k", b'{"id": 1e999, "body": "x"}'),
        ("duplicate key", "duplicate_key", b"k", b'{"id": "k", "body": "x", "body": "y"}'),
        ("no id", "invalid_field", b"k", b'{"body": "Peru won."}'),
        ("no body", "invalid_field", b"k", b'{"id": "k"}'),
        ("id is no text", "invalid_field", b"7.5", b'{"id": 7.5, "body": "Peru won."}'),
        ("null value", "null_value", b"k", None),
        ("no key", "missing_key", None, value()),
        ("empty key", "missing_key", b"", value()),
        ("somebody else's key", "key_mismatch", b"other", value()),
        ("empty body", "empty_body", b"k", value(body="")),
        ("blank body", "empty_body", b"k", value(body=" \n\t\u00a0")),
        ("NUL", "control_character", b"k", value(body="Peru\x00 won.")),
        ("escape sequence", "control_character", b"k", value(body="\x1b[2J")),
        ("nested 10,000 deep", "too_deep", b"k", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
        (
            "a hundred thousand lists",
            "too_many_values",
            b"k",
            b'{"a":[' + b"[]," * 100_000 + b"1]}",
        ),
        ("body over the limit", "invalid_field", b"k", value(body="a" * 200_001)),
        ("value over the limit", "too_large", b"k", value(body="a" * MAX_ARTICLE_BYTES)),
        ("five megabytes, compressed", "too_large", b"k", value(body="a" * 5_000_000)),
        ("kills its process", "pipeline_crashed", b"k", value(body=KILL)),
        ("never ends", "pipeline_timeout", b"k", value(body=HANG)),
        ("raises", "pipeline_failed", b"k", value(body=RAISE)),
        (
            "enriched over the limit",
            "enriched_too_large",
            b"k",
            value(body=f"Peru beat Chile, said Anna Kolb. {GROW}"),
        ),
    ]
}


def test_each_kind_is_dead_lettered_untouched_and_the_good_ones_between_are_enriched(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    records = []
    for number, (_, bad) in enumerate(BAD.values()):
        records += [bad, article(f"good-{number}", "Anna Kolb praised Peru.")]
    cluster.publish(records)
    settings = {"pipeline": POISONED, "article_timeout": 8, "pool_processes": 2}
    worker = start_worker(cluster.env(**settings))
    worker.wait_ready()
    eventually(
        "every record has an outcome", lambda: cluster.outcomes() == len(records), timeout=120
    )

    letters = cluster.read("dead_letters")
    expected = [(bad.key, bad.value, list(bad.headers), reason) for reason, bad in BAD.values()]
    found = []
    places = set()
    for record in letters:
        letter, original = split_headers(record.headers)
        assert not faults(VALIDATORS, LETTERS, as_example(LETTERS, record))
        assert letter.topic == cluster.catalogue.articles.name
        assert letter.detail
        assert letter.pipeline.startswith("stancewire ")
        found.append((record.key, record.value, original, letter.reason))
        places.add((letter.partition, letter.offset))
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert {event.article.id for event in cluster.enriched()} == {
        f"good-{number}" for number in range(len(BAD))
    }
    assert len(places) == len(letters)
    assert worker.process.poll() is None


def test_an_article_with_optional_fields_that_cannot_be_read_is_enriched(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    odd = value(
        id=7, title=None, url=5, source="The Daily", language="en-US", published_at="", more="\x00"
    )
    cluster.publish([Sent(b"7", odd)])
    start_worker(cluster.env())
    eventually("it is enriched", lambda: len(cluster.read("enriched")) == 1, timeout=90)
    (event,) = cluster.enriched()
    assert event.article.id == "7"
    assert event.article.source == Source(name="The Daily")
    assert event.article.dropped_fields == ("published_at", "url")
    assert event.abstentions["field_dropped"] == 2
    assert not cluster.read("dead_letters")


def test_a_value_that_no_letter_can_hold_leaves_a_letter_that_says_so(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    # Seventy megabytes of one character are compressed to some kilobytes.
    huge = Sent(b"huge", value(body="a" * 70 * 2**20))
    cluster.publish([article("before", "Peru won."), huge, article("after", "Peru won.")])
    start_worker(cluster.env())
    eventually("all have an outcome", lambda: cluster.outcomes() == 3, timeout=90)
    (letter,) = cluster.read("dead_letters")
    description, _ = split_headers(letter.headers)
    assert (letter.key, letter.value) == (b"huge", None)
    assert description.reason == "too_large_to_keep"


def test_a_key_that_no_letter_can_hold_is_cut(cluster: Cluster, start_worker: StartWorker) -> None:
    huge = Sent(b"k" * 70 * 2**20, value())
    cluster.publish([article("before", "Peru won."), huge, article("after", "Peru won.")])
    start_worker(cluster.env())
    eventually("all have an outcome", lambda: cluster.outcomes() == 3, timeout=90)
    (letter,) = cluster.read("dead_letters")
    description, _ = split_headers(letter.headers)
    assert letter.key == b"k" * MAX_KEPT_KEY_BYTES
    assert description.reason == "too_large_to_keep"


def test_a_header_whose_name_is_no_utf8_stops_nobody(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    named = replace(article("named", "Peru won."), headers=[(Name("x"), b"1")])
    bad = Sent(b"bad", b"{", [(Name("x"), b"1")])
    cluster.publish([article("before", "Peru won."), named, bad, article("after", "Peru won.")])
    start_worker(cluster.env())
    eventually("all have an outcome", lambda: cluster.outcomes() == 4, timeout=90)
    assert {event.article.id for event in cluster.enriched()} == {"before", "named", "after"}
    (letter,) = cluster.read("dead_letters")
    assert split_headers(letter.headers)[1] == [("caf\\xe9", b"1")]
    eventually("all are committed", lambda: cluster.lag() == 0)


@pytest.mark.parametrize("codec", ["lz4", "snappy", "zstd"])
def test_articles_in_any_producers_compression_are_read(
    cluster: Cluster, start_worker: StartWorker, codec: str
) -> None:
    cluster.publish([article("a", "Anna Kolb praised Peru. " * 50)], compression=codec)
    start_worker(cluster.env())
    eventually("it is enriched", lambda: len(cluster.read("enriched")) == 1, timeout=90)


async def test_what_a_producer_took_back_is_no_article(
    cluster: Cluster, start_worker: StartWorker
) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=cluster.bootstrap_servers, transactional_id=cluster.prefix
    )
    await producer.start()
    for number in range(6):
        await producer.begin_transaction()
        sent = article(f"a-{number}", "Peru won.")
        await producer.send_and_wait(cluster.catalogue.articles.name, sent.value, key=sent.key)
        await (producer.abort_transaction if number % 2 else producer.commit_transaction)()
    await producer.stop()
    cluster.publish([article("last", "Peru won.")])
    pages = Pages()
    start_worker(cluster.env(web_port=pages.port))
    eventually("all are enriched", lambda: len(cluster.read("enriched")) >= 4, timeout=90)
    # The marker at a transaction's end has an offset, but is not a waiting article.
    partitions = map(str, range(cluster.catalogue.articles.partitions))
    names = [{"partition": number} for number in partitions]
    eventually(
        "nothing waits",
        lambda: all(pages.value("lag_records", **name) == 0 for name in names),
    )
    assert {event.article.id for event in cluster.enriched()} == {"a-0", "a-2", "a-4", "last"}


def test_another_language_is_no_dead_letter(cluster: Cluster, start_worker: StartWorker) -> None:
    body = (
        "El presidente del gobierno anunció ayer una reforma de las pensiones. "
        "La oposición criticó la medida y pidió un debate en el parlamento."
    )
    cluster.publish([article("es-1", body, title="El gobierno anuncia una reforma")])
    start_worker(cluster.env())
    eventually("it is enriched", lambda: len(cluster.read("enriched")) == 1, timeout=90)
    (event,) = cluster.enriched()
    assert event.skipped == "unsupported_language"
    assert event.article.language == "es"
    assert not event.entities
    assert not cluster.read("dead_letters")
