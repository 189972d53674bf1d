"""Train in several processes, a core each, whose weights are averaged every few steps."""

from pathlib import Path
from typing import Final

import torch
from torch import distributed, nn

STEPS_ALONE: Final = 8
"""Steps that a process takes by itself between two averages."""


def join(rank: int, processes: int, folder: Path) -> None:
    """Meet the other processes of a run; they find each other by a file in a folder."""
    if processes > 1:
        meeting = (folder / "meeting").resolve()
        distributed.init_process_group(
            "gloo", init_method=f"file://{meeting}", rank=rank, world_size=processes
        )


def wait(processes: int) -> None:
    """Wait until every process of the run has come this far."""
    if processes > 1:
        distributed.barrier()


def average(model: nn.Module, processes: int) -> None:
    """Give every process the mean of what all have learned."""
    if processes == 1:
        return
    learned = [one for one in model.parameters() if one.requires_grad]
    with torch.no_grad():
        flat = torch.cat([one.detach().flatten() for one in learned])
        distributed.all_reduce(flat)
        flat /= processes
        at = 0
        for one in learned:
            one.copy_(flat[at : at + one.numel()].view_as(one))
            at += one.numel()
