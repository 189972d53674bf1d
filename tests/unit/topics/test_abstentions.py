"""The contract's abstention reasons are those that worker/nlp counts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from topics.abstentions import MEANINGS, REASONS
from worker.metrics.labels import ABSTENTIONS, OTHER
from worker.nlp.stance.guards.table import Reason

NLP = Path(__file__).parents[3] / "worker/nlp"


def test_each_reason_that_can_be_counted_is_explained_and_no_other() -> None:
    counted = {reason for path in NLP.rglob("*.py") for reason in counted_in(path)}
    assert counted == set(REASONS)


def test_the_guards_count_what_their_type_says() -> None:
    assert set(get_args(Reason)) == set(paired_with_a_name(parsed(NLP / "stance/guards/table.py")))


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_a_word_and_its_meaning_a_sentence(reason: str) -> None:
    assert re.fullmatch("[a-z][a-z_]+", reason)
    assert len(MEANINGS[reason].split()) > 6
    assert MEANINGS[reason].endswith(".")


def test_the_metric_has_a_label_for_each() -> None:
    assert (*REASONS, OTHER) == ABSTENTIONS


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def counted_in(path: Path) -> Iterator[str]:
    """The keys under which a module adds to ``abstentions``.

    Each is a word, or a name for words of the module, or for what a guard gave: then the module
    pairs its reasons with what looks for them, or asks the guards elsewhere for their objection.
    """
    module = parsed(path)
    for node in ast.walk(module):
        if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)):
            continue
        if not ast.unparse(node.value).endswith("abstentions"):
            continue
        for key in ast.walk(node.slice):
            match key:
                case ast.Constant(value=str(word)):
                    yield word
                case ast.Name(id=name):
                    given = {*words_called(name, module), *paired_with_a_name(module)}
                    if imports_an_objection(module):
                        given |= set(get_args(Reason))
                    assert given, f"{path.name}: where does {name} come from?"
                    yield from given


def words_called(name: str, module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=str(word)))
                | ast.AnnAssign(target=ast.Name(id=target), value=ast.Constant(value=str(word)))
            ):
                if target == name:
                    yield word


def imports_an_objection(module: ast.Module) -> bool:
    imported = [node for node in module.body if isinstance(node, ast.ImportFrom)]
    return any(alias.name.startswith("objection") for node in imported for alias in node.names)


def paired_with_a_name(module: ast.Module) -> Iterator[str]:
    """The words that are in a pair with something that is not a word: ``("irony", ironic)``."""
    for node in ast.walk(module):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            words = [
                each.value
                for each in node.elts
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if len(words) == 1:
                yield from words
