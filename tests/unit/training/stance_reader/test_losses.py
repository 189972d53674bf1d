"""What training makes smaller: less where the reader is right."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import (  # noqa: E402 - it needs torch
    SmallReader,
    goal,
    row,
    shares,
)
from training.stance_reader.batches import padded  # noqa: E402
from training.stance_reader.examples import Reference, Soft, SoftGoal  # noqa: E402
from training.stance_reader.losses import reading_loss  # noqa: E402


def loss(*rows, reader=None) -> float:
    with torch.no_grad():
        return float(reading_loss(reader or SmallReader(), padded(list(rows))))


def learned(*rows, steps=60) -> SmallReader:
    """A reader that has learned some rows."""
    reader = SmallReader()
    optimizer = torch.optim.Adam(reader.parameters(), lr=0.05)
    for _ in range(steps):
        optimizer.zero_grad()
        reading_loss(reader, padded(list(rows))).backward()
        optimizer.step()
    return reader


def test_the_loss_is_less_for_what_has_been_learned() -> None:
    reader = learned(row("O", "B+", "I+", "O"))
    assert loss(row("O", "B+", "I+", "O"), reader=reader) < 0.05
    assert loss(row("O", "B-", "I-", "O"), reader=reader) > 1


def test_each_task_adds_to_the_loss() -> None:
    plain = loss(row("O", "B+"))
    with_goal = loss(row("O", "B+", goals=[goal((3,), (2,))]))
    with_reference = loss(row("O", "B+", references=[Reference((3,), (2,))]))
    assert with_goal > plain
    assert with_reference > plain


def test_a_goal_whose_target_is_not_in_the_row_adds_nothing() -> None:
    assert loss(row("O", "B+", goals=[goal(None, "author")])) == loss(row("O", "B+"))


@pytest.mark.parametrize("holder", [(2,), "author", "elsewhere"])
def test_the_reader_learns_who_the_holder_is(holder) -> None:
    reader = learned(row("O", "B+", goals=[goal((3,), holder)]))
    for other in ((2,), "author", "elsewhere"):
        found = loss(row("O", "B+", goals=[goal((3,), other)]), reader=reader)
        assert (found < 0.2) is (other == holder)


@pytest.mark.parametrize("names", [(2,), (2, 4), ()])
def test_the_reader_learns_where_names_are(names) -> None:
    reader = learned(row("O", "O", "O", references=[Reference((3,), names)]))
    batch = padded([row("O", "O", "O")])
    best = int(reader.names(reader(batch.rows), batch.rows.mask, [(0, (3,))]).argmax())
    assert best in (names or (batch.rows.pieces.shape[1],))


def test_any_of_several_names_is_right() -> None:
    reader = SmallReader()
    one, other, either = (
        loss(row("O", "O", "O", references=[Reference((3,), names)]), reader=reader)
        for names in ((2,), (4,), (2, 4))
    )
    assert either < min(one, other)


def soft(tags, *goals) -> Soft:
    return Soft(np.concatenate([shares("O", "O"), tags, shares("O")]), list(goals))


def soft_goal(holder, share=0.5) -> SoftGoal:
    return SoftGoal((3,), share, np.array(holder, dtype=np.float32), 0, 1.0)


def test_the_holders_of_a_teacher_are_those_of_a_mark_where_it_is_sure() -> None:
    # Places of a row of five pieces; then the author, and somebody elsewhere.
    certain = np.eye(7)
    tags = shares("O", "B+")
    found = {
        holder: learned(row("O", "O", soft=soft(tags, soft_goal(certain[at]))))
        for at, holder in ((2, (2,)), (5, "author"), (6, "elsewhere"))
    }
    batch = padded([row("O", "O")])
    for holder, reader in found.items():
        scores = reader.holders(reader(batch.rows), batch.rows.mask, [(0, (3,))])
        assert int(scores.argmax()) == {(2,): 2, "author": 5, "elsewhere": 6}[holder]


def test_a_likelier_target_counts_for_more() -> None:
    reader, certain = SmallReader(), np.eye(7)
    tags = shares("O", "B+")
    alone = [
        loss(row("O", "O", soft=soft(tags, soft_goal(certain[at]))), reader=reader) for at in (2, 5)
    ]
    both = [
        loss(row("O", "O", soft=soft(tags, *goals)), reader=reader)
        for goals in (
            (soft_goal(certain[2], 0.9), soft_goal(certain[5], 0.1)),
            (soft_goal(certain[2], 0.1), soft_goal(certain[5], 0.9)),
        )
    ]
    for found, nearer, further in ((both[0], *alone), (both[1], *alone[::-1])):
        assert abs(found - nearer) < abs(found - further)


def test_smoothing_makes_certainty_cost_more() -> None:
    one = row("O", "B+", "I+", "O")
    reader = learned(one)
    certain = loss(one, reader=reader)
    reader.smoothing = 0.2
    assert loss(one, reader=reader) > certain + 0.1
