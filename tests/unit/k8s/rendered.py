"""The overlays as kubectl renders them, rendered once per test run."""

import shutil
import sys
from functools import cache
from pathlib import Path

import pytest

from k8s.tools.places import FOLDERS, Manifest, render

if not (Path(sys.executable).with_name("kubectl").is_file() or shutil.which("kubectl")):
    # On Linux the dev extra contains it, so its absence is a fault there, no reason to skip.
    if sys.platform == "linux":
        raise FileNotFoundError("no kubectl in this environment: make clean, then make test")
    pytest.skip("kubectl is not installed here", allow_module_level=True)


@cache
def overlay(name: str) -> tuple[Manifest, ...]:
    return tuple(render(FOLDERS[name]))


def of_kind(name: str, kind: str) -> list[Manifest]:
    return [manifest for manifest in overlay(name) if manifest["kind"] == kind]


def one(name: str, kind: str, called: str = "stancewire") -> Manifest:
    (found,) = (m for m in of_kind(name, kind) if m["metadata"]["name"] == called)
    return found
