"""How an event is shown to people."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from topics.catalogue import Catalogue
from topics.dead_letter import DeadLetter
from topics.events import (
    Article,
    Enrichment,
    Entity,
    Mention,
    Pipeline,
    Stance,
    StatedHolder,
    StatedTarget,
    Topic,
)
from worker.cli.views import dead_letter_line, enriched_lines, record_lines, stance_line
from worker.outgoing import enriched_event, outgoing_records

BODY = "Anna Kolb praised Peru's miners."
PIPELINE = Pipeline(name="stancewire", version="1", model="m")


def span(text: str) -> Mention:
    start = BODY.index(text)
    return Mention(field="body", start=start, end=start + len(text), text=text)


STANCE = Stance(
    holder=StatedHolder(kind="entity", id="name:person:anna-kolb", name="Anna Kolb"),
    target=StatedTarget(id="iso3166:PE", name="Peru"),
    polarity="favor",
    reporting="narration",
    confidence=0.81,
    evidence=(span("praised Peru's miners"),),
)
ENRICHMENT = Enrichment(
    language="en",
    entities=(
        Entity(
            id="iso3166:PE", name="Peru", type="country", salience=0.3, mentions=(span("Peru"),)
        ),
    ),
    stances=(STANCE,),
    topics=(Topic(code="medtop:04000000", name="economy", path=("medtop:04000000",), score=0.876),),
    abstentions={"stance_below_threshold": 2},
)
ARTICLE = Article(id="a-1", title="Praise \x1b[31m[bold]for miners[/bold]", body=BODY)
EVENT = enriched_event(ARTICLE, ENRICHMENT, PIPELINE)


def plain(lines: Any) -> list[str]:
    return [line.plain for line in lines]


def test_an_enriched_article_shows_everything_in_words() -> None:
    assert plain(enriched_lines(EVENT)) == [
        "Praise \\x1b[31m[bold]for miners[/bold]  [a-1]",
        "  entities",
        "    Peru  country  iso3166:PE  1 mention",
        "  stances",
        '    Anna Kolb → Peru  for  "praised Peru\'s miners"  (narration, 0.81)',
        "  topics",
        "    medtop:04000000  economy  0.88",
        "  withheld: 2 stance_below_threshold",
    ]


def test_a_skipped_article_says_why() -> None:
    skipped = Enrichment(language="de", skipped="unsupported_language")
    lines = plain(enriched_lines(enriched_event(ARTICLE, skipped, PIPELINE)))
    assert lines[1:] == ["  skipped: unsupported_language (language de)"]


def test_holders_without_a_name_are_described() -> None:
    author = STANCE.model_copy(
        update={"holder": StatedHolder(kind="author"), "polarity": "against"}
    )
    assert stance_line(author).plain.startswith("the author → Peru  against")
    unnamed = STANCE.model_copy(update={"holder": StatedHolder(kind="unnamed")})
    assert stance_line(unnamed).plain.startswith("an unnamed source → Peru  for")


def test_every_event_topic_has_a_view() -> None:
    records = outgoing_records(ARTICLE, EVENT, Catalogue(), 0)
    events = {spec.name for spec in Catalogue().all if spec.event_type}
    assert {record.topic for record in records} == events
    first = [
        plain(
            record_lines(
                SimpleNamespace(partition=0, offset=0, key=r.key, value=r.value, headers=r.headers)
            )
        )[0]
        for r in records
    ]
    assert first[1].startswith("Peru  country")
    assert first[2].startswith("Anna Kolb → Peru")
    assert first[3].startswith("medtop:04000000")


def test_a_value_that_is_not_what_its_header_says_is_shown_safely() -> None:
    record = SimpleNamespace(
        partition=1,
        offset=2,
        key=None,
        value=b'{"\x1b": 1}',
        headers=[("ce_type", Catalogue().enriched.event_type.encode())],
    )
    assert plain(record_lines(record)) == ['1:2  {"\\x1b": 1}']


def test_a_dead_letter_says_where_why_and_of_what() -> None:
    letter = DeadLetter(
        reason="invalid_json",
        detail="bad \x1b[2J",
        topic="news.articles.v1",
        partition=3,
        offset=42,
        timestamp_ms=0,
        pipeline="p",
        time=datetime(2026, 1, 5, tzinfo=UTC),
    )
    record = SimpleNamespace(
        partition=1, offset=2, key=b"k\x1b", value=b"", headers=letter.to_headers([])
    )
    expected = "1:2  k\\x1b  invalid_json  bad \\x1b[2J  (from news.articles.v1 3:42)"
    assert dead_letter_line(record).plain == expected
    assert plain(record_lines(record)) == [expected]


def test_a_line_stays_short_whatever_a_stranger_wrote() -> None:
    big = "\x1b" + "K" * 100_000
    letter = DeadLetter(
        reason="invalid_json",
        detail="d",
        topic="news.articles.v1",
        partition=3,
        offset=42,
        timestamp_ms=0,
        pipeline="p",
        time=datetime(2026, 1, 5, tzinfo=UTC),
    )
    headers = letter.to_headers([])
    forged = [
        (name, big.encode() if name.endswith(("-detail", "-topic")) else value)
        for name, value in headers
    ]
    for given in (headers, forged, [(name, big.encode()) for name, _ in headers], []):
        record = SimpleNamespace(partition=1, offset=2, key=big.encode(), value=b"", headers=given)
        line = dead_letter_line(record).plain
        assert line.startswith("1:2  \\x1bKKK")
        assert "K…" in line
        assert len(line) < 1300
