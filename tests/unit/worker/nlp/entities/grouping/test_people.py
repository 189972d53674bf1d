# ruff: noqa: RUF001 - curly apostrophes are what is tested
"""Which names in an article mean the same person, and which mean two people."""

import pytest

from tests.unit.worker.nlp.marker import PERSON, entities
from worker.nlp.entities.grouping.people import usual_form
from worker.nlp.entities.names import slug


def people(body, *names):
    found, notes = entities(body, dict.fromkeys(names, PERSON))
    return found, notes.abstentions["ambiguous_alias"]


def test_two_clintons_stay_two_and_the_bare_one_is_left_out():
    body = "Bill Clinton met Hillary Clinton. Clinton laughed."
    found, lost = people(body, "Bill Clinton", "Hillary Clinton", "Clinton")
    assert found == {"wikidata:Q1124": ["Bill Clinton"], "wikidata:Q6294": ["Hillary Clinton"]}
    assert lost == 1


def test_mrs_and_mr_tell_two_of_one_surname_apart():
    body = "Bill Kolb met Anna Kolb. Mrs. Kolb laughed. Mr. Kolb cried."
    found, lost = people(body, "Bill Kolb", "Anna Kolb", "Kolb")
    assert found["name:person:william-kolb"] == ["Bill Kolb", "Kolb"]
    assert found["name:person:anna-kolb"] == ["Anna Kolb", "Kolb"]
    assert lost == 0


def test_mrs_obama_alone_is_not_the_president():
    found, _ = people("Mrs. Obama sang.", "Obama")
    assert found == {"name:person:obama": ["Obama"]}


def test_the_office_tells_who_is_meant():
    body = "Maria Putin sang. Maria Putin left. President Putin clapped."
    found, _ = people(body, "Maria Putin", "Putin")
    assert found["wikidata:Q7747"] == ["Putin"]
    assert found["name:person:maria-putin"] == ["Maria Putin", "Maria Putin"]


def test_a_famous_surname_before_any_other_of_it_is_the_famous_ones():
    body = "Romney won. Romney spoke. Ann Romney sang. Then Romney left."
    found, _ = people(body, "Romney", "Ann Romney")
    assert found == {
        "wikidata:Q4496": ["Romney", "Romney", "Romney"],
        "name:person:ann-romney": ["Ann Romney"],
    }


def test_a_known_surname_of_somebody_else_is_not_linked():
    found, _ = people("Maria Putin sang. Putin left.", "Maria Putin", "Putin")
    assert found == {"name:person:maria-putin": ["Maria Putin", "Putin"]}


def test_junior_is_somebody_else():
    body = "Donald Trump Jr. met Donald Trump. Trump Jr. laughed. Trump cried."
    found, _ = people(body, "Donald Trump", "Trump")
    assert found == {
        "name:person:donald-trump-jr": ["Donald Trump Jr.", "Trump Jr."],
        "wikidata:Q22686": ["Donald Trump", "Trump"],
    }


def test_only_the_junior_is_no_link():
    found, _ = people("Donald Trump Jr. left. Trump Jr. came.", "Donald Trump", "Trump")
    assert list(found) == ["name:person:donald-trump-jr"]


def test_a_short_given_name_is_the_same_person():
    found, _ = people("James Roe left. Jim Roe came.", "James Roe", "Jim Roe")
    assert found == {"name:person:james-roe": ["James Roe", "Jim Roe"]}


def test_two_who_share_a_surname_in_the_text_are_two():
    found, _ = people("Barack and Michelle Obama danced.", "Barack", "Michelle Obama")
    assert found == {"wikidata:Q76": ["Barack"], "wikidata:Q13133": ["Michelle Obama"]}
    found, _ = people("Kolb and Anna Roe danced.", "Kolb", "Anna Roe")
    assert found == {"name:person:kolb": ["Kolb"], "name:person:anna-roe": ["Anna Roe"]}


@pytest.mark.parametrize(
    "family", ["the Kolb brothers", "the Kolbs", "the Kolb family", "the Clintons"]
)
def test_a_family_is_nobody_in_it(family):
    found, lost = people(f"Bill Kolb saw {family}.", "Bill Kolb", "Kolb", "Kolbs", "Clintons")
    assert found == {"name:person:william-kolb": ["Bill Kolb"]}
    assert lost == 1


