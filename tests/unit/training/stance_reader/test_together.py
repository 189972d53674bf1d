"""Processes that train together, and what each has after an average."""

import pytest

torch = pytest.importorskip("torch")

from torch import distributed, nn  # noqa: E402 - torch may not be there

from training.stance_reader import together  # noqa: E402


class Small(nn.Module):
    def __init__(self, *values: float) -> None:
        super().__init__()
        self.frozen = nn.Parameter(torch.tensor([values[0]]), requires_grad=False)
        self.square = nn.Parameter(torch.tensor([values[1:3], values[3:5]]))
        self.single = nn.Parameter(torch.tensor(values[5]))


def values(model: Small) -> list[float]:
    return [*model.frozen.tolist(), *model.square.flatten().tolist(), model.single.item()]


def test_alone_nothing_changes(tmp_path) -> None:
    model = Small(*(float(one) for one in range(6)))
    together.join(0, 1, tmp_path)
    together.average(model, 1)
    assert values(model) == [0, 1, 2, 3, 4, 5]
    assert not distributed.is_initialized()


def test_an_average_is_the_mean_of_what_all_have_learned(monkeypatch) -> None:
    others = torch.tensor([3.0, 4.0, 5.0, 6.0, 17.0])
    monkeypatch.setattr(distributed, "all_reduce", lambda flat: flat.add_(others))
    model = Small(*(float(one) for one in range(6)))
    together.average(model, 2)
    assert values(model) == [0, 2, 3, 4, 5, 11]


def test_processes_meet_by_a_file(tmp_path, monkeypatch) -> None:
    told = {}
    monkeypatch.setattr(distributed, "init_process_group", lambda *_, **how: told.update(how))
    together.join(1, 2, tmp_path)
    assert told["init_method"] == f"file://{(tmp_path / 'meeting').resolve()}"
    assert (told["rank"], told["world_size"]) == (1, 2)
