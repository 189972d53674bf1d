"""Tags to targets: runs, polarity, and how far a bias reaches."""

import numpy as np
import pytest

pytest.importorskip("torch")

from training.stance_reader.examples import TAGS, Row
from training.stance_reader.scores import decoded


def scores(*tags: str, sure: float = 0.9) -> np.ndarray:
    """Log probabilities of a row of [CLS] [SEP], these tags and [SEP]."""
    rest = (1 - sure) / (len(TAGS) - 1)
    rows = [[sure if tag == one else rest for one in TAGS] for tag in ("O", "O", *tags, "O")]
    return np.log(np.asarray(rows, dtype=np.float32))


def found(*tags: str, bias: float = 0.0) -> list[tuple[tuple[int, ...], str]]:
    row = Row("a", 0, [0] * (len(tags) + 3), 2, [], [], [])
    return [(one.places, one.polarity) for one in decoded(scores(*tags), row, bias)]


def test_a_run_is_one_target_and_a_new_beginning_another() -> None:
    assert found("O", "B-", "I-", "O", "B+") == [((3, 4), "against"), ((6,), "favor")]
    assert found("B-", "B-") == [((2,), "against"), ((3,), "against")]
    assert found("B+", "I-") == [((2,), "favor"), ((3,), "against")]


def test_a_higher_bias_finds_more_and_nothing_outside_the_sentence() -> None:
    assert found("O", "O") == []
    assert found("O", "O", bias=9.0) != []
    assert all(min(places) >= 2 for places, _ in found("O", "O", bias=9.0))
