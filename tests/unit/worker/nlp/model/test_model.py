from dataclasses import replace

import numpy as np
import pytest

from worker.nlp.model.encoder import EncoderError
from worker.nlp.model.model import Model
from worker.nlp.model.packaged import packaged
from worker.nlp.model.reader import StanceReader
from worker.nlp.model.reader_rows import ReaderRow


class FixedTower:
    """Counts its questions; the answer is what it was given."""

    def __init__(self):
        self.asked = 0

    def read(self, marked, states):  # noqa: ARG002 - the signature is the tower's
        self.asked += 1
        return marked


@pytest.fixture
def counted():
    return replace(packaged(), tower=FixedTower())


def test_a_folder_without_weights_says_so(tmp_path):
    with pytest.raises(EncoderError, match="no "):
        Model.load(tmp_path)


def test_the_judge_asks_the_tower_of_the_model(counted):
    sentence = counted.encoder.encode(["The", "bus", "came", "."])
    counted.judge().tone(sentence, (1, 2))
    assert counted.tower.asked == 0
    counted.judge().polarity(sentence, (1, 2))
    assert counted.tower.asked == 1


def test_the_judge_answers_by_the_heads_of_the_model(counted):
    assert counted.judge().thresholds is counted.heads.thresholds


def test_the_reader_reads_with_the_parts_of_the_model():
    model = packaged()
    pieces = [int(one) for one in model.encoder.encode(["Kolb", "left", "."]).pieces]
    tokens = (None, None, *range(len(pieces)), None)
    states = np.zeros((len(tokens), 384), dtype=np.float32)
    given = ReaderRow((), tuple(pieces), tokens, (0,) * len(pieces), states)
    row = model.reader().read(given)
    again = StanceReader(model.encoder, model.tower, model.heads.reader).read(given)
    assert row.plain((2, 3)) == again.plain((2, 3))
