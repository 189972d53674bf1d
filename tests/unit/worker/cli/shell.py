"""The command in a shell, as people have it: redirected, piped, closed."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from tests.support.patience import patient
from tests.support.processes import end_with_parent

ROOT = Path(__file__).parents[4]
STANCEWIRE = f"{shlex.quote(sys.executable)} -m worker.cli.main"


def shell(line: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    # As users have it: what a full disk refused then stays in Python's buffer until the end.
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(
        ["sh", "-c", line.replace("stancewire", f"exec {STANCEWIRE}", 1)],
        cwd=cwd,
        env={**buffered, "PYTHONPATH": str(ROOT), "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"},
        capture_output=True,
        text=True,
        timeout=patient(60),
        check=False,
        preexec_fn=end_with_parent,
    )
