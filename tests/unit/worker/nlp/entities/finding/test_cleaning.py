"""From marked words to names: the titles before them, and what is no name at all."""

import pytest

from tests.unit.worker.nlp.marker import names_in


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Zedian President Anna Kolb", "Zedian President Anna Kolb"),
        ("President Anna Kolb", "Anna Kolb"),
        ("Secretary of State Anna Kolb", "Anna Kolb"),
        ("Pope Francis", "Francis"),
    ],
)
def test_titles_before_a_person_are_cut_off_but_no_unknown_word(marked, expected):
    assert names_in(f"Yesterday {marked} left.", marked, "person") == [expected]


def test_a_people_before_the_title_is_a_name_of_its_own():
    marked = "Russian President Anna Kolb"
    assert names_in(f"Yesterday {marked} left.", marked, "person") == ["Anna Kolb", "Russian"]


def test_a_language_is_no_name_and_a_people_is_one():
    assert names_in("It is an Arabic translation.", "Arabic", "norp") == []
    assert names_in("They are Muscovite traders.", "Muscovite", "norp") == ["Muscovite"]


def test_words_without_a_capital_are_no_name():
    assert names_in("It was the old bridge again.", "old bridge", "facility") == []


def test_marks_glued_to_a_name_are_no_part_of_it():
    found = names_in('They said so."(Zed Korea left.', '"(Zed Korea', "location")
    assert found == ["Zed Korea"]
