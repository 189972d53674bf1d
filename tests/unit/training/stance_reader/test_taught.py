"""A teacher's word by characters, and what a row of other pieces makes of it."""

import numpy as np
import pytest

pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import row, shares
from training.stance_reader.taught import (
    LEAST_SHARE,
    Taught,
    TaughtTarget,
    read,
    write,
)


def target(at, holders=(), author=0.0, share=0.75) -> TaughtTarget:
    return TaughtTarget(at, share, list(holders), author, 3, 0.5)


def soft_tags(starts, *tags, given=None):
    """The tags of the own pieces of a row; each piece is two characters of sentence 1."""
    given = given or row("O", "O", "O", before=1)
    soft = Taught({1: (starts, shares(*tags))}, []).soft(given)
    return soft.tags[given.base : -1]


def test_pieces_that_are_cut_alike_have_the_same_tags() -> None:
    np.testing.assert_allclose(soft_tags([0, 2, 4], "O", "B+", "I+"), shares("O", "B+", "I+"))


def test_a_longer_piece_of_the_teacher_begins_only_once() -> None:
    found = soft_tags([0, 2], "O", "B+")
    np.testing.assert_allclose(found[:2], shares("O", "B+"))
    inside = shares("B+")[0]
    assert found[2] == pytest.approx(
        [inside[0], 0, inside[1] + inside[2], 0, inside[3] + inside[4]]
    )


def test_of_shorter_pieces_of_the_teacher_the_one_at_the_start_counts() -> None:
    found = soft_tags([0, 1, 2, 3, 4, 5], "O", "B-", "B+", "I+", "O", "B-")
    np.testing.assert_allclose(found, shares("O", "B+", "O"))


def test_what_the_teacher_did_not_read_is_no_target() -> None:
    np.testing.assert_allclose(soft_tags([2, 4], "B+", "B+")[0], [1, 0, 0, 0, 0])
    soft = Taught({7: ([0], shares("B+"))}, []).soft(row("O", "O"))
    assert soft.tags.tolist() == [[1, 0, 0, 0, 0]] * 5


def test_what_comes_before_has_no_tags() -> None:
    soft = Taught({0: ([0], shares("B+"))}, []).soft(row("O", before=2))
    assert soft.tags[:, 0].tolist() == [1] * 6


def test_a_target_has_the_pieces_that_its_characters_touch() -> None:
    given = row("O", "O", "O", before=1)
    (goal,) = Taught({}, [target((1, 1, 4))]).soft(given).goals
    assert goal.target == (given.base, given.base + 1)
    assert (goal.share, goal.kind, goal.plain) == (0.75, 3, 0.5)


def test_a_target_outside_the_own_sentences_is_left_out() -> None:
    given = row("O", "O", before=1)
    assert Taught({}, [target((0, 0, 2)), target((5, 0, 2))]).soft(given).goals == []


def test_a_holders_share_is_spread_over_the_pieces_that_it_covers() -> None:
    holders = [(0, 0, 2, 0.3), (1, 2, 6, 0.4)]
    (goal,) = Taught({}, [target((1, 0, 2), holders)]).soft(row("O", "O", "O", before=1)).goals
    # [CLS], one piece before, [SEP], three own ones, [SEP]; the author, somebody elsewhere.
    assert goal.holder == pytest.approx([0, 0.3, 0, 0, 0.2, 0.2, 0, 0, 0.3], abs=1e-6)


def test_a_holder_whom_the_row_does_not_have_is_elsewhere() -> None:
    holders = [(5, 0, 2, 0.6)]
    (goal,) = Taught({}, [target((1, 0, 2), holders, 0.3)]).soft(row("O")).goals
    assert goal.holder[-2:] == pytest.approx([0.3, 0.7])


def test_shares_that_were_rounded_up_leave_nobody_less_than_nothing() -> None:
    (goal,) = Taught({}, [target((1, 0, 2), [(1, 0, 2, 0.8)], 0.201)]).soft(row("O")).goals
    assert goal.holder[-1] == 0


def test_what_is_written_is_read_again(tmp_path) -> None:
    path = tmp_path / "taught.jsonl"
    one = target((1, 0, 4), [(0, 0, 2, 0.625)], 0.25)
    write({"a": Taught({1: ([0, 2], shares("O", "B+", sure=0.96))}, [one])}, path)
    write({"b": Taught({}, [])}, path)
    found = read(path)
    assert list(found) == ["a", "b"]
    assert found["a"].targets == [one]
    starts, tags = found["a"].tags[1]
    assert starts == [0, 2]
    np.testing.assert_allclose(tags, shares("O", "B+", sure=0.96), atol=0.005)
    assert found["b"] == Taught({}, [])


@pytest.mark.parametrize(("share", "kept"), [(LEAST_SHARE * 1.1, True), (LEAST_SHARE / 2, False)])
def test_a_sentence_that_surely_has_no_target_is_not_written(tmp_path, share, kept) -> None:
    path = tmp_path / "taught.jsonl"
    write({"a": Taught({1: ([0], shares("O", sure=1 - share))}, [])}, path)
    assert (1 in read(path)["a"].tags) is kept
