"""Training in small: it learns, it resumes where it stopped, its graph is the same function."""

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch, which only the extra 'train' installs")
pytest.importorskip("onnx", reason="the export needs onnx, which only the extra 'train' installs")

import onnxruntime
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from training import graph
from training.data.examples import Pair, Tagged, Targets, Topical
from training.joint import Run, epoch_ends, plan, rate
from training.labels import TOPICS
from training.model import Joint
from training.tasks import Example, Task, buckets

WORDS = ["kolb", "ruiz", "praised", "blamed", "peru", "won", "the", "."]


@pytest.fixture
def tokenizer() -> Tokenizer:
    vocabulary = {"[UNK]": 100} | {word: 200 + index for index, word in enumerate(WORDS)}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
    made.pre_tokenizer = Whitespace()
    return made


@pytest.fixture
def tasks(tokenizer: Tokenizer) -> dict[str, Task]:
    words = ["kolb", "praised", "ruiz", "."]
    rows: dict[str, list[Example]] = {
        "entities": [Tagged(words, ["B-Person", "O", "B-Person", "O"])] * 6,
        "attribution": [Tagged(words, ["B-Source", "B-Cue", "B-Content", "O"])] * 6,
        "polarity": [Targets(words, [(2, 3, "favor"), (0, 1, "neutral")])] * 6,
        "relation": [Pair(words, (0, 1), (2, 3), "p_favor_q")] * 6,
        "topics": [Topical([words, ["peru", "won"]], frozenset(TOPICS[:1]), frozenset(TOPICS))] * 6,
    }
    return {name: Task(name, examples, tokenizer) for name, examples in rows.items()}


def make_run() -> Run:
    torch.manual_seed(3)
    model = Joint(layers=1)
    model.encoder.freeze_embeddings()
    model.train()
    return Run(model, seed=3, bf16=False)


def test_every_task_learns(tasks: dict[str, Task]) -> None:
    run = make_run()
    batches = plan(tasks, dict.fromkeys(tasks, 12.0), seed=3)
    losses: dict[str, list[float]] = {}
    for name, _, batch in batches:
        losses.setdefault(name, []).append(run.learn(tasks[name], batch, 1.0))
        run.step += 1
    for name, some in losses.items():
        assert some[-1] < some[0], name


def test_a_resumed_run_goes_on_as_if_never_stopped(tasks: dict[str, Task], tmp_path: Path) -> None:
    batches = plan(tasks, dict.fromkeys(tasks, 2.0), seed=3)

    def go(run: Run, until: int) -> None:
        while run.step < until:
            name, _, batch = batches[run.step]
            run.learn(tasks[name], batch, 1.0)
            run.step += 1

    straight = make_run()
    go(straight, 8)
    first = make_run()
    go(first, 4)
    first.save(tmp_path / "last.pt")
    second = make_run()
    second.resume(tmp_path / "last.pt")
    assert second.step == 4
    go(second, 8)
    for name, value in straight.model.state_dict().items():
        assert torch.equal(value, second.model.state_dict()[name]), name


def test_the_plan_spreads_and_repeats(tasks: dict[str, Task]) -> None:
    assert plan(tasks, dict.fromkeys(tasks, 3.0), 1) == plan(tasks, dict.fromkeys(tasks, 3.0), 1)
    batches = plan(tasks, dict.fromkeys(tasks, 3.0), 1)
    assert len(epoch_ends(batches)) == 3 * len(tasks)
    assert {name for name, _, _ in batches[: len(tasks) + 2]} == set(tasks)


def test_buckets_hold_every_example_once() -> None:
    lengths = [random.Random(1).randrange(3, 90) for _ in range(200)]
    batches = buckets(lengths, rows=8, budget=200, draw=random.Random(2))
    assert sorted(index for batch in batches for index in batch) == list(range(200))
    assert all(
        len(batch) == 1 or max(lengths[index] for index in batch) * len(batch) <= 200
        for batch in batches
    )


def test_rate_warms_up_and_comes_down() -> None:
    assert rate(0) == 0
    assert rate(0.06) == pytest.approx(1)
    assert rate(1) == 0


def test_padding_changes_nothing(tasks: dict[str, Task]) -> None:
    model = make_run().model.eval()
    ids = torch.tensor([[101, 200, 201, 102, 0, 0]])
    with torch.no_grad():
        padded = model.encoder(ids, ids > 0)[:, :4]
        plain = model.encoder(ids[:, :4], ids[:, :4] > 0)
    torch.testing.assert_close(padded, plain, atol=1e-5, rtol=0)


def test_the_graph_is_the_same_function() -> None:
    model = make_run().model.eval()
    weights = {name: value.numpy() for name, value in model.encoder.state_dict().items()}
    session = onnxruntime.InferenceSession(
        graph.build(weights, 1).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    ids = np.array([[101, 200, 201, 205, 102]])
    (found,) = session.run(None, {"input_ids": ids})
    with torch.no_grad():
        pieces = torch.from_numpy(ids)
        wanted = model.encoder(pieces, torch.ones_like(pieces, dtype=torch.bool)).numpy()
    np.testing.assert_allclose(found, wanted, atol=1e-4)
