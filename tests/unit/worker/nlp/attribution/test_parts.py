from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.parts import Content, Draft, Parts, Stretch, contents_of
from worker.nlp.english.quotations import Quotation


def test_stretches_touch_only_where_they_share_a_token():
    assert Stretch(1, 3).touches(Stretch(2, 5))
    assert not Stretch(1, 3).touches(Stretch(3, 5))
    assert not Stretch(3, 5).touches(Stretch(1, 3))


def test_the_gap_is_the_tokens_between():
    assert Stretch(1, 3).gap(Stretch(5, 6)) == Stretch(5, 6).gap(Stretch(1, 3)) == 2
    assert Stretch(1, 3).gap(Stretch(3, 4)) == Stretch(1, 3).gap(Stretch(2, 9)) == 0
    assert Stretch(5, 6).hull(Stretch(1, 3)) == Stretch(1, 6)


def test_a_part_is_kept_under_its_label_with_its_score():
    parts = Parts(Stretch(0, 9))
    parts.add("source", Stretch(0, 2), 0.9)
    parts.add("cue", Stretch(2, 3), 0.8)
    parts.add("content", Stretch(3, 9), 0.7)
    assert (parts.sources, parts.cues, parts.contents) == (
        [Stretch(0, 2)],
        [Stretch(2, 3)],
        [Stretch(3, 9)],
    )
    assert parts.scores["cue", 2] == 0.8


def test_contents_that_meet_become_one_and_marks_alone_are_dropped():
    doc = doc_of("She won . He lost , it is said .")
    parts = Parts(Stretch(0, len(doc)), contents=[Stretch(3, 5), Stretch(0, 3), Stretch(6, 8)])
    parts.settle(doc)
    assert parts.contents == [Stretch(0, 5), Stretch(6, 8)]
    alone = Parts(Stretch(0, len(doc)), contents=[Stretch(2, 3)])
    alone.settle(doc)
    assert alone.contents == []


def test_the_nearest_source_wins_and_the_first_of_two_as_near():
    parts = Parts(Stretch(0, 9), sources=[Stretch(6, 7), Stretch(2, 3)])
    assert parts.nearest_source(Stretch(4, 5)) == Stretch(2, 3)
    assert parts.nearest_source(Stretch(5, 6)) == Stretch(6, 7)
    assert Parts(Stretch(0, 9)).nearest_source(Stretch(4, 5)) is None


def test_cue_and_source_go_together_unless_something_is_between():
    parts = Parts(Stretch(0, 9), sources=[Stretch(0, 1)], cues=[Stretch(3, 4)])
    assert parts.hull(Stretch(3, 4)) == Stretch(0, 4)
    parts.contents.append(Stretch(1, 3))
    assert parts.hull(Stretch(3, 4)) == Stretch(3, 4)


def test_a_draft_begins_with_its_first_part():
    assert Draft(Stretch(5, 6), Stretch(2, 3), [Stretch(7, 9)]).start == 2
    assert Draft(Stretch(5, 6), None, [Stretch(0, 4)]).start == 0


def quotation(doc, start, end):
    return Quotation(doc[start:end], closed=True)


def test_a_quotation_and_what_the_tagger_found_of_it_become_one():
    doc = doc_of("“ We won it ” , she said .")
    parts = Parts(Stretch(0, len(doc)), contents=[Stretch(2, 4)])
    (content,) = contents_of([parts], [quotation(doc, 0, 5)])
    assert content.stretch == Stretch(0, 5)
    assert content.quotation is not None
    assert not content.only_marks


def test_two_quotations_that_meet_are_one_speech_and_others_are_not():
    doc = doc_of("“ We won ” “ They lost ” , she said , “ for good ” .")
    found = contents_of(
        [Parts(Stretch(0, len(doc)))],
        [quotation(doc, 0, 4), quotation(doc, 4, 8), quotation(doc, 12, 16)],
    )
    assert [content.stretch for content in found] == [Stretch(0, 8), Stretch(12, 16)]
    assert all(content.only_marks for content in found)


def test_contents_of_the_tagger_that_only_meet_stay_apart():
    parts = Parts(Stretch(0, 9), contents=[Stretch(0, 3), Stretch(3, 5)])
    assert contents_of([parts], []) == [Content(Stretch(0, 3)), Content(Stretch(3, 5))]
