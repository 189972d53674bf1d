# ruff: noqa: ARG002 - the stand-in has the signatures of the reader
"""Tags to targets: runs, polarity, and how far a bias reaches; and what is right of them."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import (  # noqa: E402 - it needs torch
    WIDTH,
    SmallReader,
    goal,
    row,
    shares,
)
from training.stance_reader.examples import TAGS, Reference  # noqa: E402
from training.stance_reader.scores import decoded, score  # noqa: E402


def found(*tags: str, bias: float = 0.0, **told) -> list[tuple[tuple[int, ...], str]]:
    scores = np.log(np.concatenate([shares("O", "O"), shares(*tags), shares("O")]))
    given = row(*["O"] * len(tags), **told)
    return [(one.places, one.polarity) for one in decoded(scores, given, bias)]


def test_a_run_is_one_target_and_a_new_beginning_another() -> None:
    assert found("O", "B-", "I-", "O", "B+") == [((3, 4), "against"), ((6,), "favor")]
    assert found("B-", "B-") == [((2,), "against"), ((3,), "against")]
    assert found("B+", "I-") == [((2,), "favor"), ((3,), "against")]


def test_a_target_ends_with_its_sentence() -> None:
    assert found("B+", "I+", "I+", sentences=(1, 1, 2)) == [((2, 3), "favor"), ((4,), "favor")]


def test_a_higher_bias_finds_more_and_nothing_outside_the_passage() -> None:
    assert found("O", "O") == []
    assert found("O", "O", bias=9.0) != []
    assert all(min(places) >= 2 for places, _ in found("O", "O", bias=9.0))


class Tagging(torch.nn.Module):
    def __init__(self, wanted: dict[int, int]) -> None:
        super().__init__()
        self._wanted = wanted

    def forward(self, hidden):
        scores = torch.zeros(*hidden.shape[:2], len(TAGS))
        for number, pieces in enumerate(hidden[:, :, 0].int().tolist()):
            for place, piece in enumerate(pieces):
                scores[number, place, self._wanted.get(piece, 0)] = 5
        return scores


class Knowing(SmallReader):
    """Tags each piece as its number says, and points everybody to one place."""

    def __init__(self, tags: dict[int, str], holder: int = 2, name: int = 2) -> None:
        super().__init__()
        self._holder, self._name = holder, name
        self.tags = Tagging({piece: TAGS.index(tag) for piece, tag in tags.items()})

    def forward(self, rows):
        return rows.pieces[:, :, None].expand(*rows.pieces.shape, WIDTH).float()

    def holders(self, hidden, mask, spans):
        return self._one(hidden, spans, 2, self._holder)

    def names(self, hidden, mask, spans):
        return self._one(hidden, spans, 1, self._name)

    def _one(self, hidden, spans, beside, at):
        scores = torch.zeros(len(spans), hidden.shape[1] + beside)
        scores[:, at] = 5
        return scores


AGAINST = {13: "B-", 14: "I-"}
"""A row's pieces are numbered from 10 on: these are at places 3 and 4."""


def scored(reader, *goals, references=()):
    return score(reader, [row("O", "O", "O", "O", goals=list(goals), references=[*references])])


def test_a_target_with_its_polarity_and_holder_is_right() -> None:
    told = scored(Knowing(AGAINST), goal((3, 4), (2,)))
    assert (told.emitted, told.precision, told.recall, told.f1) == (1, 100, 100, 100)


@pytest.mark.parametrize(
    ("wrong", "opposite"),
    [
        (goal((3, 4), (2,), "favor"), 100),
        (goal((3, 4), (5,)), 0),
        (goal((3, 4), "author"), 0),
        (goal((5,), (2,)), 0),
        (goal(None, (2,)), 0),
    ],
)
def test_what_is_wrong(wrong, opposite) -> None:
    told = scored(Knowing(AGAINST), wrong)
    assert (told.precision, told.recall, told.opposite) == (0, 0, opposite)


@pytest.mark.parametrize(("holder", "place"), [("author", -2), ("elsewhere", -1)])
def test_who_is_not_in_the_row_may_be_the_holder(holder, place) -> None:
    assert scored(Knowing(AGAINST, holder=place), goal((3, 4), holder)).f1 == 100


def test_half_of_the_shorter_target_is_enough() -> None:
    assert scored(Knowing(AGAINST), goal((4, 5), (2,))).precision == 100
    assert scored(Knowing(AGAINST | {15: "I-"}), goal((2, 3, 4, 5), (2,))).precision == 100


def test_what_is_not_found_lowers_the_recall() -> None:
    told = scored(Knowing(AGAINST), goal((3, 4), (2,)), goal((5,), (2,)))
    assert (told.precision, told.recall) == (100, 50)


@pytest.mark.parametrize(
    ("names", "pointed", "right"),
    [((2, 4), 2, 100), ((2, 4), 4, 100), ((4,), 2, 0), ((), -1, 100), ((), 2, 0), ((2,), -1, 0)],
)
def test_how_many_references_are_resolved(names, pointed, right) -> None:
    told = scored(Knowing({}, name=pointed), references=[Reference((3,), names)])
    assert told.names == right


def test_padding_changes_no_score() -> None:
    longer = row(*["O"] * 9, goals=[goal((3, 4), "author")])
    shorter = row(*["O"] * 4, goals=[goal((3, 4), "author")])
    reference = [Reference((3,), ())]
    reader = Knowing(AGAINST, holder=-2, name=-1)
    together = score(reader, [shorter._replace(references=reference), longer])
    assert (together.f1, together.names) == (100, 100)


def test_nothing_found_is_no_error() -> None:
    assert scored(Knowing({}), goal((3,), (2,)))[:4] == (0, 0, 0, 0)
