import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.bounds import apposed, cue_of, finished, trimmed, worded
from worker.nlp.attribution.parts import Parts, Stretch


def words(doc, stretch):
    return None if stretch is None else doc[stretch.start : stretch.end].text


@pytest.mark.parametrize(
    ("text", "left"),
    [(", we won ; ", "we won"), ("“ we won ”", "“ we won ”"), (", “ ”", None), (", ;", None)],
)
def test_pauses_at_the_edges_are_no_part_of_it(text, left):
    doc = doc_of(text)
    assert words(doc, worded(doc, 0, len(doc))) == left


@pytest.mark.parametrize(
    ("text", "left"), [("“ we won ”", "we won"), (", she , said ,", "she , said"), ("“ ”", None)]
)
def test_all_marks_at_the_edges_are_cut(text, left):
    doc = doc_of(text)
    assert words(doc, trimmed(doc, 0, len(doc))) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [("said ,", "said"), (":", ":"), ("told them :", "told them :"), (",", None), ("”", None)],
)
def test_a_cue_has_a_word_or_a_colon_and_ends_without_a_comma(text, left):
    doc = doc_of(text)
    assert words(doc, cue_of(doc, 0, len(doc))) == left


SENTENCE = "She said that they had lost to Peru today , he wrote"


def ended(start, end, inside_names=(), sentence=SENTENCE, **parts):
    doc = doc_of(sentence)
    part = Parts(Stretch(0, len(doc)), **parts)
    return words(doc, finished(doc, part, Stretch(start, end), set(inside_names)))


def test_a_content_that_ends_at_a_word_stays():
    assert ended(2, 6) == "that they had lost"


def test_one_that_ends_in_a_phrase_goes_on_to_the_next_mark():
    assert ended(2, 7) == "that they had lost to Peru today"


def test_one_that_ends_in_a_name_goes_on_too():
    assert ended(2, 6, inside_names={6}) == "that they had lost to Peru today"


def test_it_stops_where_another_part_begins():
    assert ended(2, 7, sources=[Stretch(8, 9)]) == "that they had lost to Peru"


def test_an_and_that_joins_something_else_is_left_out():
    sentence = "She said they lost and he agreed"
    assert ended(2, 5, sentence=sentence, sources=[Stretch(5, 6)]) == "they lost"


def test_a_source_has_the_comma_that_closes_its_aside():
    doc = doc_of("Kolb , the mayor , said Lind , who left")
    assert apposed(doc, Stretch(0, 4)) == Stretch(0, 5)
    assert apposed(doc, Stretch(6, 7)) == Stretch(6, 7)
    assert apposed(doc, Stretch(6, len(doc))) == Stretch(6, len(doc))
