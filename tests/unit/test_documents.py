"""The commands, settings, metrics and files that the documents name exist."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from worker.cli.application import app
from worker.metrics.definitions import ARTICLES  # defines them
from worker.metrics.kinds import definitions
from worker.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(
        ROOT / name
        for name in ("README.md", "CONTRIBUTING.md", "k8s/README.md", "topics/README.md")
    ),
    *(ROOT / "docs").glob("*.md"),
]
BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`(?:\$ )?(?:\.venv/bin/)?(stancewire [^`]+)`")
PROGRAM = re.compile(r"(?:\.venv/bin/)?(stancewire .*)")

documents = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def commands_in(text: str) -> list[str]:
    """The ``stancewire`` command lines in a document: lines of code blocks, and code spans."""
    given = [line for block in BLOCK.findall(text) for line in typed(block)]
    lines = [found.group(1) for line in given if (found := PROGRAM.match(line))]
    return [*lines, *(" ".join(span.split()) for span in SPAN.findall(BLOCK.sub("", text)))]


def typed(block: str) -> list[str]:
    """The typed lines of a block: if some have a prompt, the others are output."""
    lines = block.splitlines()
    return [line[2:] for line in lines if line.startswith("$ ")] or lines


def fault(command: str) -> str | None:
    """What a command line uses that does not exist; it may be incomplete, or continue after |."""
    words = shlex.split(re.split(r"[|>#…;]", command)[0])[1:]
    known: Any = typer.main.get_command(app)
    while isinstance(known, TyperGroup) and words and not words[0].startswith("-"):
        name = words.pop(0)
        if name not in known.commands:
            return f"no command {name}"
        known = known.commands[name]
    options = {option for each in known.params for option in each.opts} | {"--help", "-h"}
    wrong = [word for word in words if word.startswith("-") and word not in options]
    return f"no option {wrong[0]}" if wrong else None


@documents
def test_a_command_that_is_shown_can_be_given(path: Path) -> None:
    faults = {command: fault(command) for command in commands_in(path.read_text("utf-8"))}
    assert not {command: said for command, said in faults.items() if said}


@pytest.mark.parametrize("command", ["stancewire tpics lag", "stancewire topics lag --al"])
def test_a_command_that_cannot_be_given_is_seen(command: str) -> None:
    assert fault(command)


@documents
def test_a_metric_that_is_named_is_measured(path: Path) -> None:
    assert ARTICLES
    known = {definition.name for definition in definitions()}
    named = set(re.findall(r"stancewire_[a-z_]+[a-z]", path.read_text("utf-8")))
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in named - known} <= known


@documents
def test_a_setting_that_is_named_can_be_set(path: Path) -> None:
    known = {f"STANCEWIRE_{name.upper()}" for name in Settings.model_fields}
    named = re.findall(r"STANCEWIRE_[A-Z_]+\*?", path.read_text("utf-8"))
    for name in named:
        family = name.removesuffix("*")
        assert name in known or (
            family != name and any(each.startswith(family) for each in known)
        ), name


@documents
def test_a_target_of_make_that_is_shown_is_there(path: Path) -> None:
    targets = set(
        re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    shown = re.findall(r"(?:`|^)make ([a-z0-9-]+)", path.read_text("utf-8"), re.MULTILINE)
    assert set(shown) <= targets


@documents
def test_a_file_that_is_linked_to_is_there(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    missing = [
        link for link in links if "://" not in link and not (path.parent / link).resolve().exists()
    ]
    assert not missing


def paths_in(section: str) -> list[str]:
    """The files and folders that a text names in code spans: ``topics/limits.py``."""
    spans = re.findall(r"`([^`\s]+)`", section)
    return [span for span in spans if "/" in span or span.endswith((".yaml", ".toml"))]


def test_a_file_that_is_to_be_changed_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = paths_in(text.partition("## Where to change what")[2].partition("\n## ")[0])
    assert "topics/limits.py" in named
    assert [path for path in named if not (ROOT / path).exists()] == []
