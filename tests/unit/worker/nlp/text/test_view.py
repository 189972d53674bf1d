import pytest

from worker.nlp.text.view import CleanText, Edit


def view_of(text, *edits):
    return CleanText.of(text).edited(Edit(*one) for one in edits)


def published(view, words):
    at = view.text.index(words)
    start, end = view.place(at, at + len(words))
    return view.published[start:end]


def test_a_text_without_edits_is_the_published_one():
    view = CleanText.of("Peru won.")
    assert view.edited([]) is view
    assert view.text == view.published == "Peru won."
    assert view.place(0, 4) == (0, 4)


def test_what_was_removed_is_inside_the_span_around_it_and_in_no_other():
    view = view_of("-Pe-ru- won", (0, 1, ""), (3, 4, ""), (6, 7, ""))
    assert view.text == "Peru won"
    assert published(view, "Peru") == "Pe-ru"
    assert published(view, " won") == " won"


def test_a_span_that_begins_or_ends_in_a_replaced_stretch_covers_all_of_it():
    view = view_of("aXXXXb", (1, 5, "yz"))
    assert view.text == "ayzb"
    assert published(view, "ay") == "aXXXX"
    assert published(view, "zb") == "XXXXb"


def test_what_was_added_stands_for_no_character():
    view = view_of("won.Kolb", (4, 4, " "))
    assert view.text == "won. Kolb"
    assert published(view, "won.") == "won."
    assert published(view, "Kolb") == "Kolb"
    assert published(view, "won. Kolb") == "won.Kolb"
    assert view.place(4, 5) == (4, 4)


def test_an_addition_at_the_beginning_has_a_place():
    assert view_of("Kolb", (0, 0, "\n")).place(0, 1) == (0, 0)


def test_edits_of_an_edited_text_lead_back_to_the_published_one():
    view = view_of("&amp;nbsp;Peru", (0, 5, "&")).edited([Edit(0, 6, " ")])
    assert view.text == " Peru"
    assert view.place(0, 1) == (0, 10)
    assert published(view, "Peru") == "Peru"


def test_an_empty_stretch_has_no_place():
    with pytest.raises(ValueError, match="no characters"):
        CleanText.of("Peru").place(2, 2)
