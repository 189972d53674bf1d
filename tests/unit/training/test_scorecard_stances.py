"""Whole articles held against their marks: what is read, what agrees, and what is counted."""

import json
from collections import Counter
from pathlib import Path

import pytest

from topics.events import Enrichment, Entity, Mention, Span, Stance, StatedHolder, StatedTarget
from training.scorecard import marked
from training.scorecard.figures import Ruler
from training.scorecard.inputs import InputError
from training.scorecard.marked import MarkedArticle, Triple
from training.scorecard.matching import covers, marked_names, names_agree, verdicts
from training.scorecard.stances import Read, figures, measure, tally

TITLE = "Port row"
SENTENCES = (
    "“The levy is robbery,” Mayor Ona Birk told reporters.",
    "She thanked Norway for its patience.",
    "Critics called Birk a coward.",
    "The mayor shamed the brave city.",
    "Dockers and Ruiz backed the  Port Act.",
    "Lena Ruiz attacked Birk.",
)
BODY = " ".join(SENTENCES)


def mark(*values):
    keys = ("s", "h", "hk", "hw", "t", "tk", "tw", "p", "c", "how")
    return {"c": 2, "how": "told"} | dict(zip(keys, values, strict=False))


MARKS = [
    mark(1, "Ona Birk", "person", "Mayor Ona Birk", "levy", "policy", "The levy", "-", 2, "quote"),
    mark(2, "Ona Birk", "person", "She", "Norway", "country", "Norway", "+"),
    mark(3, "critics", "unnamed", "Critics", "Ona Birk", "person", "Birk", "-", 1, "reported"),
    mark(4, "author", "author", "", "Ona Birk", "person", "The mayor", "-", 2, "author"),
    mark(5, "Lena Ruiz", "person", "Ruiz", "Port Act", "law", "the Port Act", "+"),
    mark(5, "dockers", "group", "Dockers", "Port Act", "law", "@5:the Port Act", "+"),
    mark(6, "Lena Ruiz", "person", "Lena Ruiz", "Ona Birk", "person", "Birk", "-", 1),
    mark(6, "Lena Ruiz", "person", "Lena Ruiz", "Ona Birk", "person", "Birk", "-", 2),
]


def row(**changes) -> dict:
    sentences, at = [{"field": "title", "start": 0, "end": len(TITLE)}], 0
    for sentence in SENTENCES:
        sentences.append({"field": "body", "start": at, "end": at + len(sentence)})
        at += len(sentence) + 1
    whole = {"id": "a", "title": TITLE, "body": BODY, "sentences": sentences, "stances": MARKS}
    return whole | changes


def article(tmp_path: Path, *rows: dict) -> MarkedArticle:
    path = tmp_path / "marks.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in rows or [row()]), encoding="utf-8")
    return marked.read(path)[0]


def span(text: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = BODY.index(text, start + 1)
    return Mention(field="body", start=start, end=start + len(text), text=text)


def entity(name: str, kind: str, *mentions: Mention) -> Entity:
    return Entity(
        id=f"name:{kind}:{name}", name=name, type=kind, salience=0.5, mentions=tuple(mentions)
    )


ENTITIES = (
    entity("Ona Birk", "person", span("Ona Birk"), span("Birk", 1), span("Birk", 2)),
    entity("Norway", "country", span("Norway")),
    entity("Lena Ruiz", "person", span("Ruiz"), span("Lena Ruiz")),
    entity("City", "place", span("city")),
    entity("Act", "law", span("the  Port Act")),
)


def stance(holder: str, target: str, polarity: str, evidence: Span, confidence=0.75) -> Stance:
    ids = {one.name: one.id for one in ENTITIES}
    who = (
        StatedHolder(kind="entity", id=ids[holder], name=holder)
        if holder in ids
        else StatedHolder(kind=holder)
    )
    return Stance(
        holder=who,
        target=StatedTarget(id=ids[target], name=target),
        polarity=polarity,
        reporting="narration",
        confidence=confidence,
        evidence=(evidence,),
    )


def event(*stances: Stance) -> Enrichment:
    return Enrichment(entities=ENTITIES, stances=stances)


SAID = event(
    stance("Ona Birk", "Norway", "favor", span("thanked Norway"), 0.95),
    stance("unnamed", "Ona Birk", "against", span("Critics called Birk")),
    stance("unnamed", "Act", "favor", span("Dockers and Ruiz backed")),
    stance("Lena Ruiz", "Ona Birk", "favor", span("Lena Ruiz attacked"), 0.65),
    stance("Lena Ruiz", "Norway", "against", span("Lena Ruiz attacked"), 0.6),
    stance("author", "Ona Birk", "against", span("The mayor shamed")),
)


def test_words_are_found_where_they_are_and_runs_of_white_space_are_one(tmp_path) -> None:
    read = article(tmp_path)
    places = [read.place_of(one.target) for one in read.marks]
    assert BODY[places[4].start : places[4].end] == "the  Port Act"
    assert places[4] == places[5]
    assert read.place_of(read.marks[3].holder) is None
    assert read.sentence_at("body", 0) == 1
    assert read.sentence_at("body", len(SENTENCES[0])) is None
    assert read.sentence_at("title", 3) == 0


def test_a_stance_that_is_marked_twice_is_one_and_plain_if_either_is(tmp_path) -> None:
    triples = article(tmp_path).triples()
    assert len(triples) == 7
    facts = triples[Triple("Lena Ruiz", "Ona Birk", "against")]
    assert facts.plain
    assert facts.sentences == {6}


def test_an_article_without_a_title_is_called_by_its_id(tmp_path) -> None:
    assert article(tmp_path, row(title="")).title == "a"


@pytest.mark.parametrize(
    "broken",
    [
        row(stances=[MARKS[0] | {"p": "?"}]),
        row(stances=[MARKS[0] | {"s": 7}]),
        row(stances=[MARKS[0] | {"hw": "@99:x"}]),
        row(stances=[MARKS[0] | {"hw": None}]),
        {"id": "a"},
        [],
    ],
)
def test_what_is_no_marked_article_is_refused_in_one_line(tmp_path, broken) -> None:
    with pytest.raises(InputError, match="line 1: not marked stances of an article"):
        article(tmp_path, broken)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ona Birk", "Birk", True),
        ("Ona", "Ona Birk", True),
        ("Mr. Birk's", "BIRK", True),
        ("President Ona Birk", "Ona Birk", True),
        ("Lena Birk", "Ona Birk", False),
        ("Ona", "Ona Maria Birk", False),
        ("Maria", "Ona Maria Birk", False),
        ("Maria Birk", "Ona Maria Birk", True),
        ("the US", "US", True),
        ("", "Birk", False),
        ("?", "!", False),
    ],
)
def test_names_agree_by_their_words(one, other, same) -> None:
    assert names_agree(one, other) is same
    assert names_agree(other, one) is same


