import random
from collections import Counter

import pytest

from training.framed import mentions, people, several, speech, taking_sides, turns
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


@pytest.mark.parametrize("frame", [people.withheld, people.neutral, several.neither])
def test_where_no_side_is_taken_there_is_no_mark(frame):
    assert not any(part.marks for part in parts(frame))


@pytest.mark.parametrize(
    "frame",
    [
        taking_sides.plain,
        speech.quoted,
        speech.nested,
        taking_sides.called,
        taking_sides.tailed,
        turns.turned,
        mentions.meant,
        speech.regarded,
        speech.lettered,
    ],
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


def test_who_does_not_do_the_same_shows_no_side():
    for part in parts(several.gapped):
        (mark,) = part.marks
        assert mark["e"] in part.text
        if " did not" in part.text:
            assert part.text.index(mark["hw"]) == 0


@pytest.mark.parametrize("frame", [several.together, several.likewise])
def test_each_of_two_who_do_the_same_has_a_mark(frame):
    for part in parts(frame):
        one, other = part.marks
        assert one["h"] != other["h"]
        assert (one["t"], one["p"]) == (other["t"], other["p"])


@pytest.mark.parametrize("frame", [several.contrasted, several.some_and_others, taking_sides.sides])
def test_two_holders_of_one_target_take_opposite_sides(frame):
    for part in parts(frame):
        one, other = part.marks
        assert one["t"] == other["t"]
        assert {one["p"], other["p"]} == {"+", "-"}


def test_to_undo_something_is_to_be_against_it():
    for part in parts(turns.undone):
        undoing, *thing = part.marks
        for mark in thing:
            assert undoing["t"].endswith(mark["t"])
            assert mark["p"] != undoing["p"]


def test_the_body_that_is_spoken_to_is_no_target():
    for part in parts(speech.lettered):
        (mark,) = part.marks
        head, _, said = part.text.partition(": ")
        assert mark["e"] in said
        assert mark["t"] not in head


def test_who_is_hired_takes_the_side_and_not_who_hired():
    for part in parts(mentions.hired):
        (mark,) = part.marks
        assert mark["hk"] == "unnamed"
        assert part.text.startswith(f"{mark['hw']} ")


@pytest.mark.parametrize("frame", [mentions.titled, mentions.again])
def test_a_later_sentence_calls_the_holder_by_another_word(frame):
    for part in parts(frame):
        (mark,) = part.marks
        assert mark["h"] not in mark["hw"]
        assert mark["h"] in part.text


def test_an_inner_view_is_not_that_of_who_tells_it():
    for part in parts(speech.regarded):
        (mark,) = part.marks
        assert mark["hw"] not in part.text.partition("ccording to ")[2].partition(",")[0]


def test_the_same_draws_give_the_same_text():
    assert text(random.Random(3)) == text(random.Random(3))
