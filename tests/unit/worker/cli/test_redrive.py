"""Which dead letters are sent again, and that a redrive ends."""

import pytest

from worker.cli.redrive import Letter, Selection, choose
from worker.cli.redrive_memory import Mark

LETTERS = [
    Letter((0, 1), b"a", 0, "pipeline_timeout"),
    Letter((0, 2), b"b", 0, "pipeline_timeout"),
    Letter((0, 5), b"a", 2, "pipeline_crashed"),
    Letter((0, 7), b"a", 1, "pipeline_timeout"),
    Letter((1, 0), b"c", 0, "too_deep"),
]


def test_of_letters_with_the_same_content_only_the_newest_is_sent() -> None:
    choice = choose(LETTERS, Selection(), {})
    assert choice.places == {(0, 2), (0, 5), (1, 0)}
    assert choice.superseded == {(0, 1): (0, 5), (0, 7): (0, 5)}


def test_a_newer_letter_with_another_reason_supersedes_too() -> None:
    choice = choose(LETTERS, Selection(reason="pipeline_timeout"), {})
    assert choice.places == {(0, 2)}
    assert choice.superseded.keys() == {(0, 1), (0, 7)}


def test_a_place_with_a_newer_letter_is_not_sent() -> None:
    choice = choose(LETTERS, Selection(frozenset({(0, 1), (0, 2)})), {0: Mark(100)})
    assert choice.places == {(0, 2)}
    assert choice.superseded == {(0, 1): (0, 5)}


def test_nothing_is_chosen_from_nothing() -> None:
    choice = choose([], Selection(), {})
    assert (choice.places, choice.superseded, choice.before) == (set(), {}, 0)


def test_what_was_dealt_with_is_left_out_unless_it_is_wanted_again() -> None:
    marks = {0: Mark(3, {"pipeline_crashed": 6})}
    choice = choose(LETTERS, Selection(), marks)
    assert choice.places == {(1, 0)}
    assert choice.before == 3
    again = choose(LETTERS, Selection(again=True), marks)
    assert again == choose(LETTERS, Selection(), {})


@pytest.mark.parametrize(
    ("selection", "included"),
    [
        (Selection(), True),
        (Selection(reason="too_deep"), True),
        (Selection(reason="too_large"), False),
        (Selection(frozenset({(1, 2)})), True),
        (Selection(frozenset({(1, 3)})), False),
    ],
)
def test_a_selection_includes_what_it_says(selection: Selection, included: bool) -> None:
    assert selection.includes((1, 2), "too_deep") is included
