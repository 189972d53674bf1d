"""Heads: probabilities that sum to one, and errors for weights that do not fit."""

import json
from pathlib import Path

import numpy as np
import pytest

from worker.nlp.english.shapes import WIDTH
from worker.nlp.model.encoder import EncodedSentence, EncoderError
from worker.nlp.model.heads import Heads, word_scores

POLARITIES = ["against", "neutral", "favor"]
RELATIONS = ["neutral", "p_favor_q", "p_against_q", "q_favor_p", "q_against_p"]
LABELS = ["O", "B-Person", "I-Person", "B-Location", "I-Location"]
ROLES = ["O", "B-Source", "I-Source", "B-Cue", "I-Cue", "B-Content", "I-Content"]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    draw = np.random.default_rng(5)
    sizes = {
        "entities": (4 + WIDTH, LABELS),
        "attribution": (4 + WIDTH, ROLES),
        "polarity": (12, POLARITIES),
        "polarity_glance": (12, POLARITIES),
        "relation": (20, RELATIONS),
        "relation_glance": (20, RELATIONS),
        "topics": (8, ["medtop:01000000", "medtop:11000000"]),
    }
    arrays = {}
    heads = {}
    for name, (inputs, labels) in sizes.items():
        arrays[f"{name}.0.weight"] = draw.normal(size=(inputs, 6)).astype(np.float32)
        arrays[f"{name}.0.bias"] = draw.normal(size=6).astype(np.float32)
        arrays[f"{name}.1.weight"] = draw.normal(size=(6, len(labels))).astype(np.float32)
        arrays[f"{name}.1.bias"] = np.zeros(len(labels), dtype=np.float32)
        heads[name] = {
            "labels": labels,
            "layers": 2,
            "temperature": 1.5,
            "bias": [0.0] * len(labels),
        }
    arrays["topics.rarity"] = np.array([0, 1, 2], dtype=np.float16)
    arrays["topics.words"] = np.array([[0, 0], [8, -8], [-8, 8]], dtype=np.float16)
    arrays["reader.current"] = np.arange(4, dtype=np.float16)
    arrays["tower.roles"] = draw.normal(size=(2, 4)).astype(np.float16)
    np.savez(tmp_path / "heads.npz", **arrays)
    (tmp_path / "model.json").write_text(
        json.dumps(
            {
                "model": "tiny-1",
                "thresholds": {"stance": 0.7},
                "heads": heads,
                "read": {"weights": {"bias": -1, "target": 0.5}},
                "attributed": {"weights": [1.0] * 5, "bias": 0.0, "rare": -5.0, "words": {}},
            }
        )
    )
    return tmp_path


@pytest.fixture
def sentence() -> EncodedSentence:
    draw = np.random.default_rng(6)
    return EncodedSentence(
        draw.normal(size=(3, 4)).astype(np.float32),
        draw.normal(size=4).astype(np.float32),
        draw.normal(size=4).astype(np.float32),
    )


def test_loads_what_belongs_to_the_reader(weights: Path) -> None:
    heads = Heads.load(weights)
    assert heads.confidence["weights"] == {"bias": -1.0, "target": 0.5}
    assert list(heads.reader) == ["current"]
    assert heads.reader["current"].tolist() == [0, 1, 2, 3]
    assert heads.reader["current"].dtype == np.float32


def test_loads_name_and_thresholds(weights: Path) -> None:
    heads = Heads.load(weights)
    assert heads.model == "tiny-1"
    assert dict(heads.thresholds) == {"stance": 0.7}


def test_probabilities_sum_to_one(weights: Path, sentence: EncodedSentence) -> None:
    heads = Heads.load(weights)
    polarity = heads.judged("polarity", np.arange(12, dtype=np.float32))
    assert list(polarity) == ["against", "neutral", "favor"]
    assert sum(polarity.values()) == pytest.approx(1, abs=1e-5)
    topics = heads.topics(sentence.cls, sentence.mean, np.array([0, 1]))
    assert all(0 <= score <= 1 for score in topics.values())


def test_words_tip_a_topic(weights: Path, sentence: EncodedSentence) -> None:
    heads = Heads.load(weights)
    first, second = (
        heads.topics(sentence.cls, sentence.mean, np.array(pieces)) for pieces in ([0, 1], [2, 2])
    )
    assert first["medtop:01000000"] > second["medtop:01000000"]
    assert first["medtop:11000000"] < second["medtop:11000000"]


def test_word_scores_are_damped_and_of_length_one() -> None:
    rarity = np.array([1, 2, 0], dtype=np.float32)
    known, scores = word_scores(np.array([1, 0, 0, 2]), rarity)
    assert known.tolist() == [0, 1, 2]
    assert float(np.linalg.norm(scores)) == pytest.approx(1)
    assert scores[0] / scores[1] == pytest.approx((1 + np.log(2)) / 2)
    assert scores[2] == 0
    empty, nothing = word_scores(np.zeros(0, dtype=np.int64), rarity)
    assert len(empty) == len(nothing) == 0


def test_spans_carry_lower_case_labels(weights: Path, sentence: EncodedSentence) -> None:
    heads = Heads.load(weights)
    words = ["Anna", "in", "Peru"]
    for start, end, label, confidence in heads.entities(sentence.tokens, words):
        assert 0 <= start < end <= 3
        assert label in {"person", "location"}
        assert 0 < confidence <= 1
    assert heads.entities(np.zeros((0, 4), dtype=np.float32), []) == []
    assert {span[2] for span in heads.attribution(sentence.tokens, words)} <= {
        "source",
        "cue",
        "content",
    }


def test_a_sentence_is_tagged_as_if_it_were_alone(weights: Path) -> None:
    heads = Heads.load(weights)
    draw = np.random.default_rng(7)
    texts = [["Anna", "Kolb", "in", "Peru"], [], ["So", "."], ["She", "left", "Lima", "today", "."]]
    sentences = [(draw.normal(size=(len(one), 4)).astype(np.float32), one) for one in texts]
    alone = [heads.entities(*one) for one in sentences]
    assert any(alone)
    assert heads.tagged("entities", sentences) == alone
    assert heads.tagged("entities", []) == []


def test_missing_heads_say_so(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"no heads\.npz"):
        Heads.load(tmp_path)


def test_heads_of_another_model_say_so(weights: Path) -> None:
    description = json.loads((weights / "model.json").read_text())
    description["heads"]["polarity"]["labels"].append("mixed")
    (weights / "model.json").write_text(json.dumps(description))
    with pytest.raises(EncoderError, match="disagree"):
        Heads.load(weights)
