"""Export a checkpoint to the files that the worker ships.

    python -m training.export --data DIR --checkpoint OUT/final.pt --e5 OUT/e5 --to DIR

Writes the three graphs, heads.npz, tokenizer.json and model.json. The float
graphs must agree with PyTorch before they are quantised. Calibration is fitted on examples held out
of training; thresholds are chosen on the dev sets with the quantised model.
"""

import argparse
import gzip
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from training import (
    attribution_confidence,
    base_encoder,
    blind_reader,
    calibrate,
    graph,
    narrowing,
    topic_head,
    vocabulary,
)
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.model import Joint, Size
from training.progress import held_out
from training.questions import POLARITY, RELATION
from training.reading import read_stances, read_texts, stance_tasks
from training.tasks import LABELS, StanceTask, TextTask
from training.thresholds import stance_thresholds
from worker.nlp.model.encoder import EMBEDDINGS_FILE, ENCODER_FILE, TOKENIZER_FILE
from worker.nlp.model.heads import HEADS_FILE, MODEL_FILE
from worker.nlp.model.tower import TOWER_FILE
from worker.nlp.model.verifier import VERIFIER_FILE

WEIGHT_FILES: Final = (
    EMBEDDINGS_FILE,
    ENCODER_FILE,
    TOWER_FILE,
    VERIFIER_FILE,
    HEADS_FILE,
    TOKENIZER_FILE,
)

TOLERANCE: Final = 1e-4
"""Largest difference allowed between PyTorch and the float graph."""

HEAD_LABELS: Final = {
    **LABELS,
    POLARITY: POLARITIES,
    RELATION: RELATIONS,
    "polarity_glance": POLARITIES,
    "topics": TOPICS,
}


def write_graphs(model: Joint, target: Path, kept: npt.NDArray[np.int64]) -> dict[str, float]:
    """Write the quantised encoder and tower.

    Args:
        model: the float model.
        target: folder to write to.
        kept: the word pieces that the encoder keeps, in order.

    Returns:
        For each, the mean cosine between its int8 and float last hidden states, on random input.

    Raises:
        ValueError: a float graph does not agree with PyTorch.

    """
    model.eval()
    draw = np.random.default_rng(0)
    ids = [draw.choice(kept, (1, length)) for length in (5, 37, 128)]
    pieces = [torch.from_numpy(one) for one in ids]
    masks = [torch.ones_like(one, dtype=torch.bool) for one in pieces]
    with torch.no_grad():
        embedded = [model.encoder.embed(one) for one in pieces]
        hidden = [model.encoder(one, mask) for one, mask in zip(pieces, masks, strict=True)]
        read = embedded
        for layer in model.tower.layers:
            read = [layer(one, None) for one in read]
    states = {
        name: {key: value.numpy() for key, value in part.state_dict().items()}
        for name, part in (("encoder", model.encoder), ("tower", model.tower))
    }
    states["encoder"]["word.weight"] = states["encoder"]["word.weight"][kept]
    places = [np.searchsorted(kept, one) for one in ids]
    write_graph(
        graph.embeddings_graph(states["encoder"]),
        target / EMBEDDINGS_FILE,
        [
            ({"input_ids": one}, wanted.numpy())
            for one, wanted in zip(places, embedded, strict=True)
        ],
    )
    return {
        "encoder": write_graph(
            graph.encoder_graph(states["encoder"], model.size.layers),
            target / ENCODER_FILE,
            [
                ({"embedded": one.numpy()}, wanted.numpy())
                for one, wanted in zip(embedded, hidden, strict=True)
            ],
        ),
        "tower": write_graph(
            graph.reader_graph(
                {**states["tower"], **blind_reader.graph_weights()}, model.size.tower
            ),
            target / TOWER_FILE,
            [
                ({graph.MARKED: one.numpy(), graph.STATES: state.numpy()}, wanted.numpy())
                for one, state, wanted in zip(embedded, hidden, read, strict=True)
            ],
        ),
    }


def write_graph(
    made: onnx.ModelProto,
    target: Path,
    checks: list[tuple[dict[str, npt.NDArray[Any]], npt.NDArray[np.float32]]],
) -> float:
    """Quantise a graph, once it agrees with PyTorch; returns the cosine of both answers.

    Args:
        made: the float graph.
        target: the file to write, compressed if its name ends with ".gz".
        checks: inputs, each with PyTorch's first output.

    Raises:
        ValueError: the float graph does not agree with PyTorch.

    """
    with tempfile.TemporaryDirectory() as folder:
        plain, bytewise = Path(folder) / "float.onnx", Path(folder) / "int8.onnx"
        onnx.save(made, str(plain))
        graph.quantize(plain, bytewise)
        exact, short = (
            onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            for path in (plain, bytewise)
        )
        content = bytewise.read_bytes()
        # Without the time of day, so that the same graph is the same file.
        target.write_bytes(gzip.compress(content, mtime=0) if target.suffix == ".gz" else content)
        cosines = []
        for given, wanted in checks:
            found = exact.run(None, given)[0]
            gap = float(np.abs(found - wanted).max())
            if gap > TOLERANCE:
                raise ValueError(f"{target.name} differs from PyTorch by {gap:.1e}")
            small = short.run(None, given)[0]
            norms = np.linalg.norm(small, axis=-1) * np.linalg.norm(found, axis=-1)
            cosines.append(float(((small * found).sum(-1) / norms).mean()))
    return round(float(np.mean(cosines)), 4)


