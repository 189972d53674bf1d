"""Put a trained reader into a folder of weights, in place of its tower.

    python -m training.stance_reader.export --checkpoint OUT/final.pt --weights DIR --to DIR

The float graph must agree with PyTorch before it is quantised. The heads that answer marked
questions are replaced too, since they read the same layers; their calibration is fitted again by
`training.calibrate`, and the reader's confidence by `training.stance_confidence`.
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
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE
from worker.nlp.model.tower import TOWER_FILE

LENGTHS: Final = (5, 37, 128)
READ_IN_NUMPY: Final = ("nowhere", "kind", "plain", "means", "named", "unnamed")


def export(checkpoint: Path, weights: Path, target: Path, name: str) -> dict[str, Any]:
    """Write all files; returns the contents of model.json."""
    torch.set_num_threads(1)
    reader = Reader.from_shipped(weights)
    state = torch.load(checkpoint, weights_only=True)
    reader.load_state_dict(state["reader"])
    reader.eval()
    if target != weights:
        shutil.copytree(weights, target, dirs_exist_ok=True)
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text(encoding="utf-8"))
    description["model"] = name
    description["int8_cosine"]["tower"] = _write_tower(reader, target)
    with np.load(weights / HEADS_FILE) as archive:
        arrays: dict[str, npt.NDArray[Any]] = {one: archive[one] for one in archive.files}
    np.savez_compressed(target / HEADS_FILE, **arrays | _arrays(reader))  # type: ignore[arg-type]
    description["recipe"]["reader"] = {"steps": state.get("steps", state.get("step"))}
    write_description(target, description)
    return description


def _write_tower(reader: Reader, target: Path) -> float:
    draw = np.random.default_rng(0)
    given = [
        reader.embed(torch.from_numpy(draw.integers(5, len(reader.word), (1, length))))
        for length in LENGTHS
    ]
    with torch.no_grad():
        wanted = [
            reader.run(one, torch.ones(one.shape[:2], dtype=torch.bool)).numpy() for one in given
        ]
    state = {key: value.numpy() for key, value in reader.state_dict().items()}
    return write_graph(
        graph.reader_graph(state, len(reader.layers)),
        target / TOWER_FILE,
        [({graph.MARKED: one.numpy()}, last) for one, last in zip(given, wanted, strict=True)],
    )


def _arrays(reader: Reader) -> dict[str, npt.NDArray[Any]]:
    """The heads in numpy, (in, out), in half precision."""
    arrays = {
        "tower.roles": reader.roles.detach().numpy(),
        "reader.current": reader.current.detach().numpy(),
    }
    for name in READ_IN_NUMPY:
        layer: torch.nn.Linear = getattr(reader, name)
        arrays[f"reader.{name}.weight"] = layer.weight.detach().numpy().T
        arrays[f"reader.{name}.bias"] = layer.bias.detach().numpy()
    for name, head in (("polarity", reader.polarity), ("relation", reader.relation)):
        linear = [one for one in head if isinstance(one, torch.nn.Linear)]
        for index, layer in enumerate(linear):
            arrays[f"{name}.{index}.weight"] = layer.weight.detach().numpy().T
            arrays[f"{name}.{index}.bias"] = layer.bias.detach().numpy()
    assert arrays["reader.current"].shape == (HIDDEN,)
    return {name: np.ascontiguousarray(value, dtype=np.float16) for name, value in arrays.items()}


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(
        prog="python -m training.stance_reader.export", description=__doc__
    )
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="e5s6-reader-1")
    given = parser.parse_args()
    described = export(given.checkpoint, given.weights, given.to, given.name)
    print(json.dumps({"model": described["model"], "int8_cosine": described["int8_cosine"]}))


if __name__ == "__main__":
    main()
