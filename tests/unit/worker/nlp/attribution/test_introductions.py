"""Lines that announce whose quotation follows."""

import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.introductions import introduction
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import MentionIndex


def announced(lead):
    doc = doc_of(f"It rained.\n\n{lead}\n\n“We are proud of it.”", Anna_Kolb="person", Peru="place")
    found = introduction(doc, quotations(doc)[0], MentionIndex(doc))
    return None if found is None else doc[found.source.start : found.source.end].text


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("From Anna Kolb:", "Anna Kolb"),
        ("And from Mayor Anna Kolb:", "Mayor Anna Kolb"),
        ("Statement by Anna Kolb, mayor:", "Anna Kolb, mayor"),
    ],
)
def test_a_line_with_a_name_and_a_colon_says_who_speaks(lead, who):
    assert announced(lead) == who


@pytest.mark.parametrize(
    "lead",
    [
        "From Anna Kolb.",
        "From Peru:",
        "We heard from Anna Kolb:",
        "Anna Kolb:",
        "Nobody knew. It came from Anna Kolb:",
        ":",
    ],
)
def test_other_lines_do_not(lead):
    assert announced(lead) is None
