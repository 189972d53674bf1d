import random
from collections import Counter

import pytest

from training.framed import people, speech, taking_sides
from training.framed.composer import Composer
from training.framed.texts import FRAMES, text
from training.written_marks import article_of


def parts(frame, count=60):
    """What a frame composes, with different draws."""
    return [frame(Composer(random.Random(seed))) for seed in range(count)]


@pytest.mark.parametrize("frame", [one for one, _ in FRAMES], ids=lambda one: one.__name__)
def test_the_marks_of_each_frame_fit_its_sentences(frame):
    for part in parts(frame):
        row = {"title": "", "text": part.text, "stances": part.marks}
        assert len(article_of("composed", row).marks) == len(part.marks)


@pytest.mark.parametrize("frame", [one for one, _ in FRAMES], ids=lambda one: one.__name__)
def test_no_pattern_is_left_open(frame):
    for part in parts(frame):
        assert "{" not in part.text


@pytest.mark.parametrize("frame", [people.withheld, people.neutral])
def test_where_no_side_is_taken_there_is_no_mark(frame):
    assert not any(part.marks for part in parts(frame))


@pytest.mark.parametrize(
    "frame",
    [taking_sides.plain, speech.quoted, speech.nested, taking_sides.called, taking_sides.tailed],
)
def test_both_sides_are_met(frame):
    sides = Counter(mark["p"] for part in parts(frame) for mark in part.marks)
    assert min(sides["+"], sides["-"]) > 10


def test_who_is_attacked_is_no_target():
    for part in parts(taking_sides.affair):
        (mark,) = part.marks
        assert mark["p"] == "-"
        assert mark["tk"] == "event"


def test_what_is_reported_is_the_inner_speakers():
    for part in parts(speech.nested):
        (mark,) = part.marks
        outer = part.text.removesuffix(".").split()[-1]
        assert mark["h"].split()[-1] != outer


def test_the_same_draws_give_the_same_text():
    assert text(random.Random(3)) == text(random.Random(3))
