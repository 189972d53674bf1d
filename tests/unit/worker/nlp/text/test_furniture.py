# ruff: noqa: E501 - a table
import pytest

from worker.nlp.text.furniture import without_asides, without_lines
from worker.nlp.text.view import CleanText

PROSE = "Anna Kolb praised the miners of Peru on Monday, and left for Lima.\n\nChile was silent.\n"


def left(step, text):
    return CleanText.of(text).edited(step(text)).text


def test_lines_of_furniture_are_left_out_with_the_empty_lines_after_them():
    text = PROSE.replace("\n\n", "\n\n  Share this article \r\nPhotograph: PA\n \n\n")
    assert left(without_lines, text) == PROSE


def test_the_last_line_needs_no_line_break():
    assert left(without_lines, f"{PROSE}By Jo Low") == PROSE


def test_the_links_under_a_label_go_with_it():
    links = "Read more:\n\nKolb slams Chile\nPeru hates the plan\n"
    assert left(without_lines, f"{PROSE}{links}{PROSE}") == PROSE + PROSE


def test_a_sentence_ends_the_links_under_a_label():
    text = f"{PROSE}{PROSE}Read more:\nKolb slams Chile\nShe denied it.\nA heading\n"
    assert left(without_lines, text) == f"{PROSE}{PROSE}She denied it.\nA heading\n"


def test_a_label_has_only_so_many_links():
    text = PROSE * 4 + "Read more:\n" + "A link\n" * 9
    assert left(without_lines, text) == f"{PROSE * 4}A link\n"


def test_a_text_that_is_mostly_furniture_is_read():
    text = "Read more: Kolb slams Chile\nPeru won."
    assert left(without_lines, text) == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Halvorsen Cells (NYSE: HCL) fell.", "Halvorsen Cells fell."),
        ("Halvorsen (OSE: HCL, NASDAQ: HCLA) fell.", "Halvorsen (OSE: HCL, NASDAQ: HCLA) fell."),
        ("Halvorsen (LON:HCL) and Oslo (OS.DE) <OS.DE> fell.", "Halvorsen and Oslo fell."),
        ("It fell. [Read more: Kolb slams Chile] It rose.", "It fell. It rose."),
        ("It fell. (RELATED: Kolb slams Chile)", "It fell."),
        ("It fell.\nStory highlights Kolb left Lima", "It fell.\nKolb left Lima"),
        ("It fell. Photograph: Jo Low/PA\nIt rose.", "It fell.\nIt rose."),
    ],
)  # fmt: skip
def test_asides_are_left_out_of_a_line(published, expected):
    assert left(without_asides, published) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kolb (Valley: East) and the U.S. (see below) won (U.S. only).",
        "He watched (WATCH OUT) and read [sic].",
        "She took a photo: a cat.",
    ],
)
def test_other_brackets_are_read(text):
    assert left(without_asides, text) == text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("Sen. Jo Kolb Joanna Ruth KolbLima mourns Kolb's ally MORE (D-Iowa) won.", "Sen. Jo Kolb (D-Iowa) won."),
        ("Jo Kolb Joanna (Jo) Kolb2020 poll: ties MORE, said it. Al Low Alan LowPeru: a map MORE left.", "Jo Kolb, said it. Al Low left."),
        ("Speaker Jo Kolb Jo Ann Kolb Kolb calls Lima MORE (Iowa) won.", "Speaker Jo Kolb (Iowa) won."),
        ("Kolb wants MORE money, and Kolb gets MORE.", "Kolb wants MORE money, and Kolb gets MORE."),
        ("The Kolbs met Kolb.\nKolbSenate MORE", "The Kolbs met Kolb.\nKolbSenate MORE"),
    ],
)  # fmt: skip
def test_links_behind_a_name_are_left_out(published, expected):
    assert left(without_asides, published) == expected