def test_possessives_are_no_part_of_a_name():
    found, _ = people("Anna Kolb’s car and Kolb's house.", "Anna Kolb", "Kolb")
    assert found == {"name:person:anna-kolb": ["Anna Kolb", "Kolb"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Anna Kolb", "Anna Kolb"),
        ("Prime Minister Anna Kolb", "Anna Kolb"),
        ("Russian Foreign Minister Anna Kolb", "Anna Kolb"),
        ("Texas Gov. Anna Kolb", "Anna Kolb"),
        ("Rep. Anna Kolb", "Anna Kolb"),
        ("Sen. Anna Kolb", "Anna Kolb"),
        ("former House Speaker Anna Kolb", "Anna Kolb"),
        ("Secretary of State Anna Kolb", "Anna Kolb"),
        ("Secretary of Health and Human Services Anna Kolb", "Anna Kolb"),
        ("Dr. Anna Kolb", "Anna Kolb"),
        ("Queen Anna", "Anna"),
        ("General (Anna) Kolb", "Kolb"),
    ],
)
def test_a_title_is_no_part_of_a_name(text, name):
    found, _ = people(f"Yesterday {text} left.", text)
    assert [said for key, said in found.items() if "person" in key] == [[name]]


def test_half_a_name_is_made_whole():
    found, _ = people(
        "On the way home from work Anna Kolb met the old and tired Bill Roe.", "Anna", "Roe"
    )
    assert list(found.values()) == [["Anna Kolb"], ["Bill Roe"]]


def test_a_month_is_nobody():
    found, _ = people("In May it rained. May 3 was dry.", "May")
    assert found == {}
    found, _ = people("Theresa May left in May. May came back.", "Theresa May", "May")
    assert found == {"wikidata:Q264766": ["Theresa May", "May"]}


def test_a_pope_is_linked_by_the_title_that_is_no_part_of_the_name():
    found, _ = people(
        "Pope Francis prayed. The queen left. Francis slept.", "Pope Francis", "Francis"
    )
    assert found == {"wikidata:Q450675": ["Francis", "Francis"]}


def test_a_title_ends_with_its_sentence():
    found, _ = people("Bill Roe praised the queen. Roe left.", "Bill Roe", "Roe")
    assert found == {"name:person:william-roe": ["Bill Roe", "Roe"]}


def test_who_speaks_for_somebody_is_not_that_somebody():
    found, _ = people("Anna Kolb left. A spokesman for Kolb wept.", "Anna Kolb", "Kolb")
    assert found == {"name:person:anna-kolb": ["Anna Kolb", "Kolb"]}


def test_a_surname_of_two_words_stays_whole():
    found, _ = people("Marine Le Pen won. Le Pen laughed.", "Marine Le Pen", "Pen")
    assert found == {"name:person:marine-le-pen": ["Marine Le Pen", "Le Pen"]}


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Jim Zedo", "james Zedo"),
        ("James E. Zedo", "james Zedo"),
        ("James E Zedo Jr.", "james Zedo Jr."),
        ("Anna Maria H.W. Kolb", "anna Maria Kolb"),
        ("J. Edgar Zedo", "j. Edgar Zedo"),
        ("Pat Zedo", "pat Zedo"),
        ("Al Zedo", "Al Zedo"),
        ("Malcolm X", "malcolm X"),
        ("Jim", "Jim"),
        ("Jim Jr.", "Jim Jr."),
    ],
)
def test_the_usual_form_of_a_name_has_the_long_given_name_and_no_initials(name, usual):
    assert slug(usual_form(name)) == slug(usual)


def test_two_whom_only_their_initials_tell_apart_keep_them_in_their_ids():
    marks = {"Anna B. Kolb": PERSON, "Anna C. Kolb": PERSON}
    found, _ = entities("Anna B. Kolb met Anna C. Kolb.", marks)
    assert set(found) == {"name:person:anna-b-kolb", "name:person:anna-c-kolb"}


@pytest.mark.parametrize("quoted", ["“Zip”", '"Zip"', "‘Zip’", "'Zip'"])
def test_a_nickname_in_quotation_marks_is_the_persons(quoted):
    body = f"Anna {quoted} Zedo sang. Zip Zedo left. Zip Zedo wept. Zip laughed. Anna Zedo won."
    found, lost = people(body, f"Anna {quoted} Zedo", "Zip Zedo", "Zip", "Anna Zedo")
    assert found == {
        "name:person:anna-zedo": [f"Anna {quoted} Zedo", "Zip Zedo", "Zip Zedo", "Zip", "Anna Zedo"]
    }
    assert lost == 0


def test_a_nickname_alone_gives_no_other_id():
    assert people("Anna “Zip” Zedo sang.", "Anna “Zip” Zedo")[0].keys() == {"name:person:anna-zedo"}
    assert usual_form("Jim “Zip” Hansen") == usual_form("James Hansen")
