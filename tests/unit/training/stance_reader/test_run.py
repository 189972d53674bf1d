"""The plan of a run: whose rows, in which order, with which questions between."""

import argparse
import random

import pytest

torch = pytest.importorskip("torch")

from tests.unit.training.stance_reader.small import row  # noqa: E402
from training.stance_reader.batches import ROWS  # noqa: E402
from training.stance_reader.run import QUESTIONS, READ, REHEARSED, _part, draws, plan  # noqa: E402


class Asked:
    """Questions of which only the number counts here."""

    questions = range(50)


def given(**changed) -> argparse.Namespace:
    return argparse.Namespace(**({"epochs": 1.0, "seed": 1, "base": None} | changed))


def rows(count: int) -> list:
    return [row("O", article=str(number)) for number in range(count)]


def test_every_row_is_read_once_an_epoch() -> None:
    some = rows(3 * ROWS)
    steps = plan([some, some], {}, given(epochs=2.0))
    assert {kind for kind, _ in steps} == {READ}
    read = [one.article for _, batch in steps for one in batch]
    assert sorted(read) == sorted([one.article for one in some] * 2)


def test_a_part_of_an_epoch_is_the_beginning_of_its_plan() -> None:
    some = [rows(8 * ROWS)] * 2
    whole, part = (plan(some, {}, given(epochs=epochs)) for epochs in (2.0, 1.5))
    assert part == whole[:12]


def test_questions_stand_between_the_rows() -> None:
    steps = plan([rows(2 * REHEARSED * ROWS)], {"polarity": Asked()}, given())
    asked = [chosen for kind, chosen in steps if kind == "polarity"]
    assert len(asked) == 2
    assert [len(set(one)) for one in asked] == [QUESTIONS] * 2


def test_a_seed_has_one_plan() -> None:
    some = [rows(8 * ROWS)]
    assert plan(some, {}, given()) == plan(some, {}, given())
    assert plan(some, {}, given()) != plan(some, {}, given(seed=2))


def test_processes_share_the_rows_and_have_as_many() -> None:
    some = rows(7)
    parts = [_part(some, rank, 2) for rank in range(2)]
    assert [len(one) for one in parts] == [3, 3]
    assert {one.article for part in parts for one in part} == {str(at) for at in range(6)}


def test_articles_are_cut_anew_in_each_epoch_but_not_for_the_teacher() -> None:
    first, second = draws(given(epochs=1.5))
    assert isinstance(first, random.Random)
    assert first.random() != second.random()
    assert draws(given(epochs=1.5, base="folder")) == [None, None]
