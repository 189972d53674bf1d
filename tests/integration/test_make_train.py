"""`make train` on tiny data: every step runs, and the resulting weights can be loaded.

It needs the environment that `make train` installs, several GB with PyTorch. Without it the test is
skipped: the worker and the other tests do not need it.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.small_training_data import write
from worker.nlp.analyzer import Analyzer

ROOT = Path(__file__).parents[2]
FETCHED = ROOT / "runs/latest"

pytestmark = pytest.mark.skipif(
    not (ROOT / ".venv-train/.train-installed").is_file(),
    reason="make train was never run here: no environment with PyTorch",
)


@pytest.mark.timeout(1800)
def test_every_step_runs_and_the_weights_are_whole(tmp_path: Path) -> None:
    write(tmp_path / "data")
    # What was downloaded once is not downloaded again.
    for name in ("base", "first/e5"):
        if (FETCHED / name).exists():
            (tmp_path / "runs" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "runs" / name).symlink_to((FETCHED / name).resolve())
    subprocess.run(
        ["make", "train", f"DATA={tmp_path / 'data'}", f"TRAINED={tmp_path / 'runs'}", "STEPS=3"],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=True,
        timeout=1700,
    )
    weights = tmp_path / "runs/weights"
    analyzer = Analyzer.load(weights)
    answer = analyzer.relation("Anna Kolb praised Peru.", p=(0, 9), q=(18, 22))
    assert sum(answer.values()) == pytest.approx(1, abs=1e-5)
    assert analyzer.enrichment("Anna Kolb praised Peru.").skipped is None
