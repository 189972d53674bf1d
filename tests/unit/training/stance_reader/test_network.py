"""The reader's heads: scores of places, and of none of them."""

import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import (  # noqa: E402 - it needs torch
    WIDTH,
    SmallReader,
)
from training.stance_reader.network import NO_SCORE, Reader, Rows, mean_of  # noqa: E402

HIDDEN = torch.randn(2, 4, WIDTH, generator=torch.Generator().manual_seed(1))
MASK = torch.tensor([[True] * 4, [True, True, True, False]])
SPANS = [(0, (1, 2)), (1, (0,)), (0, (3,))]


@pytest.fixture(scope="module", autouse=True)
def _no_gradients():
    with torch.no_grad():
        yield


def test_a_span_is_the_mean_of_its_pieces() -> None:
    found = mean_of(HIDDEN, SPANS)
    torch.testing.assert_close(found[0], (HIDDEN[0, 1] + HIDDEN[0, 2]) / 2)
    torch.testing.assert_close(found[1], HIDDEN[1, 0])


@pytest.mark.parametrize(("head", "beside"), [("names", 1), ("holders", 2)])
def test_each_place_of_the_row_has_a_score_and_so_have_those_who_are_not_in_it(head, beside):
    scores = getattr(SmallReader(), head)(HIDDEN, MASK, SPANS)
    assert scores.shape == (3, 4 + beside)
    assert float(scores[1, 3]) == NO_SCORE
    assert (scores[[0, 2]] > NO_SCORE).all()


@pytest.mark.parametrize("head", ["names", "holders"])
def test_a_span_is_scored_by_its_own_row(head) -> None:
    reader = SmallReader()
    together = getattr(reader, head)(HIDDEN, MASK, SPANS)
    alone = getattr(reader, head)(HIDDEN[1:], MASK[1:], [(0, (0,))])
    torch.testing.assert_close(together[1:2], alone)


def test_names_are_matched_with_what_the_words_mean() -> None:
    reader = SmallReader()
    means, named = reader.means(HIDDEN[0, 3]), reader.named(HIDDEN[0])
    scores = reader.names(HIDDEN, MASK, SPANS)[2]
    torch.testing.assert_close(scores[:4], named @ means / WIDTH**0.5)
    torch.testing.assert_close(scores[4:], reader.unnamed(HIDDEN[0, 3]))


def test_frozen_layers_stay_as_they_are_and_the_others_learn() -> None:
    reader = Reader(layers=2, inner=8, pieces=20, positions=8)
    reader.freeze(1)
    rows = Rows(
        torch.tensor([[1, 5, 6, 2]]),
        torch.ones(1, 4, dtype=torch.bool),
        torch.ones(1, 4),
        torch.zeros(1, 4, 384),
    )
    with torch.enable_grad():
        reader(rows).sum().backward()
    learned = [[one.grad is not None for one in layer.parameters()] for layer in reader.layers]
    assert not any(learned[0])
    assert all(learned[1])
