"""Every import of the project is allowed by the table in CONTRIBUTING.md."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.unit.packaging.borders import Table, faults, imports, loads, modules, read_table
from tests.unit.packaging.project import ROOT, tracked

TABLE = read_table((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
MODULES = modules(ROOT, {name.split(".")[0] for name in TABLE.rows} - {"tests"})


def circle(graph: Mapping[str, Iterable[str]]) -> str:
    """The modules of an import circle, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return " -> ".join(reversed(error.args[1]))
    return ""


def outside(package: str) -> dict[str, set[str]]:
    """What a package's modules import from outside the project and the standard library."""
    known = sys.stdlib_module_names | {name.split(".")[0] for name in TABLE.rows}
    found: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        if module == package or module.startswith(package + "."):
            tops = {name.split(".")[0] for name in imports(path)}
            found[module] = tops - known
    return found


def test_no_import_crosses_a_border() -> None:
    assert not list(faults(TABLE, MODULES))


def test_no_module_imports_itself_in_a_circle() -> None:
    assert not circle(loads(MODULES))


def test_the_table_allows_no_circle() -> None:
    assert not circle(TABLE.graph())


def test_every_module_has_a_row() -> None:
    names = [path.removesuffix(".py").replace("/", ".") for path in tracked("*.py")]
    assert "topics.catalogue" in names
    assert not [name for name in names if TABLE.home(name) is None]


def test_every_row_is_about_something_that_exists() -> None:
    listed = {name for row in TABLE.rows.values() for name in row.may_import or ()}
    for name in TABLE.rows.keys() | {name.removesuffix(".*") for name in listed}:
        path = ROOT / name.replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").is_file(), name


def test_every_permission_is_used() -> None:
    for row in set(TABLE.rows.values()):
        for permission in row.may_import or ():
            fewer = tuple(one for one in row.may_import or () if one != permission)
            others = [other for other in TABLE.rows.values() if other is not row]
            narrower = Table([*others, replace(row, may_import=fewer)])
            assert list(faults(narrower, MODULES)), f"{row.names} do not need {permission}"


def test_the_language_side_has_no_kafka_no_asyncio_no_clock_and_no_randomness() -> None:
    impure = {"faust", "mode", "kafka", "aiokafka", "asyncio", "time", "random", "secrets"}
    for module, path in MODULES.items():
        if module.startswith("worker.nlp."):
            assert not impure & {name.split(".")[0] for name in imports(path)}, module


def test_torch_stays_in_training() -> None:
    for package in ("stancewire", "topics", "worker", "local_kafka", "console"):
        for module, packages in outside(package).items():
            assert not packages & {"torch", "onnx", "sklearn"}, module


def test_the_contract_needs_pydantic_alone_but_for_its_extras() -> None:
    extras = {"topics.cluster": {"kafka"}, "topics.fingerprint": {"rensa"}}
    for module, packages in outside("topics").items():
        allowed = {"pydantic", "pydantic_core"}
        for name, more in extras.items():
            if module == name or module.startswith(name + "."):
                allowed |= more
        assert packages <= allowed, module


# --- A small project, to check that the faults in it are found ------------------------------

SMALL_TABLE = """
## Where things live

| folder | what | may import |
|---|---|---|
| `ground/` | what all share | nothing |
| `house/` | | `ground.events`, `house.rooms` |
| `house/rooms/` | | `ground` |
| `house/rooms/attic.py` | | `house.rooms` |
| `shop/` | | `house.*` |
| `tools/` | | anything |
| `pictures/` | no Python | |

## Something else

| `elsewhere/` | not of this table | anything |
"""


def crossing(root: Path, **files: str) -> list[str]:
    """The faults in a project of these files; ``__`` in a name means a slash."""
    for name in ("ground__events", "ground__other", "house__cellar", "house__rooms__hall"):
        files.setdefault(name, "")
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    table = read_table(SMALL_TABLE)
    return list(faults(table, modules(root, ["ground", "house", "shop", "tools"])))


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("ground__events", "import ground.other"),
        ("house__cellar", "from house import other"),
        ("house__cellar", "from ground.events import Article"),
        ("house__cellar", "from ground import events"),
        ("house__cellar", "import house.rooms.hall"),
        ("house__rooms__hall", "from ground import other"),
        ("house__rooms__attic", "from house.rooms.hall import carpet"),
        ("shop__till", "from house.rooms import attic"),
        ("tools__saw", "import shop.till"),
        ("ground__events", "import json"),
        ("ground__events", "import elsewhere.thing"),
    ],
)
def test_what_the_table_says_is_allowed(tmp_path: Path, importer: str, line: str) -> None:
    assert crossing(tmp_path, **{importer: line}) == []


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("ground__events", "from house import cellar"),
        ("ground__events", "def later():\n    import tools.saw"),
        ("house__cellar", "from ground import other"),
        ("house__cellar", "from house.rooms.attic import box"),
        ("house__cellar", "from house.rooms import attic"),
        ("house__cellar", "import shop.till"),
        ("house__rooms__hall", "from house import cellar"),
        (
            "house__rooms__hall",
            "if TYPE_CHECKING:\n    import house",
        ),
        ("house__rooms__attic", "import ground.events"),
        ("shop__till", "import ground.events"),
    ],
)
def test_what_the_table_does_not_say_is_a_fault(tmp_path: Path, importer: str, line: str) -> None:
    (found,) = crossing(tmp_path, **{"house__rooms__attic": "", importer: line})
    assert found.startswith(importer.replace("__", ".") + ": ")


def test_the_worker_may_not_import_its_command_line() -> None:
    assert not TABLE.allows("worker.settings", "worker.cli.failures")
    assert not TABLE.allows("worker.cli.failures", "worker.cli.commands.run")
    assert TABLE.allows("worker.cli.commands.run", "worker.cli.failures")


def test_a_circle_is_seen_in_the_table_and_between_modules(tmp_path: Path) -> None:
    assert circle(read_table(SMALL_TABLE).graph()) == ""
    turned = SMALL_TABLE.replace("| what all share | nothing |", "| what all share | `shop` |")
    assert "ground" in circle(read_table(turned).graph())
    (tmp_path / "one.py").write_text("import two")
    (tmp_path / "two.py").write_text("from one import name")
    names = {"one": tmp_path / "one.py", "two": tmp_path / "two.py"}
    assert circle(loads(names)) in {"one -> two -> one", "two -> one -> two"}
    (tmp_path / "three.py").write_text("def later():\n    from one import name")
    assert circle(loads({"one": tmp_path / "one.py", "two": tmp_path / "three.py"})) == ""