def head_arrays(model: Joint) -> dict[str, npt.NDArray[Any]]:
    """The linear layers of every head as the worker reads them: (in, out), numbered.

    In half precision, which is more precise than the int8 vectors they read.
    """
    arrays = {"tower.roles": model.tower.roles.detach().numpy().astype(np.float16)}
    for name, head in model.heads.items():
        if name not in HEAD_LABELS:
            continue
        assert isinstance(head, torch.nn.Sequential)
        linear = [layer for layer in head if isinstance(layer, torch.nn.Linear)]
        for index, layer in enumerate(linear):
            weight = layer.weight.detach().numpy()
            arrays[f"{name}.{index}.weight"] = np.ascontiguousarray(weight.T, dtype=np.float16)
            arrays[f"{name}.{index}.bias"] = layer.bias.detach().numpy().astype(np.float16)
    return arrays


def calibrated(
    joint: Joint, data: Path, tokenizer: Tokenizer, arrays: dict[str, npt.NDArray[Any]]
) -> dict[str, dict[str, Any]]:
    """Describe every head, with its calibration fitted on examples held out of training.

    The tag heads' transition matrices are added to `arrays`.
    """
    heads: dict[str, dict[str, Any]] = {}

    def describe(name: str, fitted: calibrate.Calibration, count: int) -> None:
        heads[name] = {
            "labels": list(HEAD_LABELS[name]),
            "layers": sum(isinstance(one, torch.nn.Linear) for one in joint.heads[name].modules()),
            "temperature": fitted.temperature,
            "bias": fitted.bias,
            "calibrated_on": f"{count} examples held out of training",
        }

    for name, examples in read_texts(data).items():
        _, kept = held_out(examples)
        task = TextTask(name, kept, tokenizer)
        fitted = calibrate.fit_texts(joint, task)
        if name in LABELS:
            transition = calibrate.fit_transitions(joint, task, fitted.temperature)
            arrays[f"{name}.transition"] = transition
        describe(name, fitted, len(kept))
    for kind, (_, questions) in read_stances(data, "train").items():
        for name, fitted in calibrate.fit_stances(
            joint, StanceTask(kind, questions, tokenizer, kind)
        ).items():
            describe(name, fitted, len(questions))
    return heads


def export(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write all files; returns the contents of model.json."""
    torch.set_num_threads(1)
    target: Path = arguments.to
    target.mkdir(parents=True, exist_ok=True)
    state = torch.load(arguments.checkpoint, weights_only=True)
    joint = Joint(Size(**state["size"]))
    joint.load_state_dict(state["model"])
    joint.eval()
    whole = arguments.e5 / base_encoder.TOKENIZER_NAME
    tokenizer = Tokenizer.from_file(str(whole))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if arguments.tower_inner < joint.size.tower_inner:
        tasks = stance_tasks(arguments.data, [], tokenizer, "tower")
        joint = narrowing.with_narrow_tower(joint, arguments.tower_inner, [*tasks.values()])
    kept = vocabulary.kept_pieces(tokenizer, vocabulary.news_texts(arguments.data))
    cosines = write_graphs(joint, target, kept)
    small = vocabulary.shrunk(json.loads(whole.read_text(encoding="utf-8")), kept)
    (target / TOKENIZER_FILE).write_text(json.dumps(small, ensure_ascii=False), encoding="utf-8")
    arrays = head_arrays(joint)
    arrays |= topic_head.no_words(len(kept)) | blind_reader.arrays()
    heads = calibrated(joint, arguments.data, tokenizer, arrays)
    # NumPy's stub takes any keyword for allow_pickle.
    np.savez_compressed(target / HEADS_FILE, **arrays)  # type: ignore[arg-type]
    description: dict[str, Any] = {
        "model": arguments.name,
        "base": {
            "name": "e5-small-v2",
            "package": f"{base_encoder.GROUP}:{base_encoder.ARTIFACT}:{base_encoder.VERSION}",
            "sha256": base_encoder.ONNX_SHA256,
            "size": {**joint.size._asdict(), "pieces": len(kept)},
            "license": "MIT",
        },
        "recipe": state.get("recipe", {"unfinished_at_step": state.get("step")}),
        "int8_cosine": cosines,
        "heads": heads,
        "read": {"weights": {}, "fitted_on": "nothing: this tower cannot read yet"},
        "attributed": attribution_confidence.unfitted({}),
        "thresholds": {"attribution": 0.0},
    }
    write_description(target, description)
    topic_head.add(target, arguments.data, arguments.cache)
    description = attribution_confidence.add(target, arguments.data)
    cuts = stance_thresholds(target, arguments.data)
    description["thresholds"] |= {name: round(value, 4) for name, value in cuts.items()}
    write_description(target, description)
    return description


def write_description(directory: Path, description: dict[str, Any]) -> None:
    """Write model.json, with the hash of every file beside it."""
    description["sha256"] = {
        name: hashlib.sha256((directory / name).read_bytes()).hexdigest()
        for name in WEIGHT_FILES
        if name != VERIFIER_FILE or (directory / name).exists()
    }
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    (directory / MODEL_FILE).write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True, help="folder of the unpacked e5 jar")
    parser.add_argument("--cache", type=Path, required=True, help="folder for the articles' pieces")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--tower-inner", type=int, default=1152, help="the tower's inner units")
    parser.add_argument("--name", default="e5s6-tower-6")
    print(json.dumps(export(parser.parse_args()), indent=2))


if __name__ == "__main__":
    main()
