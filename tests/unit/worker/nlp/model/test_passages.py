"""How the sentences of an article become passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from worker.nlp.model.passages import MAX_BEFORE, MAX_PIECES, MAX_TITLE, passages


def owns(lengths, room=MAX_PIECES, *, titled=False):
    return [list(one.own) for one in passages(lengths, titled=titled, room=room)]


def last_before(*lengths, titled=False):
    """What is read before the last sentence, which has a passage for itself."""
    found = passages([*lengths, MAX_PIECES], titled=titled)[-1]
    assert list(found.own) == [len(lengths)]
    return found.before


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([3], [[0]]),
        ([4, 6], [[0, 1]]),
        ([4, 7], [[0], [1]]),
        ([4, 6, 1], [[0, 1], [2]]),
        ([4, 0, 6, 0], [[0, 1, 2, 3]]),
        ([3, 3, 3, 3, 3, 3, 3], [[0, 1, 2], [3, 4, 5], [6]]),
    ],
)
def test_a_passage_has_as_many_sentences_as_there_is_room_for(lengths, expected):
    assert owns(lengths, room=10) == expected


def test_a_sentence_that_is_too_long_is_alone():
    assert owns([2, 11, 0, 2], room=10) == [[0], [1], [2, 3]]


def test_a_passage_has_room_for_so_many_pieces():
    assert owns([MAX_PIECES - 1, 1]) == [[0, 1]]
    assert owns([MAX_PIECES, 1]) == [[0], [1]]


@given(some.lists(some.integers(0, 2 * MAX_PIECES), max_size=30), some.booleans())
def test_each_sentence_is_one_passages_own(lengths, titled):
    found = passages(lengths, titled=titled)
    assert [number for one in found for number in one.own] == list(range(len(lengths)))


@given(some.lists(some.integers(1, MAX_PIECES), min_size=1, max_size=30), some.booleans())
def test_what_is_read_is_bounded_and_in_text_order(lengths, titled):
    for one in passages(lengths, titled=titled):
        assert sum(lengths[number] for number in one.own) <= MAX_PIECES
        assert sum(lengths[number] for number in one.before) <= MAX_BEFORE + MAX_TITLE
        read = [*one.before, *one.own]
        assert read == sorted(set(read))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], ()),
        ([MAX_BEFORE], (0,)),
        ([MAX_BEFORE + 1], ()),
        ([9, MAX_BEFORE], (1,)),
        ([9, MAX_BEFORE - 9], (0, 1)),
        ([9, MAX_BEFORE + 1, 5], (2,)),
    ],
)
def test_the_whole_sentences_right_before_it_are_read_before_a_passage(lengths, expected):
    assert last_before(*lengths) == expected


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([MAX_TITLE, MAX_BEFORE + 1, 5], (0, 2)),
        ([MAX_TITLE + 1, MAX_BEFORE + 1, 5], (2,)),
        ([MAX_TITLE, MAX_BEFORE + 1], (0,)),
        ([9, 5], (0, 1)),
    ],
)
def test_a_short_title_is_read_before_every_passage_but_its_own(lengths, expected):
    assert last_before(*lengths, titled=True) == expected
    assert passages(lengths, titled=True)[0].before == ()
