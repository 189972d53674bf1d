import pytest

from tests.unit.worker.nlp.stand_ins import doc_of, spans_of
from worker.nlp.attribution.parts import Draft, Stretch
from worker.nlp.attribution.unsaid import reports_nothing


def nothing(sentence, source, cue, content):
    doc = doc_of(sentence)
    spans = [next(spans_of(doc, text)) for text in (source, cue, content)]
    who, verb, said = (Stretch(span.start, span.end) for span in spans)
    return reports_nothing(doc, Draft(verb, who, [said]))


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Kolb has not said whether it rains.", "Kolb", "has not said", "whether it rains"),
        ("Kolb hasn't yet said if it rains.", "Kolb", "said", "if it rains"),
        ("Kolb has yet to say who won.", "Kolb", "has yet to say", "who won"),
        ("Kolb declined to say who won.", "Kolb", "declined to say", "who won"),
        ("Kolb refused to tell us who won.", "Kolb", "refused", "to tell us who won"),
        ("Neither side has announced who won.", "Neither side", "announced", "who won"),
        ("Experience says that it rains.", "Experience", "says", "that it rains"),
        ("The photo of Peru says it all.", "The photo of Peru", "says", "it all"),
        ("Kolb filed a lawsuit against Peru.", "Kolb", "filed a lawsuit against", "Peru"),
        ("Kolb sued the city of Leeds.", "Kolb", "sued", "the city of Leeds"),
        ("Kolb asked not to be named.", "Kolb", "asked", "not to be named"),
        ("Police charged Kolb with theft.", "Police", "charged", "Kolb with theft"),
    ],
)
def test_silence_mute_things_and_deeds_report_nothing(sentence, source, cue, content):
    assert nothing(sentence, source, cue, content)


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Kolb said it would not rain.", "Kolb", "said", "it would not rain"),
        ("Kolb asked not to be paid.", "Kolb", "asked", "not to be paid"),
        ("Kolb charged that it rained.", "Kolb", "charged", "that it rained"),
        ("Kolb not only said that it rains.", "Kolb", "said", "that it rains"),
        ("Kolb has not said much about rain.", "Kolb", "has not said much about", "rain"),
        ("Kolb denied that it rains.", "Kolb", "denied", "that it rains"),
        ("Kolb refused to pay the fine.", "Kolb", "refused", "to pay the fine"),
        ("The report says that it rains.", "The report", "says", "that it rains"),
        ("Kolb filed a lawsuit alleging theft.", "Kolb", "filed a lawsuit alleging", "theft"),
        ("Kolb filed a motion to stop it.", "Kolb", "filed a motion", "to stop it"),
    ],
)
def test_other_cues_report_something(sentence, source, cue, content):
    assert not nothing(sentence, source, cue, content)


def test_without_a_cue_nothing_is_doubted():
    doc = doc_of("Experience says that it rains.")
    assert not reports_nothing(doc, Draft(None, Stretch(0, 1), [Stretch(2, 5)]))
