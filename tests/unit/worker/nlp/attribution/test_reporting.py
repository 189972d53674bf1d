import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.attribution.reporting import DENIALS, QUESTIONS, Reported
from worker.nlp.documents import DocAttribution


@pytest.fixture
def doc():
    # tokens:       0    1    2 3 4   5   6 7   8    9    10  11
    return doc_of("Kolb said “ we won ” and they lost Then Lind left")


@pytest.fixture
def reported(doc):
    said = DocAttribution("mixed", (doc[2:6], doc[7:9]), cue=doc[1:2], source=doc[0:1])
    return Reported(doc, [doc[2:6]], [said])


@pytest.mark.parametrize(
    ("start", "end", "how"),
    [
        (3, 5, "quote"),
        (2, 6, "quote"),
        (7, 9, "paraphrase"),
        (4, 8, "narration"),
        (3, 9, "narration"),
        (9, 12, "narration"),
        (5, 6, "narration"),
    ],
)
def test_a_stretch_is_quoted_paraphrased_or_told(doc, reported, start, end, how):
    assert reported.how(doc[start:end]) == how


def test_quotation_marks_with_no_speaker_are_narration(doc):
    assert Reported(doc, [doc[2:6]], []).how(doc[3:5]) == "narration"


def test_what_lies_in_a_stretch(reported):
    assert reported.is_content(0, 3)
    assert not reported.is_content(0, 2)
    assert reported.is_quoted(2, 6)
    assert not reported.is_quoted(2, 7)
    assert reported.has_cue(0, 2)
    assert not reported.has_cue(2, 12)


def test_an_attribution_may_have_no_cue(doc):
    assert not Reported(doc, [], [DocAttribution("direct", (doc[2:6],))]).has_cue(0, len(doc))


def test_denials_and_questions_are_told_apart():
    assert "denied" in DENIALS
    assert "asked" in QUESTIONS
    assert not DENIALS & QUESTIONS
