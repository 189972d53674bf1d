"""Rows of sentences with what must be found in them, through the real pipeline.

A test keeps its rows in ``NAME.jsonl`` beside itself, each with an ``id`` and a ``kind``, and in
``NAME_open.json`` the ids of those that do not hold yet. One that holds must leave that list.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from spacy.language import Language

from worker.nlp.pipeline import load

_NOT_YET: Final = pytest.mark.xfail(
    # Not strict: what the model is unsure of may come out otherwise on another processor.
    strict=False,
    reason="does not hold yet",
    raises=AssertionError,
)


class Rows:
    """The rows of one file."""

    def __init__(self, test: str, name: str) -> None:
        """Read the rows called ``name`` in the folder of the test module ``test``."""
        folder = Path(test).parent
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        self._rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
        self._open: list[str] = json.loads(
            (folder / f"{name}_open.json").read_text(encoding="utf-8")
        )

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Each row."""
        return iter(self._rows)

    @property
    def each(self) -> pytest.MarkDecorator:
        """Runs a test on every row."""
        return pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in self])

    @property
    def each_that_should_hold(self) -> pytest.MarkDecorator:
        """Runs a test on every row; it may fail on those that do not hold yet."""
        marked = [
            pytest.param(row, id=row["id"], marks=[_NOT_YET] if row["id"] in self._open else [])
            for row in self
        ]
        return pytest.mark.parametrize("row", marked)

    def check(self, least: int) -> None:
        """Check that ids are unique, open rows exist, and each kind has enough rows."""
        ids = [row["id"] for row in self]
        assert len(set(ids)) == len(ids)
        assert len(set(self._open)) == len(self._open)
        assert set(self._open) <= set(ids)
        kinds = Counter(row["kind"] for row in self)
        assert min(kinds.values()) >= least, kinds

    def kinds(self) -> set[str]:
        """All kinds."""
        return {row["kind"] for row in self}


def pipeline_up_to(component: str) -> Language:
    """The real pipeline without what comes after a component."""
    nlp = load()
    for name in nlp.pipe_names[nlp.pipe_names.index(component) + 1 :]:
        nlp.remove_pipe(name)
    return nlp


def plain(text: str) -> str:
    """The text in small letters, without an article."""
    small = text.casefold()
    articles = ("the ", "a ", "an ")
    return next((small.removeprefix(a) for a in articles if small.startswith(a)), small)
