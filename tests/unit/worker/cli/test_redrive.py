"""Which dead letters are sent again."""

import pytest

from worker.cli.redrive import Selection, _Letter, _newest


def test_of_letters_with_the_same_content_only_the_newest_is_sent() -> None:
    letters = [
        _Letter((0, 1), b"a", 0),
        _Letter((0, 2), b"b", 0),
        _Letter((0, 5), b"a", 2),
        _Letter((0, 7), b"a", 1),
    ]
    chosen, superseded = _newest(iter(letters))
    assert chosen == {(0, 5), (0, 2)}
    assert superseded == 2


def test_nothing_is_chosen_from_nothing() -> None:
    assert _newest(iter(())) == (frozenset(), 0)


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
