"""The words by which an article names what the tagger found."""

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.finding.known_forms import head_words, in_capitals, known_forms
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.grouping.clusters import Name


def forms(text, *bounds):
    doc = read(text)
    names = [Name(doc[start:end], kind) for start, end, kind in bounds]
    return doc, known_forms(doc, names, gazetteer())


def test_a_full_name_is_known_by_its_words_and_by_its_surname():
    _, known = forms("Anna Kolb left.", (0, 2, "person"))
    assert known.keys() == {("Anna", "Kolb"), ("Kolb",)}
    assert known["Kolb",].type == "person"


def test_a_surname_that_is_also_a_word_or_a_place_is_not_looked_for():
    _, known = forms("Anna Stone left. Bill Washington saw a rat and Ann Rat.",
                     (0, 2, "person"), (4, 6, "person"), (10, 12, "person"))  # fmt: skip
    assert known.keys() == {("Anna", "Stone"), ("Bill", "Washington"), ("Ann", "Rat")}


def test_a_people_is_not_looked_for_again():
    _, known = forms("Muscovites left.", (0, 1, "group"))
    assert known == {}


def test_in_capitals_a_word_of_the_article_is_no_name():
    doc, known = forms("Kolb may see May.", (0, 1, "person"), (3, 4, "person"))
    assert known.keys() == {("Kolb",), ("May",)}
    assert in_capitals(doc, known).keys() == {("KOLB",)}


def test_the_noun_of_an_organisation_unless_many_have_it():
    doc = read("Middle East Quartet and Zed Committee.")
    names = [Name(doc[0:3], "organization"), Name(doc[4:6], "organization")]
    assert head_words(names) == {"Quartet"}
    doc = read("Zed League of Rights and the small front for Zed.")
    names = [Name(doc[0:4], "organization"), Name(doc[6:9], "organization")]
    assert head_words(names) == {"League"}


def test_a_firm_is_known_by_its_first_word_unless_that_is_general():
    _, known = forms("Zedo Logistics left. General Motors stayed.",
                     (0, 2, "organization"), (4, 6, "organization"))  # fmt: skip
    assert known.keys() == {("Zedo", "Logistics"), ("Zedo",), ("General", "Motors")}


def test_a_body_of_something_is_known_without_its_people():
    _, known = forms("Peruvian League of Rights left. Peruvian Airlines stayed.",
                     (0, 4, "organization"), (6, 8, "organization"))  # fmt: skip
    assert ("League", "of", "Rights") in known
    assert ("Airlines",) not in known
