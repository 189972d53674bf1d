import pytest

from worker.nlp.model.attribution_confidence import AttributionConfidence, PartScores

DESCRIPTION = {
    "weights": [0.5, 0.2, -1.0, 0.3, 0.4],
    "bias": 1.0,
    "rare": -5.0,
    "words": {"said": 2.0, "chose": -3.0},
}


def probability(parts: PartScores, *cue: str, **other) -> float:
    model = AttributionConfidence(DESCRIPTION | other)
    return model.probability(model.signals(parts, cue))


def test_every_part_and_the_words_of_the_cue_count():
    sure = probability(PartScores(0.9, 0.9, 0.9), "said")
    for parts in (PartScores(0.5, 0.9, 0.9), PartScores(0.9, 0.5, 0.9), PartScores(0.9, 0.9, 0.5)):
        assert probability(parts, "said") < sure
    assert probability(PartScores(None, 0.9, 0.9), "said") < sure
    assert probability(PartScores(0.9, 0.9, 0.9), "chose") < sure


def test_the_most_telling_word_of_a_cue_counts():
    parts = PartScores(0.9, 0.9, 0.9)
    assert probability(parts, "then", "said") == probability(parts, "said")
    assert probability(parts, "then") == probability(parts) < probability(parts, "chose")


def test_certainty_has_an_end():
    assert 0.0 < probability(PartScores(0.0, 0.0, 0.0), "chose") < 0.5
    assert probability(PartScores(1.0, 1.0, 1.0), "said") < 1.0


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="4 weights"):
        probability(PartScores(0.9, 0.9, 0.9), "said", weights=[1.0] * 4)