@pytest.mark.parametrize(
    ("start", "end", "covered"), [(0, 10, True), (4, 20, True), (5, 20, False), (10, 12, False)]
)
def test_a_mention_covers_most_of_a_place(start, end, covered) -> None:
    mention = Mention(field="body", start=start, end=end, text="x" * (end - start))
    assert covers(mention, marked.Place("body", 0, 10)) is covered
    assert not covers(mention, marked.Place("title", 0, 10))
    assert not covers(mention, None)


def test_an_entity_is_a_name_by_its_words_or_by_its_place(tmp_path) -> None:
    names = marked_names(article(tmp_path), SAID)
    assert names["name:law:Act"] == {"Port Act"}
    assert names["name:person:Ona Birk"] == {"Ona Birk"}
    assert names["name:place:City"] == set()


def test_each_stance_is_held_against_the_marks(tmp_path) -> None:
    judged = verdicts(article(tmp_path), SAID)
    assert [bool(one.hits) for one in judged] == [True, True, True, False, False, True]
    assert [one.opposite for one in judged] == [False, False, False, True, False, False]


def test_an_unnamed_holder_agrees_only_in_the_same_sentence(tmp_path) -> None:
    elsewhere = event(stance("unnamed", "Ona Birk", "against", span("Lena Ruiz attacked")))
    assert verdicts(article(tmp_path), elsewhere)[0].hits == ()


def test_the_counts_are_those_of_the_measure_that_the_marks_came_with(tmp_path) -> None:
    # What the tool that came with the marks says of the same article and event.
    assert tally(article(tmp_path), SAID) == Counter(EXPECTED)


EXPECTED = {
    "emitted": 6,
    "emitted.author": 1,
    "emitted.entity": 3,
    "emitted.unnamed": 2,
    "found": 3,
    "found.both_are_entities": 2,
    "found.both_can_have_a_name": 2,
    "found.holder_author": 1,
    "found.holder_group": 1,
    "found.holder_person": 1,
    "found.how_author": 1,
    "found.how_quote": 0,
    "found.how_told": 2,
    "found.one_has_no_name": 1,
    "found.one_is_no_entity": 1,
    "found.target_country": 1,
    "found.target_law": 1,
    "found.target_person": 1,
    "found.target_policy": 0,
    "found_all": 4,
    "marked": 6,
    "marked.both_are_entities": 4,
    "marked.both_can_have_a_name": 4,
    "marked.holder_author": 1,
    "marked.holder_group": 1,
    "marked.holder_person": 4,
    "marked.how_author": 1,
    "marked.how_quote": 1,
    "marked.how_told": 4,
    "marked.one_has_no_name": 2,
    "marked.one_is_no_entity": 2,
    "marked.target_country": 1,
    "marked.target_law": 2,
    "marked.target_person": 2,
    "marked.target_policy": 1,
    "marked_all": 7,
    "opposite": 1,
    "references.description": 1,
    "references.name": 11,
    "references.pronoun": 1,
    "referred.description": 0,
    "referred.name": 9,
    "referred.pronoun": 0,
    "resolved.description": 0,
    "resolved.name": 9,
    "resolved.pronoun": 0,
    "right": 4,
    "right.author": 1,
    "right.entity": 1,
    "right.unnamed": 2,
}


def test_figures_come_with_how_many_they_are_of(tmp_path) -> None:
    read = article(tmp_path)
    found = {one.name: one for one in figures([tally(read, SAID)], Ruler(0))}
    assert found["stances.precision"].value == pytest.approx(4 / 6)
    assert found["stances.precision"].counts == {"of": 6}
    assert found["stances.recall"].value == pytest.approx(3 / 6)
    assert found["stances.recall_all"].value == pytest.approx(4 / 7)
    assert found["stances.f1"].value == pytest.approx(2 * (4 / 6) * (3 / 6) / (4 / 6 + 3 / 6))
    assert found["stances.opposite"].value == pytest.approx(1 / 6)
    assert found["stances.recall.target_policy"].counts == {"of": 1}
    assert "stances.recall.target_idea" not in found


def test_confidences_are_tabled_by_whether_the_stance_is_marked(tmp_path) -> None:
    section = measure([Read(article(tmp_path), SAID)], Ruler(0))
    bins = section.reliability["calibration.stances_ece"]
    assert [(one.low, one.size, one.right) for one in bins] == [
        (0.6, 2, 0.0),
        (0.7, 3, 1.0),
        (0.9, 1, 1.0),
    ]
