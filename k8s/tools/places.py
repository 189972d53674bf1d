"""The paths of ``k8s/``, and how its files are read and rendered."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
K8S = ROOT / "k8s"
OVERLAYS = tuple(sorted(path.name for path in (K8S / "overlays").iterdir() if path.is_dir()))
CONSOLE = K8S / "console"
FOLDERS = {**{name: K8S / "overlays" / name for name in OVERLAYS}, "console": CONSOLE}
"""Everything that is applied by itself: the overlays, and the console beside one of them."""
Manifest = dict[str, Any]


def kubectl() -> str:
    """The kubectl of this environment, else the machine's. Raises FileNotFoundError."""
    beside = Path(sys.executable).with_name("kubectl")
    found = str(beside) if beside.is_file() else shutil.which("kubectl")
    if not found:
        raise FileNotFoundError(
            "kubectl not found: the dev extra contains it on Linux; elsewhere, install it"
        )
    return found


def render(folder: Path) -> list[Manifest]:
    """The objects that ``kubectl apply -k`` would send."""
    done = subprocess.run(
        [kubectl(), "kustomize", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ValueError(f"{folder.name} cannot be rendered: {done.stderr.strip()}")
    return [manifest for manifest in yaml.safe_load_all(done.stdout) if manifest]


def read_env(path: Path) -> dict[str, str]:
    """The variables of a ``settings.env``."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def overlay_env(overlay: str) -> dict[str, str]:
    """The base's variables, overridden by the overlay's."""
    own = K8S / "overlays" / overlay / "settings.env"
    return read_env(K8S / "base" / "settings.env") | (read_env(own) if own.is_file() else {})


def definitions() -> Iterator[Manifest]:
    """The operators' custom resource definitions."""
    for path in sorted((K8S / "definitions").glob("*.yaml")):
        yield yaml.safe_load(path.read_text("utf-8"))
