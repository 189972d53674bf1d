"""The contract explains every reason that can be counted, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from topics.abstentions import MEANINGS, REASONS
from worker.metrics.labels import ABSTENTIONS, OTHER
from worker.nlp.stance.guards.table import GUARDS

WORKER = Path(__file__).parents[3] / "worker"
COUNT = [*(WORKER / "nlp").rglob("*.py"), WORKER / "outgoing.py"]
"""The modules that may count a reason."""
COUNTS_A_GUARDS_REASON = "nlp/stance/reading.py"
"""The module that counts the reason of a row of the guards' table; all others name theirs."""


def test_each_reason_has_a_meaning_and_a_label_and_each_meaning_a_source() -> None:
    named = {reason for path in COUNT for reason in named_in(path)}
    assert named | {guard.reason for guard in GUARDS} == set(MEANINGS)
    assert (*REASONS, OTHER) == ABSTENTIONS


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_a_word_and_its_meaning_a_sentence(reason: str) -> None:
    assert re.fullmatch("[a-z][a-z_]+", reason)
    assert len(MEANINGS[reason].split()) > 6
    assert MEANINGS[reason].endswith(".")


def named_in(path: Path) -> Iterator[str]:
    """The keys under which a module adds to ``abstentions``: words, or constants that are words."""
    module = ast.parse(path.read_text("utf-8"))
    constants = dict(constants_of(module))
    for node in ast.walk(module):
        if not (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)):
            continue
        if not ast.unparse(node.value).endswith("abstentions"):
            continue
        for key in ast.walk(node.slice):
            match key:
                case ast.Constant(value=str(word)):
                    yield word
                case ast.Name(id=name) if name in constants:
                    yield constants[name]
                case ast.Name(id=name):
                    module_name = path.relative_to(WORKER).as_posix()
                    assert module_name == COUNTS_A_GUARDS_REASON, f"{module_name}: what is {name}?"


def constants_of(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(word)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(word)))
            ):
                yield name, word
