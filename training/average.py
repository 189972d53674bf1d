"""Average several models that started from the same weights.

    python -m training.average --checkpoint A/final.pt B/final.pt --tower C/final.pt --to F

Runs that start from the same weights and see their batches in a different order end close together,
and their mean makes fewer errors than any of them. Source: Wortsman et al. 2022 (model soups). The
tower is trained in a separate run and is taken from that run.
"""

import argparse
from pathlib import Path
from typing import Any

import torch

from training.model import OF_THE_TOWER


def averaged(states: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of checkpoints of one size, with the first one's recipe and their number.

    Raises:
        ValueError: the models differ in size.

    """
    first = states[0]
    if any(state["size"] != first["size"] for state in states):
        raise ValueError("only models of one size have a mean")
    model = {
        name: torch.stack([state["model"][name] for state in states]).mean(0)
        for name in first["model"]
    }
    recipes = [state["recipe"] for state in states]
    return {
        "model": model,
        "size": first["size"],
        "recipe": {**recipes[0], "averaged_seeds": [one["seed"] for one in recipes]},
    }


def with_tower(state: dict[str, Any], tower: dict[str, Any]) -> dict[str, Any]:
    """One checkpoint with the tower and the stance heads of another, and both recipes.

    Raises:
        ValueError: the models differ in size.

    """
    if state["size"] != tower["size"]:
        raise ValueError("the tower's size must match the model's")
    taken = {name: one for name, one in tower["model"].items() if name.startswith(OF_THE_TOWER)}
    return {
        "model": {**state["model"], **taken},
        "size": state["size"],
        "recipe": {**state["recipe"], "tower": tower["recipe"]},
    }


def main() -> None:
    """Read the command line and average."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--tower", type=Path, required=True, help="final.pt of the tower's run")
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    states = [torch.load(path, weights_only=True) for path in arguments.checkpoint]
    tower = torch.load(arguments.tower, weights_only=True)
    torch.save(with_tower(averaged(states), tower), arguments.to)


if __name__ == "__main__":
    main()
