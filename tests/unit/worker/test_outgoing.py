from topics.catalogue import Catalogue
from topics.events import (
    Article,
    Enriched,
    Enrichment,
    Pipeline,
    Source,
    Span,
    Stance,
    StanceCount,
    StatedHolder,
    StatedTarget,
)
from topics.fingerprint import fingerprint
from topics.identity import content_sha256
from worker.outgoing import enriched_event, outgoing_records

PIPELINE = Pipeline(name="stancewire", version="1", model="m")
ARTICLE = Article(
    id="a",
    title="T",
    body="Ada praised Peru.",
    language="de",
    source=Source(name="Daily", domain=None),
)
STANCE = Stance(
    holder=StatedHolder(kind="author"),
    target=StatedTarget(id="iso3166:PE", name="Peru"),
    polarity="favor",
    reporting="narration",
    confidence=0.9,
    evidence=(Span(field="body", start=4, end=16, text="praised Peru"),),
)


def test_the_detected_language_replaces_the_producers() -> None:
    event = enriched_event(ARTICLE, Enrichment(language="en"), PIPELINE)
    assert event.article.language == "en"
    assert event.article.source == ARTICLE.source
    assert event.article.sha256 == content_sha256("T", "Ada praised Peru.")


def test_all_that_was_found_is_in_the_enriched_event() -> None:
    cell = StanceCount(holder=STANCE.holder, target=STANCE.target, favor=2, against=1)
    found = Enrichment(
        language="en", stances=(STANCE,), stance_matrix=(cell,), abstentions={"unclear": 1}
    )
    event = enriched_event(ARTICLE, found, PIPELINE)
    for name in set(Enrichment.model_fields) - {"language"}:
        assert getattr(event, name) == getattr(found, name)


def test_another_version_gives_another_id() -> None:
    newer = PIPELINE.model_copy(update={"version": "2"})
    ids = {enriched_event(ARTICLE, Enrichment(), pipeline).id for pipeline in (PIPELINE, newer)}
    assert len(ids) == 2


def test_a_change_in_any_field_gives_another_id() -> None:
    changed = ARTICLE.model_copy(update={"url": "https://daily.example/2"})
    ids = {enriched_event(article, Enrichment(), PIPELINE).id for article in (ARTICLE, changed)}
    assert len(ids) == 2


def test_what_was_left_out_is_named_counted_and_part_of_every_id() -> None:
    found = Enrichment(stances=(STANCE,), abstentions={"unclear": 1})
    names = ("published_at", "url")
    whole = enriched_event(ARTICLE, found, PIPELINE)
    event = enriched_event(ARTICLE, found, PIPELINE, names)
    assert event.article.dropped_fields == names
    assert event.abstentions == {"field_dropped": 2, "unclear": 1}
    ids = [
        dict(record.headers)["ce_id"]
        for one in (whole, event)
        for record in outgoing_records(ARTICLE, one, Catalogue(), 0)
    ]
    assert len(set(ids)) == len(ids)


def test_stances_go_out_under_their_target() -> None:
    event = enriched_event(ARTICLE, Enrichment(stances=(STANCE, STANCE)), PIPELINE)
    _, first, second = outgoing_records(ARTICLE, event, Catalogue(), 0)
    assert first.key == b"iso3166:PE"
    assert dict(first.headers)["ce_type"] == b"stancewire.stance.taken.v1"
    assert dict(first.headers)["ce_id"] != dict(second.headers)["ce_id"]


def test_the_id_of_a_stance_is_that_of_its_parties_wherever_it_stands() -> None:
    other = STANCE.model_copy(update={"holder": StatedHolder(kind="unnamed")})

    def ids(*stances: Stance) -> list[bytes | None]:
        event = enriched_event(ARTICLE, Enrichment(stances=stances), PIPELINE)
        records = outgoing_records(ARTICLE, event, Catalogue(), 0)[1:]
        return [dict(record.headers)["ce_id"] for record in records]

    assert ids(STANCE) == ids(other, STANCE)[1:]
    assert len(set(ids(other, STANCE, STANCE))) == 3


def test_the_fingerprint_is_the_texts_alone() -> None:
    event = enriched_event(ARTICLE, Enrichment(), PIPELINE)
    assert event.fingerprint == fingerprint("T", "Ada praised Peru.")
    elsewhere = ARTICLE.model_copy(update={"id": "b", "url": "https://daily.example/2"})
    found = Enrichment(language="en", stances=(STANCE,))
    newer = PIPELINE.model_copy(update={"model": "n"})
    assert enriched_event(elsewhere, found, newer).fingerprint == event.fingerprint


def test_an_event_of_before_has_no_fingerprint() -> None:
    event = enriched_event(ARTICLE, Enrichment(), PIPELINE)
    older = event.model_dump_json(exclude={"fingerprint"})
    assert Enriched.model_validate_json(older).fingerprint is None
