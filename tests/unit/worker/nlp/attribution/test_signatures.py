import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.signatures import signature
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import MentionIndex


def signed(text):
    doc = doc_of(text, Anna_Kolb="person", Open_Door="organization")
    found = signature(doc, quotations(doc)[0], MentionIndex(doc))
    return None if found is None else doc[found.source.start : found.source.end].text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("“We are proud of it.” — Anna Kolb", "Anna Kolb"),
        (
            "“We are proud of it.”\n\n— Anna Kolb, head of Open Door\n\nIt rained.",
            "Anna Kolb, head of Open Door",
        ),
        ("“We are proud of it.” -- Mayor Anna Kolb.", "Mayor Anna Kolb"),
        ("“We are proud of it.”\n~ Anna Kolb", "Anna Kolb"),
        ("“We are proud of it.” — Secretary of State Anna Kolb", "Secretary of State Anna Kolb"),
        ("“We are proud of it.” — Anna Kolb on “Open Door”", "Anna Kolb on “Open Door”"),
        ("“We are proud of it.” (Anna Kolb, Open Door)", "Anna Kolb, Open Door"),
        ("“We are proud of it.” Anna Kolb, Open Door", "Anna Kolb, Open Door"),
    ],
)
def test_a_name_behind_a_mark_signs_the_quotation(text, source):
    assert signed(text) == source


@pytest.mark.parametrize(
    "text",
    [
        "“We are proud of it.” — Anna Kolb left early.",
        "It was called “a waste of time.”\n\n— Anna Kolb",
        "“We are proud of it.” — Open Door",
        "“We are proud of it.” Anna Kolb",
        "“We are proud of it.” — a friend of Anna Kolb",
        "“We are proud of it.” — Friend of Anna Kolb",
        "“We are proud of it.” (Anna Kolb) It rained.",
        "“We are proud of it.”",
    ],
)
def test_other_words_do_not(text):
    assert signed(text) is None
