"""Averaging the models of several runs."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from training.average import averaged, with_tower  # noqa: E402 - torch may not be there


def checkpoint(value: int, seed: int, layers: int = 2) -> dict[str, Any]:
    names = (
        "encoder.a",
        "heads.entities.0",
        "tower.b",
        "heads.polarity.0",
        "heads.polarity_glance.0",
    )
    return {
        "model": {name: torch.tensor([float(value)]) for name in names},
        "size": {"layers": layers},
        "recipe": {"seed": seed},
    }


def test_the_mean_of_two_runs_names_both() -> None:
    found = averaged([checkpoint(1, seed=1), checkpoint(3, seed=2)])
    assert {one.item() for one in found["model"].values()} == {2}
    assert found["recipe"]["averaged_seeds"] == [1, 2]


def test_only_the_tower_and_its_heads_are_taken_from_its_run() -> None:
    found = with_tower(checkpoint(1, seed=1), checkpoint(5, seed=3))
    taken = {name for name, one in found["model"].items() if one.item() == 5}
    assert taken == {"tower.b", "heads.polarity.0"}
    assert found["recipe"] == {"seed": 1, "tower": {"seed": 3}}


def test_a_tower_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size must match"):
        with_tower(checkpoint(1, seed=1), checkpoint(5, seed=3, layers=4))
