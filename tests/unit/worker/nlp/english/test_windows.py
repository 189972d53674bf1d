import pytest

from worker.nlp.english.windows import (
    begins_word,
    count_words,
    end_of_run,
    ends_word,
    has_word,
    start_of_run,
    stripped,
    tokens_after,
    tokens_before,
)


@pytest.fixture(scope="module")
def doc(blank):
    # tokens:  0 “  1 Anna  2 Kolb  3 ,  4 of  5 Peru  6 ,  7 ”  8 won
    return blank("“Anna Kolb, of Peru,” won")


def is_title(token):
    return token.is_title


def test_words_are_told_from_marks_by_their_first_and_last_letter(doc):
    assert [token.text for token in doc if not begins_word(token)] == ["“", ",", ",", "”"]
    spaced = doc.__class__(doc.vocab, words=["U.S.", "a"])
    assert [ends_word(token) for token in spaced] == [False, True]
    assert begins_word(spaced[0])


def test_a_window_has_so_many_tokens_and_stays_inside():
    assert list(tokens_before(5, 3)) == [2, 3, 4]
    assert list(tokens_before(5, 3, 3)) == [3, 4]
    assert list(tokens_before(2, 3)) == [0, 1]
    assert list(tokens_after(5, 3, 20)) == [6, 7, 8]
    assert list(tokens_after(5, 3, 8)) == [6, 7]
    assert list(tokens_after(5, 3, 6)) == list(tokens_before(0, 3)) == []


@pytest.mark.parametrize(
    ("start", "end", "found"), [(1, 9, 3), (1, 2, 2), (0, 9, 0), (3, 9, 3), (2, 2, 2), (2, 1, 2)]
)
def test_a_run_ends_before_the_first_token_that_does_not_pass(doc, start, end, found):
    assert end_of_run(doc, start, end, is_title) == found


@pytest.mark.parametrize(
    ("start", "end", "found"), [(0, 3, 1), (2, 3, 2), (0, 4, 4), (0, 1, 1), (2, 2, 2), (3, 2, 2)]
)
def test_a_run_begins_behind_the_last_token_that_does_not_pass(doc, start, end, found):
    assert start_of_run(doc, start, end, is_title) == found


def test_both_edges_are_stripped_and_nothing_inside(doc):
    def is_mark(token):
        return not begins_word(token)

    assert stripped(doc, 0, 8, is_mark) == (1, 6)
    assert stripped(doc, 6, 8, is_mark) == (8, 8)
    assert stripped(doc, 1, 3, is_mark) == (1, 3)


def test_words_are_counted_inside_the_stretch(doc):
    assert (has_word(doc, 6, 8), has_word(doc, 6, 9), has_word(doc, 2, 2)) == (False, True, False)
    assert (count_words(doc, 0, 9), count_words(doc, 0, 3), count_words(doc, 3, 3)) == (5, 2, 0)
