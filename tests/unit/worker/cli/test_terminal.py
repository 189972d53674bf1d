"""Foreign text never reaches a terminal in a form that the terminal would obey."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.cli.terminal import counted, safe, safe_bytes, safe_json, safe_lines

HOSTILE = [
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x9b31m",
    "a\rb",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "zero\u200bwidth",
    "line\u2028separator",
    "\ud800",
    "\U000e0041tag",
    "\x7f",
    "\x00",
]


def is_harmless(text: str) -> bool:
    return not any(
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"}
        for character in text
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_character_is_shown_as_an_escape(text: str) -> None:
    assert is_harmless(safe(text))
    assert "\\" in safe(text)
    assert is_harmless(safe_json(json.dumps(text, ensure_ascii=False)))


@given(st.text())
def test_no_text_is_obeyed(text: str) -> None:
    assert is_harmless(safe(text))
    assert is_harmless(safe_lines(text).replace("\n", "").replace("\t", ""))


@given(st.binary())
def test_no_bytes_are_obeyed(value: bytes) -> None:
    assert is_harmless(safe_bytes(value))


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text())))
def test_safe_json_means_the_same(value: object) -> None:
    line = safe_json(json.dumps(value, ensure_ascii=False))
    assert is_harmless(line)
    assert json.loads(line) == value


def test_bytes_and_their_escapes_cannot_be_confused() -> None:
    assert safe_bytes(b"\xff") == "\\xff"
    assert safe_bytes(b"\\xff") == "\\\\xff"


@pytest.mark.parametrize(
    "text", ["Björk-Anna Þórsdóttir", "習近平", "🎉", "“quoted” — dash", "مرحبا"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert safe(text) == safe_json(text) == safe_bytes(text.encode()) == text


def test_lines_and_tabs_stay_where_they_are_wanted() -> None:
    assert safe_lines("a\tb\nc\x1b") == "a\tb\nc\\x1b"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles")]
)
def test_one_is_counted_in_the_singular(number: int, said: str) -> None:
    assert counted(number, "article") == said
