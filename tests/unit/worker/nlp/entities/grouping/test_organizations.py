"""Which names mean the same organisation."""

import pytest

from tests.unit.worker.nlp.marker import ORG, entities


def bodies(body, *names):
    found, _ = entities(body, dict.fromkeys(names, ORG))
    return sorted(found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Department of Widgets", "Widgets Department"),
        ("Department of the Widgets", "Widgets Dept"),
        ("Ministry of Widgets", "Widgets Ministry"),
        ("Widget Corps of Engineers", "Widget Corps"),
        ("Institute for Widgets and Gadgets", "IWG"),
        ("Institute for Widgets and Gadgets", "IWAG"),
        ("Zed Corp", "Zed Corp."),
        ("Zed Movement", "Zed"),
    ],
)
def test_two_names_of_one_organisation_are_joined(one, other):
    body = f"They praised the {one} again, and later the {other} was closed."
    assert len(bodies(body, one, other)) == 1


def test_what_stands_in_brackets_is_the_same_either_way_round():
    assert bodies("The Zed Forum (MDC) and MDC.", "Zed Forum", "MDC") == [
        ["Zed Forum", "MDC", "MDC"]
    ]
    assert bodies("The ZGF (Zed Global Forum) left.", "ZGF", "Zed Global Forum") == [
        ["ZGF", "Zed Global Forum"]
    ]


def test_two_that_could_be_meant_are_not_joined():
    names = ("Zed Peace Council", "Zed Power Council", "ZPC")
    assert len(bodies("Zed Peace Council, Zed Power Council and ZPC.", *names)) == 3


def test_a_brand_is_neither_the_firm_nor_the_partner_that_are_named_alone():
    names = ("Zedida Yoozy", "Zedida", "Yoozy")
    assert len(bodies("Zedida ended Zedida Yoozy, and Yoozy sued.", *names)) == 3
    assert len(bodies("Zedida ended Zedida Yoozy.", *names)) == 1


def test_the_department_of_justice_is_one():
    body = "The Department of Justice, the Justice Department and DOJ told Congress."
    found, _ = entities(
        body, dict.fromkeys(("Department of Justice", "Justice Department", "DOJ"), ORG)
    )
    assert found["wikidata:Q1553390"] == ["Department of Justice", "Justice Department", "DOJ"]


def test_laws_are_one_with_and_without_their_year():
    labels = dict.fromkeys(("Widget Act of 1965", "Widget Act", "Bill 866", "Bill 867"), "misc")
    found, _ = entities("The Widget Act of 1965, the Widget Act, Bill 866 and Bill 867.", labels)
    assert len(found) == 3


@pytest.mark.parametrize(
    ("body", "one", "other", "joined"),
    [
        ("Brenntal Energie fell. Then Brenntal rose.", "Brenntal Energie", "Brenntal", True),
        ("Merin Liberation Front met. The Front left.", "Merin Liberation Front", "Front", True),
        ("The Kolb Center for Law met. The Kolb center left.", "Kolb Center for Law", "Kolb", True),
        ("The NATO Response Force met NATO there.", "NATO Response Force", "NATO", False),
        ("The Global Zed Fund met Global there.", "Global Zed Fund", "Global", False),
        (
            "Senate Zed Committee met. Then the Senate left.",
            "Senate Zed Committee",
            "Senate",
            False,
        ),
    ],
)
def test_one_distinctive_word_may_stand_for_the_whole(body, one, other, joined):
    assert len(bodies(body, one, other)) == (1 if joined else 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("House Widget Caucus", "Widget Caucus"),
        ("Indian Union Widget League", "Widget League"),
        ("Zed Widgets International", "Zed Widgets"),
        ("The Zed Post", "Post"),
        ("The Zed Times", "The Times"),
        ("Zed Federation of Widgets", "Federation"),
        ("Z4D Widget Solutions", "Z4D"),
        ("Exxon Mobil Corp", "ExxonMobil"),
    ],
)
def test_a_part_of_a_name_is_the_body(one, other):
    body = f"They praised the {one} again. Later the {other} was closed."
    assert len(bodies(body, one, other)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Free Zedian Army", "Zedian Army"),
        ("New Widget Party", "Widget Party"),
        ("Bureau of Widget Management", "Widget Management"),
        ("G7 Widgets", "G7"),
    ],
)
def test_a_part_of_a_name_that_another_body_may_have_is_not(one, other):
    body = f"They praised the {one} again. In Washington the {other} was closed."
    assert len(bodies(body, one, other)) > 1


def test_a_part_of_the_name_in_the_same_sentence_is_another_body():
    names = ("House Widget Caucus", "Widget Caucus")
    assert len(bodies("The Widget Caucus met the House Widget Caucus.", *names)) == len(names)


def test_the_times_is_the_one_that_the_article_names():
    names = dict.fromkeys(("The Zed Times", "The Times"), ORG)
    found, _ = entities("The Times lost. They praised The Zed Times again.", names)
    assert list(found) == ["name:organization:zed-times"]
