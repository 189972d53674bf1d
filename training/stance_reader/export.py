"""Put a trained reader into a folder of weights, in place of its tower.

    python -m training.stance_reader.export --checkpoint OUT/final.pt --weights DIR --to DIR

The float graph must agree with PyTorch before it is quantised. The heads that answer marked
questions are replaced and calibrated again, since they read the same layers; the confidence of
stances is fitted by `training.stance_confidence`.
"""

import argparse
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor

from training import calibrate, graph
from training.encoder import HIDDEN
from training.export import write_description, write_graph
from training.pieces import special_pieces
from training.questions import Questions
from training.reading import read_stances
from training.stance_reader.network import Reader
from training.stance_reader.states import States, of_asked
from training.thresholds import stance_thresholds
from worker.nlp.model.encoder import TOKENIZER_FILE, Encoder
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE
from worker.nlp.model.tower import TOWER_FILE
from worker.nlp.model.verifier import VERIFIER_FILE

LENGTHS: Final = (5, 37, 128)
AT_A_TIME: Final = 32
DROPPED: Final = "relation_glance"
"""A head that older weights have and nothing reads."""

VERIFIER: Final = "verifier."
"""How the names of the verifier's arrays begin."""

READ_IN_NUMPY: Final = ("nowhere", "kind", "plain", "means", "named", "unnamed")


def export(
    checkpoint: Path,
    weights: Path,
    target: Path,
    name: str,
    *,
    data: Path | None = None,
    kept: float = 0.0,
) -> dict[str, Any]:
    """Write all files; returns the contents of model.json.

    Args:
        checkpoint: of the trained reader.
        weights: folder of the weights that it began with.
        target: folder to write to; may be the same.
        name: of the model.
        data: folder of the data sets, to calibrate the answers to marked questions again; without
            it, their calibration stays.
        kept: share that the weights it began with have in the result. The mean of a reader before
            and after it was trained on reads better than either.

    """
    torch.set_num_threads(1)
    reader = Reader.from_shipped(weights)
    state = torch.load(checkpoint, weights_only=True)
    reader.load_state_dict(mixed(reader.state_dict(), state["reader"], kept))
    reader.eval()
    if target != weights:
        shutil.copytree(weights, target, dirs_exist_ok=True)
    description: dict[str, Any] = json.loads((weights / MODEL_FILE).read_text(encoding="utf-8"))
    description["model"] = name
    description["int8_cosine"]["tower"] = _write_tower(reader, target)
    with np.load(weights / HEADS_FILE) as archive:
        arrays: dict[str, npt.NDArray[Any]] = {one: archive[one] for one in archive.files}
    others = {name: one for name, one in arrays.items() if not name.startswith((DROPPED, VERIFIER))}
    # A verifier knows the states of one reader alone.
    (target / VERIFIER_FILE).unlink(missing_ok=True)
    for facts in (description["int8_cosine"], description["recipe"]):
        facts.pop("verifier", None)
    np.savez_compressed(target / HEADS_FILE, **others | _arrays(reader))  # type: ignore[arg-type]
    description["recipe"]["reader"] = {"steps": state.get("steps", state.get("step"))}
    description["heads"].pop(DROPPED, None)
    if data is not None:
        calibrate_answers(reader, target, data, description["heads"])
    write_description(target, description)
    if data is not None:
        cuts = stance_thresholds(target, data)
        description["thresholds"] |= {name: round(value, 4) for name, value in cuts.items()}
        write_description(target, description)
    return description


def mixed(
    begun: Mapping[str, Tensor], learned: Mapping[str, Tensor], kept: float
) -> dict[str, Tensor]:
    """The mean of two readers' states, with a share of `kept` for the first."""
    return {name: torch.lerp(one, begun[name], kept) for name, one in learned.items()}


def calibrate_answers(
    reader: Reader, weights: Path, data: Path, heads: dict[str, dict[str, Any]]
) -> None:
    """Fit the calibration of the answers to marked questions, on those held out of training."""
    tokenizer = Tokenizer.from_file(str(weights / TOKENIZER_FILE))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    special, states = special_pieces(tokenizer), States(Encoder.load(weights))
    for kind, (_, questions) in read_stances(data, "train").items():
        asked = Questions(questions, tokenizer)
        with torch.no_grad():
            batches = (
                asked.batch(range(at, min(at + AT_A_TIME, len(questions))), special)[0]
                for at in range(0, len(questions), AT_A_TIME)
            )
            parts = [reader.ask(one, of_asked(states, one), kind) for one in batches]
        gold = torch.tensor([one.gold for one in questions])
        fitted = calibrate.fitted(kind, torch.cat(parts), gold)
        heads[kind] |= {"temperature": fitted.temperature, "bias": fitted.bias}


def _write_tower(reader: Reader, target: Path) -> float:
    draw = np.random.default_rng(0)
    given = [
        reader.embed(torch.from_numpy(draw.integers(5, len(reader.word), (1, length))))
        for length in LENGTHS
    ]
    states = [torch.from_numpy(draw.normal(size=one.shape).astype(np.float32)) for one in given]
    with torch.no_grad():
        wanted = [
            reader.run(one + reader.lift(state), torch.ones((1, length), dtype=torch.bool)).numpy()
            for one, state, length in zip(given, states, LENGTHS, strict=True)
        ]
    weights = {key: value.numpy() for key, value in reader.state_dict().items()}
    return write_graph(
        graph.reader_graph(weights, len(reader.layers)),
        target / TOWER_FILE,
        [
            ({graph.MARKED: one.numpy(), graph.STATES: state.numpy()}, last)
            for one, state, last in zip(given, states, wanted, strict=True)
        ],
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
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--kept", type=float, default=0.0, help="share of the weights before")
    parser.add_argument("--name", default="e5s6-reader-6")
    given = parser.parse_args()
    described = export(
        given.checkpoint,
        given.weights,
        given.to,
        given.name,
        data=given.data,
        kept=given.kept,
    )
    print(json.dumps({"model": described["model"], "int8_cosine": described["int8_cosine"]}))


if __name__ == "__main__":
    main()
