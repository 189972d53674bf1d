"""A flame graph of one process that reads the samples, by py-spy, into docs/flame.svg."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

GRAPH: Final = Path(__file__).resolve().parents[1] / "docs" / "flame.svg"
RATE: Final = 100
"""Samples a second."""


def draw(rounds: int, to: Path = GRAPH) -> bool:
    """Read the samples so many times and draw where the time went.

    Returns:
        False where py-spy is missing or may not look at another process; says so on standard error.

    """
    spy = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or shutil.which("py-spy")
    if spy is None:
        print("py-spy is not installed: no flame graph", file=sys.stderr)
        return False
    command = [spy, "record", "--rate", str(RATE), "--format", "flamegraph", "--output", str(to)]
    child = [sys.executable, "-m", "bench.read_samples", str(rounds)]
    done = subprocess.run([*command, "--", *child], capture_output=True, text=True, check=False)
    if done.returncode or not to.exists():
        print(f"py-spy drew no flame graph: {done.stderr.strip()[-200:]}", file=sys.stderr)
        return False
    # It names the folder of this checkout in every frame, which says nothing to others.
    root = f"{Path(__file__).resolve().parents[1]}/"
    text = to.read_text("utf-8").replace(root, "").replace(f"{sys.prefix}/", "")
    to.write_text("".join(f"{line.rstrip()}\n" for line in text.splitlines()), encoding="utf-8")
    return True
