"""From a checkpoint to the files that the worker ships.

    python -m training.export --data DIR --checkpoint OUT/final.pt --e5 OUT/e5 --to DIR

Writes encoder.int8.onnx, heads.npz, tokenizer.json and model.json. The float graph must agree
with PyTorch before it is quantised; calibration is fitted on what was held out of training,
thresholds are chosen on the dev sets with the quantised model itself.
"""

import argparse
import hashlib
import json
import math
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from tokenizers import Tokenizer

from training import calibrate, from_jar, graph, scorecard
from training.joint import held_out, read_train
from training.labels import POLARITIES, RELATIONS, TOPICS
from training.model import Joint
from training.scores import f1, threshold_for
from training.tasks import LABELS, Task
from worker.nlp.encoder import ENCODER_FILE, TOKENIZER_FILE, Encoder
from worker.nlp.heads import HEADS_FILE, MODEL_FILE, Heads

PRECISION: Final = 0.8
"""What a non-neutral decision must reach on dev before it is emitted."""

TOLERANCE: Final = 1e-4
"""Largest difference allowed between PyTorch and the float graph."""

HEAD_LABELS: Final = {
    **LABELS,
    "polarity": POLARITIES,
    "relation": RELATIONS,
    "topics": TOPICS,
}


def write_encoder(model: Joint, layers: int, target: Path) -> float:
    """Write the quantised graph.

    Returns:
        Mean cosine of int8 to float last hidden states on random pieces.

    Raises:
        ValueError: the float graph does not agree with PyTorch.

    """
    model.eval()
    weights = {name: value.numpy() for name, value in model.encoder.state_dict().items()}
    draw = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        onnx.save(graph.build(weights, layers), str(plain))
        graph.quantize(plain, target)
        exact, short = (
            onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            for path in (plain, target)
        )
        cosines = []
        for length in (5, 37, 128):
            ids = draw.integers(1000, 30000, (1, length))
            with torch.no_grad():
                pieces = torch.from_numpy(ids)
                wanted = model.encoder(pieces, torch.ones_like(pieces, dtype=torch.bool)).numpy()
            found = exact.run(None, {"input_ids": ids})[0]
            gap = float(np.abs(found - wanted).max())
            if gap > TOLERANCE:
                raise ValueError(f"the graph differs from PyTorch by {gap:.1e}")
            small = short.run(None, {"input_ids": ids})[0]
            norms = np.linalg.norm(small, axis=-1) * np.linalg.norm(found, axis=-1)
            cosines.append(float(((small * found).sum(-1) / norms).mean()))
    return float(np.mean(cosines))


def head_arrays(model: Joint) -> dict[str, npt.NDArray[np.float32]]:
    """The affine layers of every head as the worker reads them: (in, out), numbered."""
    arrays = {}
    for name, head in model.heads.items():
        assert isinstance(head, torch.nn.Sequential)
        linear = [layer for layer in head if isinstance(layer, torch.nn.Linear)]
        for index, layer in enumerate(linear):
            weight = layer.weight.detach().numpy()
            arrays[f"{name}.{index}.weight"] = np.ascontiguousarray(weight.T, dtype=np.float32)
            arrays[f"{name}.{index}.bias"] = layer.bias.detach().numpy().astype(np.float32)
    return arrays


def stance_thresholds(model: scorecard.Model, data: Path) -> dict[str, float]:
    """Where decisions that are not neutral begin to be right often enough, on the dev sets."""
    chosen = {}
    for name, decisions in (
        ("polarity", scorecard.polarity_decisions(model, data / "stance/newsmtsc/dev.jsonl")),
        ("stance", scorecard.relation_decisions(model, data / "stance/dse/dev.jsonl")),
    ):
        emitted = [one for one in decisions if one.said != "neutral"]
        chosen[name] = threshold_for(
            [one.confidence for one in emitted],
            [one.said == one.gold for one in emitted],
            PRECISION,
        )
    return chosen


