import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.nlp.entities.names import MAX_SLUG_CHARS, acronyms, is_acronym, keys, parts, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J.K. O'Brien-Smith", ("jk", "obrien", "smith")),
        ("François Hollande", ("francois", "hollande")),
        ("Recep Tayyip Erdoğan", ("recep", "tayyip", "erdogan")),
        ("Lech Wałęsa", ("lech", "walesa")),
        ("U.S.", ("us",)),
        ("中国", ("中国",)),
        ("“”", ()),
    ],
)
def test_parts_are_the_folded_words(text, expected):
    assert parts(text) == expected


def test_capitals_keep_their_case_in_the_first_key():
    assert keys("U.S.") == ("US", "us")
    assert keys("us") == ("us",)
    assert keys("IRAN")[1] == "iran"


@pytest.mark.parametrize("text", ["UN", "U.S.", "NATO", "U.S"])
def test_capitals_are_acronyms(text):
    assert is_acronym(text)


@pytest.mark.parametrize("text", ["Un", "U", "NORTHATLANTIC", "N4", ""])
def test_other_words_are_none(text):
    assert not is_acronym(text)


def test_acronyms_go_with_and_without_small_words():
    assert acronyms(("movement", "for", "democratic", "change")) == {"mdc", "mfdc"}
    assert acronyms(("council",)) == frozenset()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Riad al-Malki", "riad-al-malki"), ("São Paulo", "sao-paulo"), ("東京", "東京")],
)
def test_a_slug_is_readable(name, expected):
    assert slug(name) == expected


@given(st.text(min_size=1, max_size=400))
def test_a_slug_is_never_empty_nor_long_nor_different_the_second_time(name):
    assert 0 < len(slug(name)) <= MAX_SLUG_CHARS
    assert slug(name) == slug(name)


def test_long_names_that_begin_alike_differ():
    assert slug("a" * 200 + "b") != slug("a" * 200 + "c")
