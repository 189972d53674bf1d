import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.attribution import AttributionTagger
from worker.nlp.documents import findings


def tagged(body: str, tags=None, title: str = "", **entities: str):
    doc = doc_of(body, title, **(entities or {"Anna_Kolb": "person"}))
    AttributionTagger(Heads(doc, tags=tags))(doc)
    return findings(doc).attributions


def told(said):
    return (
        said.kind,
        said.source and said.source.text,
        said.cue and said.cue.text,
        [content.text for content in said.content],
    )


@pytest.mark.parametrize(
    ("body", "source", "cue", "content"),
    [
        ("“We won the vote,” Anna Kolb said.", "Anna Kolb", "said", ["“We won the vote,”"]),
        ("“We won the vote,” said Anna Kolb.", "Anna Kolb", "said", ["“We won the vote,”"]),
        ('"We won the vote," Anna Kolb said.', "Anna Kolb", "said", ['"We won the vote,"']),
        ("Anna Kolb said: “We won the vote.”", "Anna Kolb", "said", ["“We won the vote.”"]),
        (
            "“We won,” Anna Kolb said, “and we will govern.”",
            "Anna Kolb",
            "said",
            ["“We won,”", "“and we will govern.”"],
        ),
        (
            "“They came from afar. “Those who stay are welcome,” Anna Kolb said.",
            "Anna Kolb",
            "said",
            ["“They came from afar. “Those who stay are welcome,”"],
        ),
        (
            "“We won the vote. It is over,” Anna Kolb said.",
            "Anna Kolb",
            "said",
            ["“We won the vote. It is over,”"],
        ),
        (
            "“We won the vote,” Anna Kolb said. “It is over.\n“We will govern the country.”",
            "Anna Kolb",
            "said",
            ["“We won the vote,”", "“It is over.", "“We will govern the country.”"],
        ),
    ],
)
def test_marks_and_a_reporting_verb_are_enough(body, source, cue, content):
    (said,) = tagged(body)
    assert told(said) == ("direct", source, cue, content)
    assert said.source_entity == "name:person:Anna Kolb"


def test_what_the_head_finds_without_marks_is_indirect():
    body = "Anna Kolb believes the vote was fair."
    tags = {
        "Anna Kolb believes the vote was fair .": [
            ("source", "Anna Kolb"),
            ("cue", "believes"),
            ("content", "the vote was fair"),
        ]
    }
    (said,) = tagged(body, tags)
    assert told(said) == ("indirect", "Anna Kolb", "believes", ["the vote was fair"])


def test_a_few_quoted_words_make_it_mixed():
    body = "Anna Kolb called the vote “a great disgrace for all”."
    tags = {
        "Anna Kolb called the vote “ a great disgrace for all ” .": [
            ("source", "Anna Kolb"),
            ("cue", "called"),
            ("content", "the vote"),
        ]
    }
    kinds = {said.kind for said in tagged(body, tags)}
    assert kinds <= {"mixed", "direct", "indirect"}
    (said,) = tagged(body, tags)
    assert said.kind == "mixed"


@pytest.mark.parametrize(
    "body",
    [
        "The “quiet man” said nothing and went home.",
        "She walked through “Open a Door to Peru,” an exhibition on mining in the far north.",
        "Nothing was said.",
    ],
)
def test_words_held_with_tongs_are_no_attribution(body):
    assert tagged(body) == []


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ("Anna Kolb", "Anna Kolb"),
        ("Prime Minister Anna Kolb", "Anna Kolb"),
        ("Anna Kolb of Peru", "Anna Kolb"),
        ("the president, Anna Kolb", "Anna Kolb"),
        ("the Peru government", "Peru"),
        ("a spokesman for Shell", "Shell"),
        ("Anna Kolb's driver", None),
        ("a friend of Anna Kolb", None),
        ("Anna Kolb supporters", None),
        ("the neighbours", None),
    ],
)
def test_a_source_is_the_entity_at_the_head_of_its_phrase(source, entity):
    body = f"Yesterday {source} said: “We won the vote.”"
    words = " ".join(token.text for token in doc_of(body))
    tags = {words: [("source", " ".join(token.text for token in doc_of(source)))]}
    (said,) = tagged(body, tags, Anna_Kolb="person", Peru="country", Shell="organization")
    assert (said.source_entity or "").rpartition(":")[2] == (entity or "")


def test_title_and_body_are_never_joined():
    said = tagged("We left,” said Anna Kolb.", title="Kolb: “We won the whole vote")
    assert all("\n" not in content.text for one in said for content in one.content)


def test_a_skipped_article_is_left_alone():
    doc = doc_of("“We won the vote,” Anna Kolb said.")
    findings(doc).skipped = True
    AttributionTagger(Heads(doc))(doc)
    assert findings(doc).attributions == []