def fit_topics(
    model: scorecard.Model, data: Path
) -> tuple[calibrate.Calibration, dict[str, float]]:
    """Calibrate the topic head on whole articles, and choose where to cut.

    Training saw headlines and definitions; an article's average over its sentences is less
    sharp. One temperature and one bias for all topics are fitted on the dev articles, which
    know six of them; the others get the same, and a cut at one half.
    """
    articles = scorecard.topic_decisions(model, data / "topics/masakhanews_dev.jsonl")
    judged = [
        (code, _logit(score), code == one.gold)
        for one in articles
        for code, score in one.scores.items()
    ]
    temperature, bias = calibrate.fit_scalar(
        [score for _, score, _ in judged], [right for _, _, right in judged]
    )
    chosen = {}
    for code in TOPICS:
        own = [
            (1 / (1 + math.exp(-(score / temperature + bias))), right)
            for other, score, right in judged
            if other == code
        ]
        chosen[f"topic:{code}"] = _best_cut(own)
    return calibrate.Calibration(temperature, [bias] * len(TOPICS)), chosen


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _best_cut(judged: list[tuple[float, bool]], default: float = 0.5) -> float:
    """The threshold of best F1 between 0.2 and 0.8; the default where there is no dev text."""
    if not judged:
        return default
    wanted = sum(right for _, right in judged)

    def quality(cut: float) -> float:
        found = [right for score, right in judged if score >= cut]
        return f1(sum(found), len(found), wanted)

    return max((step / 100 for step in range(20, 81, 5)), key=quality)


def export(arguments: argparse.Namespace) -> dict[str, Any]:
    """Write all files; returns what model.json says."""
    torch.set_num_threads(1)
    target: Path = arguments.to
    target.mkdir(parents=True, exist_ok=True)
    state = torch.load(arguments.checkpoint, weights_only=True)
    layers = int(state.get("layers", 6))
    joint = Joint(layers)
    joint.load_state_dict(state["model"])
    cosine = write_encoder(joint, layers, target / ENCODER_FILE)
    arrays = head_arrays(joint)
    shutil.copyfile(arguments.e5 / from_jar.TOKENIZER_NAME, target / TOKENIZER_FILE)
    tokenizer = Tokenizer.from_file(str(target / TOKENIZER_FILE))
    heads: dict[str, dict[str, Any]] = {}
    for name, examples in read_train(arguments.data).items():
        _, kept = held_out(examples)
        task = Task(name, kept, tokenizer)
        fitted = calibrate.fit(joint, task)
        if name in LABELS:
            arrays[f"{name}.transition"] = calibrate.fit_transitions(
                joint, task, fitted.temperature
            )
        heads[name] = {
            "labels": list(HEAD_LABELS[name]),
            "layers": sum(isinstance(one, torch.nn.Linear) for one in joint.heads[name].modules()),
            "temperature": fitted.temperature,
            "bias": fitted.bias,
            "calibrated_on": f"{len(kept)} examples held out of training",
        }
    np.savez(target / HEADS_FILE, **arrays)  # type: ignore[arg-type]
    description: dict[str, Any] = {
        "model": arguments.name,
        "base": {
            "name": "e5-small-v2",
            "package": f"{from_jar.GROUP}:{from_jar.ARTIFACT}:{from_jar.VERSION}",
            "sha256": from_jar.ONNX_SHA256,
            "layers": layers,
            "license": "MIT",
        },
        "recipe": state.get("recipe", {"unfinished_at_step": state.get("step")}),
        "int8_cosine": round(cosine, 4),
        "heads": heads,
        "thresholds": {},
    }
    heads["topics"] |= {"temperature": 1.0, "bias": [0.0] * len(TOPICS)}
    _write(target, description)
    model = scorecard.Model(Encoder.load(target), Heads.load(target))
    fitted, topic_cuts = fit_topics(model, arguments.data)
    heads["topics"] |= {
        "temperature": fitted.temperature,
        "bias": fitted.bias,
        "calibrated_on": "the articles of MasakhaNEWS dev, six of the 17 topics",
    }
    cuts = stance_thresholds(model, arguments.data) | topic_cuts
    description["thresholds"] = {name: round(value, 4) for name, value in cuts.items()}
    _write(target, description)
    return description


def _write(directory: Path, description: dict[str, Any]) -> None:
    description["sha256"] = {
        name: hashlib.sha256((directory / name).read_bytes()).hexdigest()
        for name in (ENCODER_FILE, HEADS_FILE, TOKENIZER_FILE)
    }
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    (directory / MODEL_FILE).write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(prog="python -m training.export", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True, help="where joint unpacked the jar")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--name", default="e5s6-joint-1")
    print(json.dumps(export(parser.parse_args()), indent=2))


if __name__ == "__main__":
    main()
