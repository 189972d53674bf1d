# ruff: noqa: RUF001 - the marks themselves
"""Every set of marks, spelled out once more; and no other module spells out its own."""

import ast
from pathlib import Path

import worker.nlp
from worker.nlp.english import marks

ROOT = Path(worker.nlp.__file__).parent
QUOTES = set("“”„«»‘’")

SPELLED = {
    "entities/gazetteer/legislators.py",
    "text/furniture.py",
    "text/furniture_lines.py",
    "text/glue.py",
}
"""Regular expressions that read better with the mark in place."""


def test_tokens_that_open_and_close():
    assert set("“‘«„([{\"'") | {"``"} == marks.OPENING_MARKS
    assert set("”’»)]}\"'") | {"''"} == marks.CLOSING_MARKS


def test_tokens_that_part_a_sentence():
    assert set(",;:–—") == marks.PAUSES
    assert set(",;:–—|") == marks.STOPS
    assert set(",;:–—|()[]") == marks.CLAUSE_MARKS
    assert {",", "–", "—", "--"} == marks.ASIDES


def test_characters():
    assert set(marks.DOUBLE_QUOTES) == set('“”„«»"')
    assert (set(marks.SINGLE_OPENERS), set(marks.SINGLE_CLOSERS)) == (set("‘'"), set("’'"))
    assert set(marks.APOSTROPHES) == set("'’")
    assert set(marks.HYPHENS) == set("-\u2010\u2011")
    assert set(marks.DASHES) == set("–—")


def spelled(path: Path) -> list[str]:
    """Strings of a module, docstrings aside, that hold a quotation mark of print."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in prose
        and QUOTES & set(node.value)
    ]


def test_no_other_module_spells_a_quotation_mark():
    others = {
        name: found
        for path in ROOT.rglob("*.py")
        if (name := path.relative_to(ROOT).as_posix()) != "english/marks.py"
        and name not in SPELLED
        and (found := spelled(path))
    }
    assert not others
