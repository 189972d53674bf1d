"""Read the table of allowed imports in CONTRIBUTING.md and compare the code with it."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEADING = "## Where things live"
ANYTHING = "anything"
NOTHING = "nothing"
BELOW = ".*"


@dataclass(frozen=True)
class Row:
    """One row of the table. ``may_import`` is None if anything is allowed."""

    names: tuple[str, ...]
    may_import: tuple[str, ...] | None


class Table:
    """The rows, by the folders and files of each."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = {name: row for row in rows for name in row.names}

    def home(self, module: str) -> str | None:
        """The most specific folder or file in the table that contains a module, or None."""
        parts = module.split(".")
        prefixes = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((prefix for prefix in prefixes if prefix in self.rows), None)

    def allows(self, importer: str, imported: str) -> bool:
        """Whether one module may import another. Both must be in the table."""
        home, other = self.home(importer), self.home(imported)
        assert home is not None, f"{importer} has no row in CONTRIBUTING.md"
        row = self.rows[home]
        if row.may_import is None or other in row.names:
            return True
        return any(self._covers(name, imported) for name in row.may_import)

    def _covers(self, name: str, module: str) -> bool:
        package = name.removesuffix(BELOW)
        if module != package and not module.startswith(package + "."):
            return False
        return name.endswith(BELOW) or self.home(module) == self.home(package)

    def graph(self) -> dict[str, set[str]]:
        """Each row's first name, and those of the rows from which it may import."""
        return {
            row.names[0]: {
                other.names[0]
                for name, other in self.rows.items()
                if other is not row and self._reaches(row, name)
            }
            for row in self.rows.values()
        }

    def _reaches(self, row: Row, name: str) -> bool:
        for allowed in row.may_import or ():
            package = allowed.removesuffix(BELOW)
            if self.home(package) == name:
                return True
            if allowed.endswith(BELOW) and name.startswith(package + "."):
                return True
        return False


def read_table(text: str) -> Table:
    """The table under HEADING: first column the folders, last one what they may import."""
    section = text.partition(HEADING)[2].partition("\n## ")[0]
    rows = []
    for line in re.findall(r"^\|( `.+)\|$", section, re.MULTILINE):
        cells = [cell.strip() for cell in line.split("|")]
        if not cells[-1]:  # no Python there
            continue
        names = tuple(map(_module_name, re.findall("`([^`]+)`", cells[0])))
        rows.append(Row(names, _allowed(cells[-1])))
    return Table(rows)


def _module_name(path: str) -> str:
    return path.removesuffix("/").removesuffix(".py").replace("/", ".")


def _allowed(cell: str) -> tuple[str, ...] | None:
    if cell == ANYTHING:
        return None
    if cell == NOTHING:
        return ()
    names = re.fullmatch(r"`[\w.*]+`(, `[\w.*]+`)*", cell)
    assert names, f"not a list of modules: {cell}"
    return tuple(re.findall("`([^`]+)`", cell))


def modules(root: Path, folders: Iterable[str]) -> dict[str, Path]:
    """Every module below these folders of a tree, by its dotted name."""
    found = {}
    for path in (path for folder in folders for path in (root / folder).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def faults(table: Table, known: Mapping[str, Path]) -> Iterator[str]:
    """``module: import`` for each import that the table does not allow."""
    tops = {name.split(".")[0] for name in table.rows}
    for module, path in known.items():
        for name in sorted(imports(path)):
            package = name.rpartition(".")[0]
            # `from package import name`: a module of that name, or something in the package.
            target = name if name in known or package not in known else package
            if target.split(".")[0] in tops and not table.allows(module, target):
                yield f"{module}: {target}"


@cache
def imports(path: Path, *, when_loaded: bool = False) -> frozenset[str]:
    """Absolute names that a file imports, ``package.name`` for ``from package import name``.

    Either all of them, or those that run when the file is loaded.
    """
    names: set[str] = set()

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports here are absolute"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif when_loaded and _runs_later_or_never(node):
            return
        for child in ast.iter_child_nodes(node):
            look(child)

    look(ast.parse(path.read_text("utf-8")))
    return frozenset(names)


def _runs_later_or_never(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.dump(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def loads(known: Mapping[str, Path]) -> dict[str, set[str]]:
    """Which of these modules each module loads when it is loaded."""
    graph = {}
    for module, path in known.items():
        names = imports(path, when_loaded=True)
        packages = {name.rpartition(".")[0] for name in names}
        graph[module] = ((names | packages) & known.keys()) - {module}
    return graph
