"""The judge: symmetric answers, independent of other questions, and none without words."""

import numpy as np
import pytest

from worker.nlp.model.encoder import EncodedSentence, Encoder
from worker.nlp.model.heads import Heads
from worker.nlp.model.judge import MIRROR, Judge
from worker.nlp.model.model import Model
from worker.nlp.model.packaged import packaged
from worker.nlp.model.tower import Tower

WORDS = ["Anna", "Kolb", "praised", "Peru", "and", "condemned", "Omar", "Lind", "."]
KOLB, PERU, LIND = (0, 2), (3, 4), (6, 8)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return packaged().encoder


@pytest.fixture(scope="module")
def sentence(encoder: Encoder) -> EncodedSentence:
    return encoder.encode(WORDS)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return packaged().judge()


class CountingTower(Tower):
    asked = 0

    def read(self, marked, states):
        self.asked += 1
        return super().read(marked, states)


def counting() -> tuple[Judge, CountingTower]:
    tower = CountingTower.load()
    assert isinstance(tower, CountingTower)
    return Judge(tower, Heads.load()), tower


def test_probabilities_sum_to_one(judge: Judge, sentence: EncodedSentence) -> None:
    for scores in (judge.polarity(sentence, PERU), judge.relation(sentence, KOLB, PERU)):
        assert sum(scores.values()) == pytest.approx(1, abs=1e-5)


def test_who_is_marked_decides(judge: Judge, sentence: EncodedSentence) -> None:
    toward_peru = judge.relation(sentence, KOLB, PERU)
    toward_lind = judge.relation(sentence, KOLB, LIND)
    assert toward_peru["p_favor_q"] > toward_lind["p_favor_q"]
    assert toward_lind["p_against_q"] > toward_peru["p_against_q"]


def test_one_story_both_ways_round(judge: Judge, sentence: EncodedSentence) -> None:
    there, back = judge.relation(sentence, KOLB, LIND), judge.relation(sentence, LIND, KOLB)
    assert {MIRROR[label]: score for label, score in back.items()} == there


def test_what_was_asked_before_changes_no_digit(judge: Judge, encoder: Encoder) -> None:
    alone = Model.load().judge().relation(encoder.encode(WORDS), KOLB, LIND)
    sentence = encoder.encode(WORDS)
    before = [window.hidden.copy() for window in sentence.windows]
    judge.relation(sentence, KOLB, PERU)
    judge.polarity(sentence, LIND)
    assert judge.relation(sentence, KOLB, LIND) == alone
    for window, kept in zip(sentence.windows, before, strict=True):
        np.testing.assert_array_equal(window.hidden, kept)


def test_a_tone_is_found_without_the_tower(sentence: EncodedSentence) -> None:
    judge, tower = counting()
    assert sum(judge.tone(sentence, PERU).values()) == pytest.approx(1, abs=1e-5)
    assert tower.asked == 0
    judge.polarity(sentence, PERU)
    judge.relation(sentence, KOLB, PERU)
    assert tower.asked == 2


def test_a_span_without_a_piece_gets_no_opinion(judge: Judge, encoder: Encoder) -> None:
    sentence = encoder.encode(["Anna", "\u200b", "won", "."])
    assert judge.polarity(sentence, (1, 2)) == {"against": 0.0, "neutral": 1.0, "favor": 0.0}
    assert judge.relation(sentence, (0, 1), (1, 2))["neutral"] == 1.0


def test_spans_in_different_windows_get_no_opinion(judge: Judge, encoder: Encoder) -> None:
    sentence = encoder.encode(["Anna", *["so"] * 700, "Peru", "."])
    assert len(sentence.windows) > 1
    assert judge.relation(sentence, (0, 1), (701, 702))["neutral"] == 1.0
    assert judge.polarity(sentence, (701, 702))["neutral"] < 1.0
