# ruff: noqa: RUF001 - marks that are typed for others
"""Names in the text, and which of them a cluster is called by."""

from tests.unit.worker.nlp.marker import read
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Cluster, Name, fullest


def cluster(kind, *forms):
    text = ", ".join(forms)
    doc = read(text)
    names, start = [], 0
    for form in forms:
        span = doc.char_span(text.index(form, start), text.index(form, start) + len(form))
        names.append(Name(span, kind))
        start = span.end_char
    return Cluster(kind, names)


def test_the_gazetteers_name_comes_first():
    one = cluster("person", "Putin")
    one.record = Record("Vladimir Putin", "person")
    assert one.canonical() == "Vladimir Putin"


def test_a_person_is_called_by_the_fullest_form_and_a_place_by_the_most_used():
    forms = ("Zed", "Zed", "Anna Zed")
    assert cluster("person", *forms).canonical() == "Anna Zed"
    assert cluster("place", *forms).canonical() == "Zed"


def test_a_name_has_straight_apostrophes_and_plain_hyphens():
    forms = ("Zed Østby–O’Hea", "Zed Østby-O'Hea")
    assert cluster("person", *forms).canonical() == "Zed Østby-O'Hea"
    forms = ("Zed’s Fund", "Zed-Fund", "Zed's Fund")
    assert cluster("organization", *forms).canonical() == "Zed's Fund"
    assert cluster("organization", "Zed ’ s Fund").canonical() == "Zed's Fund"


def test_of_equals_the_first_counts():
    assert cluster("law", "Zed Act", "Zed Bill").canonical() == "Zed Act"


def test_a_person_in_capitals_is_called_calmly_and_an_acronym_stays():
    assert cluster("person", "ANNA ZED").canonical() == "Anna Zed"
    assert cluster("person", "ANNA ZED", "Anna Zed").canonical() == "Anna Zed"
    assert cluster("organization", "NATO").canonical() == "NATO"


def test_the_fullest_names_are_no_piece_of_another():
    names = cluster("organization", "Zed Bank", "Zed Bank Group", "Zed").names
    assert [name.text for name in fullest(names)] == ["Zed Bank Group"]
    names = cluster("organization", "Zed", "Kolb").names
    assert [name.text for name in fullest(names)] == ["Zed", "Kolb"]


def test_a_cluster_begins_with_its_first_mention_and_a_name_knows_its_titles():
    doc = read("Now President Zed left and Zed won.")
    first, second = Name(doc[2:3], "person"), Name(doc[5:6], "person")
    assert Cluster("person", [second, first]).first() == 2
    assert first.titles == ("president",)
    assert second.titles == ()
