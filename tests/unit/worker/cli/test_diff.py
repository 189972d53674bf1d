"""The differences between two sets of enriched events, and how the command reports them."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from topics.events import (
    Article,
    Enriched,
    Enrichment,
    Entity,
    Holder,
    Pipeline,
    Span,
    Stance,
    Target,
    Topic,
)
from worker.cli.application import app
from worker.cli.diff_compare import Comparison, Count
from worker.cli.diff_facts import facts_of, from_json, to_json
from worker.cli.diff_index import Index
from worker.events import enriched_event

SPAN = Span(field="body", start=0, end=4, text="Anna")
OTHER_SPAN = Span(field="body", start=13, end=17, text="Peru")
ANNA = Entity(id="name:person:anna", name="Anna", type="person", salience=0.5, mentions=(SPAN,))
PERU = Entity(id="iso3166:PE", name="Peru", type="country", salience=0.5, mentions=(OTHER_SPAN,))
STANCE = Stance(
    holder=Holder(kind="entity", id=ANNA.id, name=ANNA.name),
    target=Target(id=PERU.id, name=PERU.name),
    polarity="favor",
    reporting="quote",
    confidence=0.8,
    evidence=(SPAN,),
)
TOPIC = Topic(code="medtop:11000000", name="politics", path=("medtop:11000000",), score=0.9)
FULL = Enrichment(language="en", entities=(ANNA, PERU), stances=(STANCE,), topics=(TOPIC,))
BODY = "Anna praised Peru."

Diff = Callable[..., Result]


def event(said: Enrichment = FULL, id_: str = "a", body: str = BODY, model: str = "m") -> Enriched:
    pipeline = Pipeline(name="stancewire", version="1", model=model)
    return enriched_event(Article(id=id_, title="T\x1b[2J", body=body), said, pipeline)


def changed(**fields: object) -> Enrichment:
    return FULL.model_copy(update=fields)


def compared(a: Enrichment, b: Enrichment, most_examples: int = 3) -> Comparison:
    comparison = Comparison(most_examples)
    comparison.article_in_both("a", facts_of(event(a)), facts_of(event(b)))
    return comparison


def different(comparison: Comparison) -> dict[tuple[str, str], Count]:
    return {sort: count for sort, count in comparison.counts.items() if count.different}


def test_scores_and_confidences_are_no_difference() -> None:
    other = changed(
        entities=(ANNA.model_copy(update={"salience": 0.1}), PERU),
        stances=(STANCE.model_copy(update={"confidence": 0.6}),),
        topics=(TOPIC.model_copy(update={"score": 0.7}),),
    )
    comparison = compared(FULL, other)
    assert (comparison.same, comparison.different, comparison.examples) == (1, 0, [])
    assert not comparison.any_difference


def test_what_was_added_and_lost_is_counted_by_kind() -> None:
    comparison = compared(changed(stances=(), topics=()), changed(entities=(ANNA,), topics=()))
    assert different(comparison) == {
        ("entities", "country"): Count(lost=1),
        ("stances", "favor"): Count(added=1),
    }
    assert comparison.counts["entities", "person"] == Count(same=1)


def test_a_stance_that_turned_is_changed_and_not_lost() -> None:
    turned = STANCE.model_copy(update={"polarity": "against", "evidence": (OTHER_SPAN,)})
    comparison = compared(FULL, changed(stances=(turned,)))
    assert different(comparison) == {("stances", "favor"): Count(changed=1)}
    assert dict(comparison.changed_fields) == {
        ("stances", "polarity"): 1,
        ("stances", "evidence"): 1,
    }
    (example,) = comparison.examples
    assert example.label == "Anna favor Peru"
    assert example.fields["polarity"] == ("favor", "against")
    assert example.fields["evidence"] == ("Anna [body 0:4]", "Peru [body 13:17]")


def test_of_two_stances_of_one_pair_the_equal_ones_belong_together() -> None:
    narrated = STANCE.model_copy(update={"reporting": "narration"})
    comparison = compared(changed(stances=(STANCE, narrated)), changed(stances=(narrated,)))
    assert different(comparison) == {("stances", "favor"): Count(same=1, lost=1)}


def test_an_article_that_is_no_longer_skipped_is_changed() -> None:
    skipped = Enrichment(language="es", skipped="unsupported_language")
    comparison = compared(skipped, Enrichment(language="en"))
    assert different(comparison) == {("articles", "outcome"): Count(changed=1)}
    assert set(comparison.changed_fields) == {("articles", "language"), ("articles", "skipped")}


def test_examples_are_bounded_and_counts_are_not() -> None:
    comparison = Comparison(most_examples=2)
    for number in range(5):
        said = facts_of(event(id_=str(number)))
        comparison.article_in_both(str(number), said, facts_of(event(changed(topics=()))))
        comparison.article_only_in("b", str(number))
    assert len(comparison.examples) == 2
    assert comparison.counts["topics", TOPIC.code].lost == 5
    assert (comparison.only_in_b, comparison.only_in_examples["b"]) == (5, ["0", "1"])


def test_facts_survive_the_index() -> None:
    assert from_json(to_json(facts_of(event()))) == facts_of(event())


def test_the_newest_event_of_an_article_counts_and_a_corrected_one_is_another() -> None:
    with Index() as index:
        index.fill("a", [event(model="old"), event(changed(topics=()), model="new")])
        index.fill("b", [event(model="new"), event(body=f"{BODY} Corrected.")])
        assert index.totals("a").articles == 1
        assert index.totals("a").pipelines == {"stancewire 1 new": 1}
        assert list(index.only_in("a")) == []
        assert list(index.only_in("b")) == ["a"]
        ((article, before, after),) = index.in_both()
        assert article == "a"
        assert len(after) - len(before) == 1


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    for name in list(os.environ):
        if name.startswith(("STANCEWIRE_", "KAFKA_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(a: list[Enriched], b: list[Enriched], *options: str) -> Result:
        for name, events in (("a.jsonl", a), ("b.jsonl", b)):
            lines = "".join(f"{one.model_dump_json()}\n" for one in events)
            Path(name).write_text(lines, encoding="utf-8")
        return CliRunner().invoke(app, ["diff", "a.jsonl", "b.jsonl", *options])

    return run


def test_the_command_shows_tables_and_writes_json(diff: Diff) -> None:
    before = [event(), event(id_="gone\x1b[2J")]
    result = diff(before, [event(changed(topics=()), model="n")], "--json", "out.json")
    assert result.exit_code == 0, result.output
    assert "articles: 0 the same, 1 different, 1 only in A, 0 only in B" in result.stdout
    assert "only in A, such as: gone\\x1b[2J" in result.stdout
    assert re.search(r"topics +politics \(medtop:11000000\) +0 +0 +0 +1\b", result.stdout)
    assert "\x1b" not in result.stdout
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))
    assert found["b"] == {"name": "b.jsonl", "articles": 1, "pipelines": {"stancewire 1 n": 1}}
    expected = {"only_in_a": 1, "only_in_b": 0, "same": 0, "different": 1}
    assert found["articles"] == expected
    assert found["facts"]["topics"][TOPIC.code] == {"same": 0, "changed": 0, "added": 0, "lost": 1}
    assert found["examples"][0]["change"] == "lost"


def test_json_on_the_output_is_all_that_stands_there(diff: Diff) -> None:
    assert json.loads(diff([event()], [event()], "--json", "-").stdout)["articles"]["same"] == 1


def test_the_status_tells_a_difference_only_when_asked(diff: Diff) -> None:
    other = [event(changed(topics=()))]
    assert diff([event()], other).exit_code == 0
    assert diff([event()], other, "--fail-on-difference").exit_code == 1
    assert diff([event()], [], "--fail-on-difference").exit_code == 1
    assert diff([event()], [event(model="other")], "--fail-on-difference").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("no-such.jsonl", "b.jsonl"), 2, "no-such.jsonl is neither a file nor a topic"),
        (("b.jsonl", "stances"), 2, "stances is neither a file nor a topic of enriched events"),
        (("a b", "b.jsonl"), 2, "a b is neither a file nor a topic"),
        (("bad.jsonl", "b.jsonl"), 1, "bad.jsonl:2: not an enriched event: id: Field required"),
        (("b.jsonl", "b.jsonl", "--json", "no/out.json"), 2, "cannot write no/out.json"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    diff: Diff, arguments: tuple[str, ...], status: int, says: str
) -> None:
    diff([event()], [event()])
    Path("bad.jsonl").write_text("\n{}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["diff", *arguments])
    assert result.exit_code == status
    assert len(result.stderr.splitlines()) == 1
    assert says in result.stderr
