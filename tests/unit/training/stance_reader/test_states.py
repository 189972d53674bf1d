"""The encoder's states of each sentence: once a sentence, in the places of its pieces."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import row  # noqa: E402 - it needs torch
from training.encoder import HIDDEN  # noqa: E402
from training.questions import Asked  # noqa: E402
from training.stance_reader.cutting import Cut, CutArticle  # noqa: E402
from training.stance_reader.states import (  # noqa: E402
    INDEX_FILE,
    Stateless,
    States,
    of_asked,
    of_rows,
)


class Counting:
    """An encoder whose state of a piece is its number and that of the sentence's first piece."""

    def __init__(self) -> None:
        self.read: list[list[int]] = []

    def read_pieces(self, ids):
        self.read.append(ids)
        hidden = np.zeros((len(ids) + 2, HIDDEN), dtype=np.float32)
        hidden[1:-1, 0], hidden[1:-1, 1] = ids, ids[0]
        return hidden, hidden


def article(*sentences: list[int]) -> CutArticle:
    return CutArticle(None, [Cut("", pieces, []) for pieces in sentences], {})


def test_a_sentence_is_read_once(tmp_path) -> None:
    encoder = Counting()
    states = States.of_articles(encoder, [article([5, 6], [7], [5, 6])], tmp_path)
    assert encoder.read == [[5, 6], [7]]
    assert states.of([5, 6])[:, 0].tolist() == [5, 6]
    assert states.of([8])[:, 0].tolist() == [8]
    states.of([8])
    assert encoder.read == [[5, 6], [7], [8]]


def test_a_run_that_goes_on_reads_nothing_again(tmp_path) -> None:
    articles = [article([5, 6], [7])]
    States.of_articles(Counting(), articles, tmp_path)
    encoder = Counting()
    states = States.of_articles(encoder, articles, tmp_path)
    assert states.of([5, 6])[:, 0].tolist() == [5, 6]
    assert encoder.read == []


def test_a_run_that_was_cut_off_or_has_other_articles_reads_again(tmp_path) -> None:
    States.of_articles(Counting(), [article([5, 6])], tmp_path)
    encoder = Counting()
    States.of_articles(encoder, [article([5, 6, 7])], tmp_path)
    assert encoder.read == [[5, 6, 7]]
    (tmp_path / INDEX_FILE).unlink()
    States.of_articles(encoder, [article([5, 6, 7])], tmp_path)
    assert len(encoder.read) == 2


def test_each_piece_of_a_row_has_the_state_from_its_own_sentence() -> None:
    # [CLS] 11 12 [SEP] 14 15 | 16 [SEP], the bar between two sentences.
    one = row("O", "O", "O", before=2, sentences=(1, 1, 2))
    found = of_rows(States(Counting()), [one], 10)
    assert found.shape == (1, 10, HIDDEN)
    assert found[0, :, 0].tolist() == [0, 11, 12, 0, 14, 15, 16, 0, 0, 0]
    assert found[0, :, 1].tolist() == [0, 11, 11, 0, 14, 14, 16, 0, 0, 0]


def test_a_question_has_the_states_of_its_sentence() -> None:
    pieces = torch.tensor([[1, 5, 6, 2], [1, 7, 2, 0]])
    inner = torch.tensor([[0.0, 1, 1, 0], [0.0, 1, 0, 0]])
    nothing = torch.zeros(2, 4)
    found = of_asked(States(Counting()), Asked(pieces, inner > 0, nothing, nothing, inner))
    assert found[:, :, 0].tolist() == [[0, 5, 6, 0], [0, 7, 0, 0]]


def test_a_reader_that_builds_on_nothing_is_given_zeros() -> None:
    found = of_rows(Stateless(), [row("O", "O")], 6)
    assert found.shape == (1, 6, HIDDEN)
    assert not found.any()
