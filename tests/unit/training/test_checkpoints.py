"""Checkpoints: a run goes on as if it had never stopped."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="only the extra 'train' installs it")

from training.checkpoints import resume, save  # noqa: E402 - it needs torch


class Small:
    """A run of one matrix."""

    def __init__(self) -> None:
        torch.manual_seed(1)
        self.module = torch.nn.Linear(3, 1)
        self.optimizer = torch.optim.AdamW(self.module.parameters(), lr=0.1)
        self.step, self.spent = 0, 0.0

    def learn(self) -> None:
        self.module(torch.rand(2, 3)).sum().backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        self.spent += 0.5


def test_a_resumed_run_takes_the_same_steps(tmp_path: Path) -> None:
    whole = Small()
    whole.learn()
    save(whole, tmp_path / "last.pt", "model")
    whole.learn()
    other = Small()
    torch.manual_seed(9)
    resume(other, tmp_path / "last.pt", "model")
    assert (other.step, other.spent) == (1, 0.5)
    other.learn()
    torch.testing.assert_close(other.module.weight, whole.module.weight)


def test_a_crash_while_writing_leaves_the_previous_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, path = Small(), tmp_path / "last.pt"
    save(run, path, "model")
    before = path.read_bytes()

    def crash(state: object, target: Path) -> None:
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(torch, "save", crash)
    with pytest.raises(KeyboardInterrupt):
        save(run, path, "model")
    assert path.read_bytes() == before
