"""One label for each form of a name."""

import pytest

from tests.unit.worker.nlp.marker import PERSON, Marker, marked, read
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.typing.voting import agreed, person_words


def labels(text, **marked):
    found = Marker({name.replace("_", " "): label for name, label in marked.items()})(read(text))
    return agreed(found, gazetteer())


def test_an_article_without_names_has_no_labels():
    assert agreed([], gazetteer()) == {}


def test_a_surname_is_what_its_full_name_is():
    found = labels("Anna Zedo left. Zedo won.", Anna_Zedo="person", Zedo="organization")
    assert found["zedo"] == "person"


def test_a_place_with_a_persons_name_stays_a_place_unless_it_was_taken_for_a_person():
    text = "Moscow waited. John Moscow sang."
    assert labels(text, Moscow="location", John_Moscow="person")["moscow"] == "location"
    assert labels(text, Moscow="person", John_Moscow="person")["moscow"] == "person"


def test_washington_is_first_of_all_a_place():
    text = "Washington waited. George Washington slept."
    found = labels(text, Washington="location", George_Washington="person")
    assert found["washington"] == "location"


def test_the_first_word_of_an_organisation_may_stand_for_it():
    found = labels("Brenntal Energie won. Brenntal fell.", Brenntal_Energie="organization",
                   Brenntal="person")  # fmt: skip
    assert found["brenntal"] == "organization"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The company Zedo left.", "organization"),
        ("The singer Zedo left.", "person"),
        ("The town, Zedo, was old.", "location"),
        ("It was Senator Zedo again.", "misc"),
        ("It was Sen. Zedo again.", "person"),
        ("They hired Zedo's chief executive.", "organization"),
        ("They hired Zedo's chief cook.", "misc"),
        ("They sold shares in Zedo today.", "organization"),
        ("It was the Zedo concert hall.", "facility"),
        ("It was there. Zedo left.", "misc"),
        ("They met Zedo workers today.", "organization"),
        ("Then Zedo shares it.", "misc"),
        ("They met employees of Zedo today.", "organization"),
        ("They met staff at Zedo today.", "organization"),
        ("They met guests of Zedo today.", "misc"),
        ("They met the chief executive of Zedo today.", "organization"),
        ("They met Zedo CEO Kolb.", "organization"),
        ("They met Zedo, CEO of it.", "misc"),
        ("They met Zedo chief executive Kolb.", "organization"),
        ("Zedo was the state's judge.", "misc"),
        ("Then Zedo was founded in 1990.", "organization"),
        ("Then Zedo, founded in 1990, left.", "organization"),
        ("Then Zedo founded it.", "misc"),
        ("Then Zedo is a Danish chain of shops.", "organization"),
        ("Then Zedo, a small village has it.", "location"),
    ],
)
def test_the_words_beside_a_name_say_what_it_is(text, label):
    assert labels(text, Zedo="misc") == {"zedo": label}


def test_only_names_of_several_words_say_what_people_are_called():
    marked = Marker({"Anna Zedo": "person", "Kolb": "person", "Zed Corp": "organization"})
    found = marked(read("Anna Zedo, Kolb and Zed Corp left."))
    assert person_words(found) == {"anna", "zedo"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Then Zed, a security company, left.", "organization"),
        ("Then Zed, a company founder, left.", "person"),
        ("Then Zed, a small town, burned.", "place"),
    ],
)
def test_a_phrase_behind_a_comma_says_what_it_is(text, kind):
    found = marked(text, {"Zed": PERSON})
    assert [one.type for one in found.entities] == [kind]


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Then Zedo, a publisher, left.", "person", "person"),
        ("Then Zedo, a publisher, left.", "misc", "organization"),
        ("Then Zedo was a producer there.", "misc", "misc"),
        ("They met Zedo workers today.", "location", "location"),
        ("They met employees of Zedo today.", "location", "organization"),
        ("They met employees of Zedo today.", "norp", "norp"),
    ],
)
def test_where_a_word_fits_two_kinds_the_tagger_decides(text, label, kind):
    assert labels(text, Zedo=label) == {"zedo": kind}


@pytest.mark.parametrize("text", ["They met employees of {} today.", "Then {} was founded."])
@pytest.mark.parametrize("place", ["Peru", "Lyon"])
def test_what_may_be_a_place_is_no_firm_because_people_work_there(text, place):
    assert labels(text.format(place), **{place: "misc"}) == {place.lower(): "misc"}


def test_all_but_the_general_words_may_stand_for_a_firm():
    found = labels(
        "Zedo Kolb Group won. Zedo Kolb fell.", Zedo_Kolb_Group="organization", Zedo_Kolb="person"
    )
    assert found["zedo kolb"] == "organization"
