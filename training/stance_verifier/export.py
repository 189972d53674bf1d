"""Put a trained verifier into a folder of weights.

    python -m training.stance_verifier.export --checkpoint OUT/final.pt --weights DIR --to DIR

The float graph must agree with PyTorch before it is quantised. `training.stance_confidence` then
fits how much its answers count.
"""

import argparse
import json
import shutil
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch

from training import graph
from training.encoder import HIDDEN
from training.export import write_description, write_graph
from training.stance_reader.network import Reader
from training.stance_verifier.network import Verifier
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE
from worker.nlp.model.verifier import VERIFIER_FILE

LENGTHS: Final = (5, 37, 105)
PREFIX: Final = "verifier."


def export(checkpoint: Path, weights: Path, target: Path, name: str) -> dict[str, Any]:
    """Write all files; returns the contents of model.json.

    Args:
        checkpoint: of the trained verifier.
        weights: folder of the weights with the reader whose stances it learned on.
        target: folder to write to; may be the same.
        name: of the model.

    """
    torch.set_num_threads(1)
    verifier = Verifier(Reader.from_shipped(weights))
    state = torch.load(checkpoint, weights_only=True)
    verifier.load_state_dict(state["verifier"])
    verifier.eval()
    if target != weights:
        shutil.copytree(weights, target, dirs_exist_ok=True)
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text(encoding="utf-8"))
    description["model"] = name
    description["int8_cosine"]["verifier"] = _write_layers(verifier, target)
    description["recipe"]["verifier"] = {"steps": state["steps"]}
    with np.load(weights / HEADS_FILE) as archive:
        arrays: dict[str, npt.NDArray[Any]] = {one: archive[one] for one in archive.files}
    np.savez_compressed(target / HEADS_FILE, **arrays | head_arrays(verifier))  # type: ignore[arg-type]
    write_description(target, description)
    return description


def head_arrays(verifier: Verifier) -> dict[str, npt.NDArray[Any]]:
    """What is beside the graph, in numpy, (in, out), in half precision."""
    arrays = {one: getattr(verifier, one) for one in ("roles", "kinds", "sides")}
    linear = [one for one in verifier.head if isinstance(one, torch.nn.Linear)]
    for index, layer in enumerate(linear):
        arrays |= {f"{index}.weight": layer.weight.T, f"{index}.bias": layer.bias}
    return {
        PREFIX + one: np.ascontiguousarray(value.detach().numpy(), dtype=np.float16)
        for one, value in arrays.items()
    }


def _write_layers(verifier: Verifier, target: Path) -> float:
    draw = np.random.default_rng(0)
    given = [
        torch.from_numpy(draw.normal(size=(1, length, HIDDEN)).astype(np.float32))
        for length in LENGTHS
    ]
    with torch.no_grad():
        wanted = [
            verifier.run(one, torch.ones(one.shape[:2], dtype=torch.bool)).numpy() for one in given
        ]
    weights = {key: value.numpy() for key, value in verifier.state_dict().items()}
    return write_graph(
        graph.verifier_graph(weights, len(verifier.layers)),
        target / VERIFIER_FILE,
        [({graph.MARKED: one.numpy()}, last) for one, last in zip(given, wanted, strict=True)],
    )


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(
        prog="python -m training.stance_verifier.export", description=__doc__
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="e5s6-verifier-1")
    given = parser.parse_args()
    described = export(given.checkpoint, given.weights, given.to, given.name)
    print(json.dumps({"model": described["model"], "int8_cosine": described["int8_cosine"]}))


if __name__ == "__main__":
    main()
