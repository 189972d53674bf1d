import subprocess
import sys

from tests.support.patience import patient

SCRIPT = """
import sys
import worker.engine.app, worker.enricher
print([name for name in ("spacy", "onnxruntime", "numpy") if name in sys.modules])
"""


def test_the_worker_s_main_process_loads_no_language_pipeline() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=patient(60),
        check=True,
    )
    assert done.stdout.strip() == "[]"
