import pytest

from tests.unit.worker.nlp.stand_ins import doc_of, spans_of
from worker.nlp.attribution.hearers import hears
from worker.nlp.attribution.parts import Stretch


def told(sentence, source, cue):
    doc = doc_of(sentence)
    said, verb = (next(spans_of(doc, text)) for text in (source, cue))
    return hears(doc, Stretch(said.start, said.end), Stretch(verb.start, verb.end))


@pytest.mark.parametrize(
    ("sentence", "source", "cue"),
    [
        ("Kolb was told that the bridge was closed.", "Kolb", "was told"),
        ("Kolb was not told that the bridge was closed.", "Kolb", "told"),
        ("We 're shown scenes of rescue.", "We", "'re shown"),
        ("Asked on Monday whether she would run, Kolb laughed.", "Kolb", "Asked"),
        ("The miners have been warned that pay would fall.", "The miners", "warned"),
    ],
)
def test_who_is_told_does_not_say_it(sentence, source, cue):
    assert told(sentence, source, cue)


@pytest.mark.parametrize(
    ("sentence", "source", "cue"),
    [
        ("Kolb told the miners that the bridge was closed.", "Kolb", "told"),
        ("The miners were told by Kolb that pay would fall.", "Kolb", "told"),
        ("Kolb, who was late, asked whether it rained.", "Kolb", "asked"),
        ("Kolb said the miners were warned.", "Kolb", "said"),
    ],
)
def test_who_tells_does(sentence, source, cue):
    assert not told(sentence, source, cue)
