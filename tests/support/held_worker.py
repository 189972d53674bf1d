"""The worker, but its batches wait before they are sent until a file is there.

``STANCEWIRE_TEST_GATE`` names the file; beside it, with ``.reached`` behind its name, is one that
says that a batch waits.
"""

import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from worker.cli.main import main
from worker.delivery import Delivery, Parcel

_LOOK_SECONDS = 0.02
_plain = Delivery._send_all


async def _send_all(self: Delivery, parcels: Sequence[Parcel]) -> None:
    await asyncio.to_thread(_wait, Path(os.environ["STANCEWIRE_TEST_GATE"]))
    await _plain(self, parcels)


def _wait(gate: Path) -> None:
    reached(gate).touch()
    while not gate.exists():
        time.sleep(_LOOK_SECONDS)


def reached(gate: Path) -> Path:
    """The file that says that a batch waits for this gate."""
    return gate.with_name(f"{gate.name}.reached")


if __name__ == "__main__":
    Delivery._send_all = _send_all  # type: ignore[method-assign]
    sys.argv = ["stancewire", "run"]
    main()
