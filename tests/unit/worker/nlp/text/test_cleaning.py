# ruff: noqa: E501, RUF001 - a table of odd pieces
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.nlp.text.cleaning import clean_body, clean_title
from worker.nlp.text.furniture_lines import LONGEST

PIECES = st.sampled_from(
    [
        "Rus\u00adsia", "Anna\u200b", "\ufeff", "&nbsp;", "&amp;", "&amp;#8217;", "&#0;", "&#xD800;", "\x96", "\x81",
        "â€™", "Ã©", "Â\xa0", "\u00a0", "said.Kolb", '."It is', ".”His", "ChileShare this article", "Advertisement",
        "Read more:\n", "Read more: Peru\n", "By Anna Kolb\n", "Photograph: PA\n", " (NYSE: HCL)", "\n", "\r\n", " ",
        "Story highlights ", "\ud800", "e\u0301", "👨\u200d👩\u200d👧", "She left for Lima on Monday. ", '"', "(", "&",
    ]
)  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map("".join)


@pytest.mark.parametrize("clean", [clean_title, clean_body])
@given(text=TEXT)
@settings(max_examples=200, deadline=None)
def test_every_character_that_is_read_has_a_place_and_places_are_in_order(clean, text):
    view = clean(text)
    assert view.published == text
    places = list(zip(view.starts, view.ends, strict=True))
    assert len(places) == len(view.text)
    for character, (start, end) in zip(view.text, places, strict=True):
        assert 0 <= start <= end <= len(text)
        assert start < end or character.isspace()
    for (first, last), (start, end) in pairwise(places):
        assert first <= start
        assert last <= end


HOSTILE = [
    "a\r\n", "(", "[", "-", "A 1,,,, \n", "Photo: Al Roe\n", "Photo: ", "x. Photo: ", "By Al Roe ", "share ", "(Al Roe/",
    "(NYSE: A", "<A", "Read more", "Read more:\n", "Share this article", "Advertisement", 'ab."Ab', "ab.@Ab", "a | AP ",
    "U. ", "Follow Al ", "[READ: ", "\n", " ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=ascii)
@pytest.mark.parametrize("line", [LONGEST, 50_000])
def test_a_hostile_text_costs_little(piece, line):
    one = (piece * line)[:line]
    text = "\n".join([one] * (50_000 // line))
    before = time.process_time()
    clean_body(text)
    assert time.process_time() - before < 5


def test_a_text_without_damage_is_the_published_one():
    text = "Anna Kolb praised Peru’s miners.\r\n\r\n“Peru is great,” she said… é 😀\n"
    assert clean_body(text).text is text
    assert clean_title(text).text is text


def test_all_damage_at_once():
    body = (
        "By Jo Low\n\nAnna\u00a0Kolb (NYSE: HCL) praised Rus\u00adsia&#8217;s miners on Monday."
        "She left for ChileShare this article\n\nPhotograph: PA\n\nPeru â€œwonâ€\x9d twice.\n"
    )
    expected = (
        "Anna Kolb praised Russia’s miners on Monday.\n\nShe left for Chile\n\nPeru “won” twice.\n"
    )
    assert clean_body(body).text == expected


def test_a_title_keeps_what_would_be_furniture_in_a_body():
    assert clean_title("Read more: Rus\u00adsia").text == "Read more: Russia"
    assert clean_title("Halvorsen (NYSE: HCL) falls").text == "Halvorsen falls"
