"""A run of the verifier: its plan, what it learns, and that it goes on where it stopped."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.stance_reader.network import Reader  # noqa: E402
from training.stance_verifier.examples import Example, Gathered  # noqa: E402
from training.stance_verifier.network import Verifier, batch_of  # noqa: E402
from training.stance_verifier.run import EXAMPLES, FINAL, Plan, Run, planned, train  # noqa: E402


def gathered(count: int = 4 * EXAMPLES) -> Gathered:
    """Stances that are right if the target's state is positive."""
    draw = np.random.default_rng(0)
    states = draw.normal(size=(count * 6, 384)).astype(np.float16)
    examples = []
    for number in range(count):
        label = number % 3
        states[number * 6 + 2] += 2 * (label == 1) - 2 * (label == 2)
        roles = [[2], [1] if number % 2 else [], [], [3]]
        places = list(range(5 + number % 2))
        examples.append(Example(number * 6, places, roles, number % 3, number % 2, label))
    return Gathered(examples, states)


def verifier() -> Verifier:
    torch.manual_seed(0)
    return Verifier(Reader(layers=1, inner=16, pieces=10, positions=8))


def test_every_example_is_seen_once_an_epoch() -> None:
    examples = gathered().examples
    steps = planned(examples, Plan(epochs=1.0))
    assert sorted(one.begin for some in steps for one in some) == [one.begin for one in examples]
    assert len(planned(examples, Plan(epochs=1.5))) == len(steps) * 3 // 2
    assert len(planned(examples, Plan(epochs=1.5, steps=2))) == 2


def test_a_batch_has_what_its_examples_have() -> None:
    found = gathered(2)
    batch = batch_of(found.examples, found)
    assert batch.states.shape == (2, 6, 384)
    assert batch.mask.sum(1).tolist() == [5, 6]
    assert batch.roles[1, 1].tolist() == [0, 1, 0, 0, 0, 0]
    assert np.allclose(batch.states[1].numpy(), found.states[6:12].astype(np.float32))


def test_padding_changes_no_score() -> None:
    found, model = gathered(2), verifier().eval()
    with torch.no_grad():
        together = model(batch_of(found.examples, found))
        alone = model(batch_of(found.examples[:1], found))
    assert torch.allclose(together[0], alone[0], atol=1e-5)


def test_a_run_learns_and_writes_its_end(tmp_path: Path) -> None:
    found, model = gathered(), verifier()
    run = Run(model, found)
    before = run.learn(found.examples[:EXAMPLES], 0.0)
    train(run, planned(found.examples, Plan(epochs=6.0)), tmp_path)
    assert run.learn(found.examples[:EXAMPLES], 0.0) < before - 0.1
    assert torch.load(tmp_path / FINAL, weights_only=True)["steps"] == run.step == 24


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.stance_verifier.run.SAVE_EVERY", 0.0)
    found = gathered()
    steps = planned(found.examples, Plan(epochs=1.0))
    train(Run(verifier(), found), steps[:2], tmp_path)
    run = Run(verifier(), found)
    train(run, steps, tmp_path)
    assert run.step == len(steps)
    assert '"begun_at": 2' in (tmp_path / "log.jsonl").read_text("utf-8")
