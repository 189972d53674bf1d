"""The machine and the code that were measured."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from worker.nlp.model.packaged import model_version

_FLAGS = ("avx2", "avx512f", "avx_vnni", "avx512_vnni", "amx_int8", "asimddp", "i8mm")


def machine() -> dict[str, str]:
    """What figures depend on, by name."""
    return {
        "processor": _processor(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        **{name: version(name) for name in ("onnxruntime", "numpy", "spacy")},
        "weights": model_version(),
        "commit": _commit(),
        "load before": f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return platform.processor()
    fields = [line.partition(":") for line in path.read_text(encoding="utf-8").splitlines()]
    found = {name.strip(): value.strip() for name, _, value in fields}
    flags = (found.get("flags") or found.get("Features") or "").split()
    kinds = " ".join(flag for flag in _FLAGS if flag in flags)
    return f"{found.get('model name', platform.machine())} ({kinds or 'no vector flags'})"


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], check=False, capture_output=True, text=True
    )
    return done.stdout.strip() or "unknown"
