#!/usr/bin/env python3
"""Check that the tests of what finds stances notice a changed line.

usage: mutants.py [--only PART]

Each mutant is one line of a module of worker/nlp, changed. It is run against the test file of that
module alone, in a process of its own; the files here stay as they are. Prints the mutants that no
test notices, and exits with 1 if there are any. Only where processes can be forked (Linux, macOS).
Run it with the project's own Python: .venv/bin/python scripts/mutants.py
"""

import argparse
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
ROOM: Final = "worker/nlp"
PRELOADED: Final = (
    "tests.conftest",
    "tests.unit.worker.nlp.stand_ins",
    "worker.nlp.model.heads",
    "worker.nlp.model.judge",
    "worker.nlp.attribution.reporting",
    "worker.nlp.english.quotations",
    "worker.nlp.english.verbs",
    "worker.nlp.english.windows",
)
"""What the tests need and no mutant changes: imported once, for all processes."""

NOTICED: Final = (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED)


class Mutant(NamedTuple):
    """One change: ``line`` is in the module once, and becomes ``changed``."""

    module: str
    line: str
    changed: str


def mutants() -> list[Mutant]:
    """All changes; mutants.json has, for each module, its lines and what each becomes."""
    changes = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return [
        Mutant(module, line, changed) for module, some in changes.items() for line, changed in some
    ]


class Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module from a changed text, and leaves all others alone."""

    def __init__(self, module: str, path: Path, text: str) -> None:
        self._module, self._path, self._text = module, path, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find the one module."""
        del path, target
        if fullname != self._module:
            return None
        return importlib.util.spec_from_file_location(fullname, self._path, loader=self)

    def get_source(self, fullname: str) -> str:
        """The changed text."""
        del fullname
        return self._text

    def get_code(self, fullname: str) -> CodeType:
        """The changed text, compiled."""
        return compile(self.get_source(fullname), str(self._path), "exec")


def changed_text(mutant: Mutant) -> str:
    """The module with its line changed; SystemExit where the line is not there once."""
    text = (ROOT / ROOM / f"{mutant.module}.py").read_text(encoding="utf-8")
    if text.count(mutant.line) != 1:
        raise SystemExit(f"{mutant.module}: {text.count(mutant.line)} times {mutant.line!r}")
    return text.replace(mutant.line, mutant.changed)


def test_file_of(module: str) -> Path:
    """The test file that mirrors a module."""
    folder, _, name = module.rpartition("/")
    return ROOT / "tests/unit" / ROOM / folder / f"test_{name}.py"


def noticed(mutant: Mutant | None, module: str) -> bool:
    """Whether the module's own test file fails with the mutant, or as it is if there is none."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant, module))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) in NOTICED


def _run(mutant: Mutant | None, module: str) -> int:
    if mutant is not None:
        path = ROOT / ROOM / f"{module}.py"
        name = f"{ROOM}/{module}".replace("/", ".")
        sys.meta_path.insert(0, Changed(name, path, changed_text(mutant)))
    with Path(os.devnull).open("w") as silence, contextlib.redirect_stdout(silence):
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--no-header"]
        return int(pytest.main([*arguments, str(test_file_of(module))]))


def main() -> int:
    """Try every mutant; returns the exit status."""
    parser = argparse.ArgumentParser(description="Check that tests notice a changed line.")
    parser.add_argument("--only", default="", metavar="PART", help="of a module's name")
    only = parser.parse_args().only
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    chosen = [mutant for mutant in mutants() if only in mutant.module]
    for mutant in chosen:
        changed_text(mutant)
    # What does not change is imported once, before the processes part.
    for module in PRELOADED:
        importlib.import_module(module)
    names = {f"{ROOM}/{mutant.module}".replace("/", ".") for mutant in chosen}
    assert not names & sys.modules.keys()
    for module in dict.fromkeys(mutant.module for mutant in chosen):
        if noticed(None, module):
            raise SystemExit(f"{test_file_of(module)} fails as it is")
    survivors = 0
    for mutant in chosen:
        if not noticed(mutant, mutant.module):
            survivors += 1
            print(f"survives: {mutant.module}: {mutant.line!r} -> {mutant.changed!r}", flush=True)
    print(f"{len(chosen) - survivors} of {len(chosen)} mutants are noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
