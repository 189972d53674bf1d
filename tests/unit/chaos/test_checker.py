"""The checker of a chaos run: silent about a sound run, and it names each kind of harm."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.chaos.checker import Evidence, Read, Sample, judge, published
from tests.support.busy_pipelines import load_busy
from topics.catalogue import Catalogue
from topics.events import Article
from worker.dead_letters import dead_letter
from worker.outgoing import enriched_event, outgoing_records
from worker.pipeline_info import pipeline_info
from worker.records import OriginalRecord

CATALOGUE = Catalogue("", 1, 1)
ROLES = {
    CATALOGUE.by_name(role).name: role
    for role in ("enriched", "entities", "stances", "topics", "dead_letters")
}
NAMES = [b"a", b"b", b"bad"]
ALL_ENDS = {(role, 0): 100 for role in ROLES.values()}


def sent() -> dict[bytes, bytes]:
    """The value of each article by its key."""
    good = {
        name: json.dumps({"id": name.decode(), "body": "Ward thanked Peru."}).encode()
        for name in NAMES[:2]
    }
    return {**good, b"bad": b'{"id": '}


def sound(corrected: str = "") -> Evidence:
    """A run of three articles, one of them bad, in which all went well.

    With ``corrected`` another text follows for the first article.
    """
    enrich, model = load_busy()
    outputs, ends = [], dict.fromkeys(ROLES.values(), 0)

    def add(record: object, role: str) -> None:
        outputs.append(Read(role, 0, ends[role], record.key, record.value, tuple(record.headers)))
        ends[role] += 1

    good = [(name, sent()[name]) for name in NAMES[:2]]
    if corrected:
        good.append((b"a", json.dumps({"id": "a", "body": corrected}).encode()))
    for _, value in good:
        article = Article.model_validate_json(value)
        event = enriched_event(article, enrich(article), pipeline_info(model))
        for record in outgoing_records(article, event, CATALOGUE, 1_000):
            add(record, ROLES[record.topic])
    original = OriginalRecord(CATALOGUE.articles.name, 0, 2, 1_000, b"bad", sent()[b"bad"], ())
    letter = dead_letter(original, "invalid_json", "x", catalogue=CATALOGUE, pipeline="p")
    add(letter.record, "dead_letters")
    works = [*sent().items(), *good[2:]]
    inputs = [Read("articles", 0, n, *work) for n, work in enumerate(works)]
    return Evidence(
        frozenset(works), frozenset(), frozenset(), inputs, outputs, [Sample(1, {0: 3}, ALL_ENDS)]
    )


def kinds(evidence: Evidence) -> set[str]:
    return {found.kind for found in judge(evidence)}


def without(evidence: Evidence, drop: Callable[[Read], bool]) -> Evidence:
    return replace(evidence, outputs=[one for one in evidence.outputs if not drop(one)])


def again(evidence: Evidence, role: str, **changes: object) -> Evidence:
    """With a second copy of the first record of a topic, changed so."""
    first = next(one for one in evidence.outputs if one.role == role)
    return replace(evidence, outputs=[*evidence.outputs, replace(first, offset=50, **changes)])


def test_a_sound_run_has_no_findings() -> None:
    assert {one.role for one in sound().outputs} == set(ROLES.values())
    assert judge(sound()) == []


def test_copies_with_the_same_bytes_are_no_finding() -> None:
    for role in ROLES.values():
        assert judge(again(sound(), role)) == []


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        ("lost", lambda run: without(run, lambda one: one.role == "dead_letters")),
        (
            "lost-by-kafka",
            lambda run: replace(run, confirmed=run.confirmed | {(b"c", b"{}")}),
        ),
        ("fan-out", lambda run: without(run, lambda one: one.role == "stances")),
        ("fan-out", lambda run: without(run, lambda one: one.role == "enriched")),
        (
            "fan-out",
            lambda run: again(
                run, "topics", value=run.outputs[-2].value.replace(b"0.8", b"0.7"), headers=()
            ),
        ),
        ("invented", lambda run: again(run, "enriched", key=b"nobody", headers=())),
        (
            "aborted-read",
            lambda run: replace(
                run,
                confirmed=frozenset(),
                doubtful=run.confirmed - {(b"a", sent()[b"a"])},
                aborted={(b"a", sent()[b"a"])},
            ),
        ),
        ("copies-differ", lambda run: again(run, "entities", key=b"another")),
        (
            "copies-differ",
            lambda run: again(
                run, "enriched", headers=(("ce_id", b"new"),), value=(run.outputs[0].value + b" ")
            ),
        ),
        (
            "copies-differ",
            lambda run: again(run, "enriched", headers=(*run.outputs[0].headers, ("x", b"1"))),
        ),
        ("changed", lambda run: again(run, "dead_letters", value=b"other")),
        (
            "changed",
            lambda run: again(
                run, "enriched", headers=(), value=run.outputs[0].value.replace(b"Ward", b"Wart")
            ),
        ),
        ("contradicted", lambda run: again(run, "dead_letters", key=b"a", value=sent()[b"a"])),
        ("lag", lambda run: replace(run, lag=1)),
    ],
)
def test_each_kind_of_harm_is_named(kind: str, harm: Callable[[Evidence], Evidence]) -> None:
    assert kind in kinds(harm(sound()))


def test_a_doubtful_article_may_have_an_outcome_or_none() -> None:
    run = sound()
    assert judge(replace(run, confirmed=frozenset(), doubtful=run.confirmed)) == []
    assert judge(replace(run, doubtful={(b"c", b"{}")})) == []


@pytest.mark.parametrize("role", ROLES.values())
def test_a_commit_before_the_last_record_of_an_article_is_found_at_its_sample(role: str) -> None:
    early = Sample(7, {0: 3}, {**ALL_ENDS, (role, 0): 0})
    later = Sample(8, {0: 3}, ALL_ENDS)
    found = judge(replace(sound(), samples=[early, later]))
    assert {(one.kind, one.faults) for one in found} == {("committed-early", 7)}


def test_a_commit_up_to_what_is_published_is_no_finding() -> None:
    first = {("enriched", 0): 1, ("entities", 0): 2, ("stances", 0): 1, ("topics", 0): 1}
    assert judge(replace(sound(), samples=[Sample(1, {0: 1}, first)])) == []
    assert kinds(replace(sound(), samples=[Sample(1, {0: 2}, first)])) == {"committed-early"}


def test_what_may_still_come_is_missing_only_at_the_end() -> None:
    run = replace(without(sound(), lambda one: one.role == "stances"), samples=[], lag=3)
    assert judge(run, finished=False) == []
    assert kinds(run) == {"fan-out", "lag"}


def test_what_a_deleted_topic_took_with_it_may_be_missing_or_half_published() -> None:
    run = sound()
    gone = {(b"a", sent()[b"a"])}
    rest = replace(run, confirmed=run.confirmed - gone, gone=frozenset(gone), samples=[])
    for role in ("enriched", "stances", "dead_letters"):
        cut = without(rest, lambda one, role=role: one.role == role and b'"a"' in one.value)
        assert judge(cut) == []
        assert judge(rest) == []
    assert kinds(without(rest, lambda one: one.role == "dead_letters")) == {"lost"}
    assert "copies-differ" in kinds(again(rest, "entities", key=b"another"))


def test_published_is_a_letter_or_an_event_with_all_that_follows_it() -> None:
    run = sound()
    assert published(run) == run.confirmed
    first = next(one for one in run.outputs if one.role == "topics")
    assert published(without(run, lambda one: one == first)) == run.confirmed - {
        (b"a", sent()[b"a"])
    }


def test_a_superseded_letter_is_no_contradiction() -> None:
    """Only where two attempts can end differently."""
    run = sound()
    original = OriginalRecord(CATALOGUE.articles.name, 0, 0, 1_000, b"a", sent()[b"a"], ())
    for reason, expected in (("pipeline_crashed", set()), ("pipeline_failed", {"contradicted"})):
        letter = dead_letter(original, reason, "x", catalogue=CATALOGUE, pipeline="p").record
        read = Read("dead_letters", 0, 9, letter.key, letter.value, tuple(letter.headers))
        assert kinds(replace(run, outputs=[*run.outputs, read])) == expected


def test_a_correction_follows_what_it_corrects() -> None:
    run = sound("Ward blamed Peru.")
    assert judge(run) == []
    first, *others = run.outputs
    overtaken = replace(run, outputs=[*others, replace(first, offset=50)], samples=[])
    assert kinds(overtaken) == {"out-of-order"}
    # Two partitions have no order between them.
    apart = [replace(run.inputs[-1], partition=1), *run.inputs[:-1]]
    assert kinds(replace(overtaken, inputs=apart)) == set()


def test_a_late_copy_of_what_was_corrected_is_no_finding() -> None:
    run = sound("Ward blamed Peru.")
    again = replace(run.outputs[0], offset=50)
    assert judge(replace(run, outputs=[*run.outputs, again])) == []


def test_what_ended_as_a_letter_first_may_be_enriched_after_its_correction() -> None:
    run = sound("Ward blamed Peru.")
    first, *others = run.outputs
    original = OriginalRecord(CATALOGUE.articles.name, 0, 0, 1_000, b"a", sent()[b"a"], ())
    letter = dead_letter(
        original, "pipeline_crashed", "x", catalogue=CATALOGUE, pipeline="p"
    ).record
    read = Read("dead_letters", 0, 9, letter.key, letter.value, tuple(letter.headers))
    outputs = [*others, read, replace(first, offset=50)]
    assert judge(replace(run, outputs=outputs, samples=[])) == []


def test_a_corrected_article_is_lost_if_only_its_correction_came_out() -> None:
    run = sound("Ward blamed Peru.")
    event = run.outputs[0]
    found = without(run, lambda one: one == event)
    assert "lost" in kinds(found)


def of_two_versions() -> Evidence:
    """The first article enriched by two versions, which say different things."""
    run = sound()
    enrich, _ = load_busy()
    value = sent()[b"a"]
    article = Article.model_validate_json(value)
    found = enrich(article).model_copy(update={"topics": ()})
    event = enriched_event(article, found, pipeline_info("newer"))
    newer = [
        Read(ROLES[one.topic], 0, 60 + number, one.key, one.value, tuple(one.headers))
        for number, one in enumerate(outgoing_records(article, event, CATALOGUE, 1_000))
    ]
    return replace(run, outputs=[*run.outputs, *newer])


def test_two_versions_may_say_different_things() -> None:
    assert judge(of_two_versions()) == []


def test_an_event_that_another_version_finished_may_lack_findings() -> None:
    run = of_two_versions()
    by_role = {one.role: one for one in reversed(run.outputs) if one.offset < 50}
    assert judge(without(run, lambda one: one == by_role["topics"])) == []
    newer = [one for one in run.outputs if one.offset >= 60]
    # The other way round: findings without their event.
    assert judge(without(run, lambda one: one == by_role["enriched"])) == []
    assert kinds(without(sound(), lambda one: one.role == "enriched" and one.key == b"a")) >= {
        "fan-out"
    }
    assert kinds(without(run, lambda one: one in (by_role["topics"], newer[-1]))) == {
        "fan-out",
        "committed-early",
    }
