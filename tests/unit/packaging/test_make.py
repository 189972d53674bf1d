"""The everyday commands: make lists them, and runs every test."""

import os
import re
import subprocess

from tests.unit.packaging.project import ROOT


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()
    assert phony == re.findall(r"^  make (\S+)", listed, re.MULTILINE)


def test_every_folder_of_tests_is_run() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    line = re.findall(r"pytest (.+)$", shown, re.MULTILINE)[-1]
    holding = {
        f"tests/{p.relative_to(ROOT / 'tests').parts[0]}" for p in ROOT.glob("tests/*/**/test_*.py")
    }
    assert holding <= set(line.split())
    assert not list(ROOT.glob("tests/test_*.py")), "a test outside the folders would not be run"


def test_the_port_of_make_up_is_the_callers_not_the_environments() -> None:
    # Within `make test` these would tell the inner make that it is not the first.
    outer = {"MAKELEVEL", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES"}
    surroundings = {k: v for k, v in os.environ.items() if k not in outer} | {"PORT": "8080"}

    def shown(*words: str) -> str:
        return subprocess.run(
            ["make", "--dry-run", "up", *words],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert shown("PORT=9093").rstrip().endswith('stancewire up --port "9093"')
    assert shown().rstrip().endswith("stancewire up")
