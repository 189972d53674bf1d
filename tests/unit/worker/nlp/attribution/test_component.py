import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.attribution.component import AttributionComponent
from worker.nlp.documents import findings


def tagged(body: str, tags=None, title: str = "", doubted=(), **entities: str):
    doc = doc_of(body, title, **(entities or {"Anna_Kolb": "person"}))
    AttributionComponent(Heads(doc, tags=tags, doubted=doubted))(doc)
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


def marked(sentence: str, **parts: str):
    """Tags of one sentence: which words are source, cue and content."""
    words = " ".join(token.text for token in doc_of(sentence))
    return {
        words: [(label, " ".join(t.text for t in doc_of(text))) for label, text in parts.items()]
    }


def test_a_comma_that_closes_an_apposition_belongs_to_the_source():
    body = "Anna Kolb, the mayor, believes the vote was fair."
    tags = marked(body, source="Anna Kolb, the mayor", cue="believes", content="the vote was fair")
    (said,) = tagged(body, tags)
    assert told(said)[1] == "Anna Kolb, the mayor,"
    assert said.source_entity == "name:person:Anna Kolb"
    body = "On Monday Anna Kolb, as ever, believes the vote was fair."
    tags = marked(body, source="Anna Kolb", cue="believes", content="the vote was fair")
    (said,) = tagged(body, tags)
    assert told(said)[1] == "Anna Kolb"


def test_a_comma_behind_a_cue_is_none_of_it():
    body = "Anna Kolb said, the vote was fair."
    tags = marked(body, source="Anna Kolb", cue="said,", content="the vote was fair")
    (said,) = tagged(body, tags)
    assert told(said)[2] == "said"


def test_an_and_before_something_else_is_no_end_of_a_content():
    body = "Anna Kolb called the vote fair and said it was over."
    tags = {
        " ".join(token.text for token in doc_of(body)): [
            ("source", "Anna Kolb"),
            ("cue", "called"),
            ("content", "the vote fair and"),
            ("cue", "said"),
            ("content", "it was over"),
        ]
    }
    assert [told(one)[2:] for one in tagged(body, tags)] == [
        ("called", ["the vote fair"]),
        ("said", ["it was over"]),
    ]


def test_a_content_does_not_end_inside_a_name():
    body = "Kolb said that she had paid a painter, Anna Ruiz, ten euros."
    tags = marked(body, source="Kolb", cue="said", content="that she had paid a painter, Anna")
    (said,) = tagged(body, tags, Anna_Ruiz="person")
    assert told(said)[3] == ["that she had paid a painter, Anna Ruiz"]
    (said,) = tagged(body, tags, Kolb="person")
    assert told(said)[3] == ["that she had paid a painter, Anna"]


@pytest.mark.parametrize(
    ("before", "entity"),
    [
        ("the mayor, Anna Kolb,", "Anna Kolb"),
        ("Mayor Anna Kolb", "Anna Kolb"),
        ("the mayor of Peru,", None),
        ("a friend of Anna Kolb,", None),
        ("a friend of Mayor Anna Kolb,", None),
        ("the miners,", None),
    ],
)
def test_who_is_the_person_named_right_before(before, entity):
    body = f"They met {before} who believes the vote was fair."
    tags = marked(body, source="who", cue="believes", content="the vote was fair")
    (said,) = tagged(body, tags, Anna_Kolb="person", Peru="country")
    assert (said.source_entity or "").rpartition(":")[2] == (entity or "")


def test_a_colon_announces_the_next_paragraph():
    body = "The governor added:\n\n“They know nothing about the north.”"
    first = "The governor added :"
    (said,) = tagged(body, {first: [("source", "The governor"), ("cue", "added :")]})
    assert told(said)[1:3] == ("The governor", "added:")
    body = "The governor added it.\n\nThey know nothing about the north."
    tags = {
        "The governor added it .": [("source", "The governor"), ("cue", "added")],
        "They know nothing about the north .": [("content", "They know nothing about the north")],
    }
    assert tagged(body, tags) == []


def test_one_word_is_enough_for_a_content():
    body = "Anna Kolb backs Peru."
    (said,) = tagged(body, marked(body, source="Anna Kolb", cue="backs", content="Peru"))
    assert told(said)[3] == ["Peru"]


def test_what_the_heads_doubt_is_kept_and_marked():
    body = "Anna Kolb chose the vote because it was fair."
    tags = marked(body, source="Anna Kolb", cue="chose", content="the vote because it was fair")
    (said,) = tagged(body, tags)
    assert (said.sure, said.confidence) == (True, 0.9)
    (said,) = tagged(body, tags, doubted=["chose"])
    assert (said.sure, said.confidence) == (False, 0.4)


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
        ("a spokesman for Shell, Anna Kolb", "Anna Kolb"),
        ("the ambassador to Peru, Dr. Anna Kolb", "Anna Kolb"),
        ("the former minister for Trade in Peru Anna Kolb", "Anna Kolb"),
        ("the ambassador to Peru", None),
        ("a spokesman for Mayor Anna Kolb", None),
        ("the ambassador to Peru, Anna Kolb's friend", None),
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


def test_a_turn_of_a_transcript_is_one_attribution_whatever_the_tagger_finds():
    body = "ANNA KOLB, MAYOR: We won the vote. Lind said it was close."
    tags = marked("Lind said it was close.", source="Lind", cue="said", content="it was close")
    (said,) = tagged(body, tags, ANNA_KOLB="person")
    assert told(said)[1:] == ("ANNA KOLB, MAYOR", ":", ["We won the vote. Lind said it was close."])
    assert said.source_entity == "name:person:ANNA KOLB"


def test_a_signed_quotation_needs_no_verb():
    (said,) = tagged("“We won the vote.”\n\n— Anna Kolb, mayor")
    assert told(said) == ("direct", "Anna Kolb, mayor", "—", ["“We won the vote.”"])
    assert said.source_entity == "name:person:Anna Kolb"


def test_a_quotation_that_stands_alone_has_no_cue():
    (said,) = tagged("Anna Kolb was furious. “We won the vote.”")
    assert told(said) == ("direct", "Anna Kolb", None, ["“We won the vote.”"])


def test_what_was_not_said_is_no_attribution():
    body = "Anna Kolb has not said whether the vote was fair."
    parts = {"source": "Anna Kolb", "cue": "has not said", "content": "whether the vote was fair"}
    assert tagged(body, marked(body, **parts)) == []


def test_title_and_body_are_never_joined():
    said = tagged("We left,” said Anna Kolb.", title="Kolb: “We won the whole vote")
    assert all("\n" not in content.text for one in said for content in one.content)


def test_a_skipped_article_is_left_alone():
    doc = doc_of("“We won the vote,” Anna Kolb said.")
    findings(doc).skipped = True
    AttributionComponent(Heads(doc))(doc)
    assert findings(doc).attributions == []
