"""Shapes: what a token looks like, and nothing else."""

import numpy as np
import pytest

from worker.nlp.english.shapes import FEATURES, WIDTH, shape_features


def feature(words: list[str], index: int, name: str) -> float:
    return float(shape_features(words)[index, FEATURES.index(name)])


def test_one_row_per_token_and_one_column_per_name() -> None:
    rows = shape_features(["The", "U.S.", "Navy", "sailed", "."])
    assert rows.shape == (5, WIDTH)
    assert rows.dtype == np.float32
    assert len(set(FEATURES)) == WIDTH


def test_no_tokens() -> None:
    assert shape_features([]).shape == (0, WIDTH)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Anna", "upper_initial"),
        ("\u2018Anna", "upper_initial"),
        ("miners", "all_lower"),
        ("NATO", "all_upper"),
        ("iPhone", "mixed_case"),
        ("2026", "year_like"),
        ("12", "all_digit"),
        ("G20", "has_digit"),
        (",", "punctuation"),
        ("”", "quote"),
        ("\u2013", "hyphen"),
        ("O\u2019Hara", "apostrophe"),
        ("U.S.", "has_period"),
        ("$", "has_symbol"),
        ("Müller", "non_ascii_letter"),
        ("\n\n", "space"),
        ("internationally", "long"),
    ],
)
def test_each_shape_is_seen(word: str, name: str) -> None:
    assert feature(["before", word, "after"], 1, name) == 1


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("anna", "upper_initial"),
        ("A", "all_upper"),
        ("Anna", "mixed_case"),
        ("3026", "year_like"),
        ("🙂", "has_digit"),
        ("\u200b", "upper_initial"),
    ],
)
def test_what_is_not_there_is_not_seen(word: str, name: str) -> None:
    assert feature(["before", word, "after"], 1, name) == 0


def test_neighbours_are_carried_over() -> None:
    words = ["said", "Kolb", ","]
    assert feature(words, 0, "next_upper_initial") == 1
    assert feature(words, 2, "previous_upper_initial") == 1
    assert feature(words, 1, "next_punctuation") == 1
    assert feature(words, 0, "previous_all_lower") == 0


def test_the_first_word_is_not_the_opening_quote() -> None:
    words = ["“", "We", "won", "”"]
    assert [feature(words, index, "first_word") for index in range(4)] == [0, 1, 0, 0]
    assert feature(words, 3, "last_token") == 1


def test_quotes_are_followed() -> None:
    words = ["He", "said", "“", "no", "”", "today"]
    inside = [feature(words, index, "inside_quotes") for index in range(6)]
    assert inside == [0, 0, 1, 1, 0, 0]


def test_a_headline_says_how_much_of_it_is_capitals() -> None:
    assert feature(["PERU", "WINS", "CUP"], 0, "sentence_upper_share") == 1
    assert feature(["Peru", "wins", "cup"], 0, "sentence_title_share") == pytest.approx(1 / 3)


def test_the_same_words_give_the_same_bytes() -> None:
    words = ["Kyiv", "\u2019s", "\u200b", "🇺🇦", "mayor", "\n"]
    assert shape_features(words).tobytes() == shape_features(list(words)).tobytes()
