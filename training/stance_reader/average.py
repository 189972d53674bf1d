"""Average readers that started from the same weights.

    python -m training.stance_reader.average --checkpoint A/final.pt B/final.pt --to F

See `training.average`. Marks are few, and every reader learns some of their noise by heart: what
several readers learned apart from each other is less of it.
"""

import argparse
from pathlib import Path
from typing import Any

import torch


def averaged(states: list[dict[str, Any]]) -> dict[str, Any]:
    """The mean of some readers, with the steps that each has taken."""
    reader = {
        name: torch.stack([state["reader"][name] for state in states]).mean(0)
        for name in states[0]["reader"]
    }
    return {"reader": reader, "steps": [state["steps"] for state in states]}


def main() -> None:
    """Read the command line and average."""
    parser = argparse.ArgumentParser(
        prog="python -m training.stance_reader.average", description=__doc__
    )
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--to", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save(
        averaged([torch.load(path, weights_only=True) for path in arguments.checkpoint]),
        arguments.to,
    )


if __name__ == "__main__":
    main()
