import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.nlp.english.tokenizing import MAX_CHUNK_CHARS, BoundedTokenizer


@pytest.fixture(scope="module")
def tokenizer(blank):
    return BoundedTokenizer(blank.tokenizer)


def test_ordinary_text_is_tokenised_as_spacy_does(blank, tokenizer):
    text = "Mr. Kolb didn't visit the U.S. in 2020, “he said”."
    assert [token.text for token in tokenizer(text)] == [token.text for token in blank(text)]


@given(st.text(alphabet="ab.-(“😀\u0301 \n", max_size=600))
def test_the_tokens_put_together_are_the_text(tokenizer, text):
    assert tokenizer(text).text == text


def test_a_long_chunk_is_cut_and_what_stands_around_it_is_not(tokenizer):
    words = [token.text for token in tokenizer(f"Anna Kolb {'x' * 300} left.")]
    assert words[:2] == ["Anna", "Kolb"]
    assert words[-2:] == ["left", "."]
    assert all(len(word) <= MAX_CHUNK_CHARS for word in words)


def test_twenty_thousand_emoji_take_no_minute(tokenizer):
    before = time.process_time()
    assert len(tokenizer("😀" * 20_000)) == 20_000
    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("He met Dong Jun.", ["Jun", "."]),
        ("He met Dong Jun. They left", ["Jun", ".", "They", "left"]),
        ("He left in Jun.", ["Jun."]),
        ("He left on Monday Dec. They stayed", ["Dec.", "They", "stayed"]),
        ("He left on Friday Dec. 3", ["Dec.", "3"]),
        ("He met Dong Jun. and left", ["Jun.", "and", "left"]),
        ("Jun.", ["Jun."]),
    ],
)
def test_a_name_like_a_month_ends_before_its_full_stop(tokenizer, text, last):
    doc = tokenizer(text)
    assert doc.text == text
    assert [token.text for token in doc][-len(last) :] == last
