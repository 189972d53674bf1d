"""One label for each form of a name."""

import pytest

from tests.unit.worker.nlp.marker import Marker, read
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
