"""What an ambiguous name means, by what else the article says."""

import pytest

from worker.nlp.documents import article_doc
from worker.nlp.entities.gazetteer.disambiguation import Disambiguator
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.gazetteer.records import Condition, Record

KNOWN = gazetteer()


def reader(blank, text):
    return Disambiguator(article_doc(blank, "", text), KNOWN)


@pytest.mark.parametrize(
    ("condition", "text", "meant"),
    [
        (None, "Nothing at all .", True),
        (Condition(needs=("Tbilisi",)), "In Tbilisi .", True),
        (Condition(needs=("Tbilisi",)), "In Tbilisian towns .", False),
        (Condition(needs=("Tbilisi",)), "In tbilisi .", False),
        (Condition(needs=("Tbilisi",), bars=("Atlanta",)), "Tbilisi and Atlanta .", False),
        (Condition(needs=("Ankara",), doubts=("turkey",)), "It is far .", True),
        (Condition(needs=("Ankara",), doubts=("turkey",)), "A turkey .", False),
        (Condition(needs=("Ankara",), doubts=("turkey",)), "A turkey in Ankara .", True),
    ],
)
def test_a_condition_asks_for_needs_and_no_bars_and_only_if_there_are_doubts(
    blank, condition, text, meant
):
    assert reader(blank, text).supports(Record("X", "country", None, condition)) is meant


@pytest.mark.parametrize(
    ("kind", "name", "text", "linked"),
    [
        ("country", "Georgia", "Georgia and Tbilisi .", True),
        ("country", "Georgia", "Georgia and Alabama .", False),
        ("country", "Jordan", "Jordan and Syria .", True),
        ("country", "Jordan", "Jordan scored .", False),
        ("country", "Chad", "Chad and Boko Haram .", True),
        ("country", "Chad", "Chad laughed .", False),
        ("country", "Turkey", "Turkey left .", True),
        ("country", "Turkey", "Turkey at Thanksgiving .", False),
        ("country", "Turkey", "Turkey and Ankara at Thanksgiving .", True),
        ("country", "Congo", "Congo and Kinshasa .", True),
        ("country", "Congo", "Congo is a river .", False),
        ("law", "ACA", "Obamacare , or ACA .", True),
        ("law", "ACA", "The ACA met .", False),
        ("organization", "Labour", "Labour in Britain .", True),
        ("organization", "Labour", "Labour in Israel and Britain .", False),
        ("organization", "Fed", "Fed and Federal Reserve .", True),
        ("organization", "Fed", "The Fed .", False),
        ("place", "Washington", "Washington , D.C .", False),
        ("place", "Washington", "Washington , D.C. and more .", True),
        ("place", "Washington", "Washington , D.C. and Seattle .", False),
    ],
)  # fmt: skip
def test_an_ambiguous_name_links_where_the_article_bears_it_out(blank, kind, name, text, linked):
    record = reader(blank, text).find(kind, name)
    assert (record is not None) is linked


def test_the_other_congo_is_the_other_congo(blank):
    record = reader(blank, "Congo and Brazzaville .").find("country", "Congo")
    assert record is not None
    assert record.id == "iso3166:CG"


def test_all_mentions_have_to_mean_the_person(blank):
    text = "Rep. Mike Rogers (R-Ala.) met Rep. Mike Rogers (R-Mich.) ."
    doc = article_doc(blank, "", text)
    for token in doc:
        token.is_sent_start = token.i == 0
    record = KNOWN.person("Mike Rogers")
    first, second = (doc[at : at + 2] for at in range(len(doc)) if doc[at].text == "Mike")
    said = Disambiguator(doc, KNOWN)
    assert said.meant(record, [first, second]) == [0]
    assert said.means(record, [first])
    assert not said.means(record, [first, second])
    assert not said.means(record, [])
