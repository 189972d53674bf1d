"""The wheel contains every package that its modules import, and no code that only generates
files."""

from tests.unit.packaging.borders import imports, modules
from tests.unit.packaging.project import PYPROJECT, ROOT

WHEEL = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
HOUSE = {path.name for path in ROOT.iterdir() if path.is_dir()}


def test_what_is_installed_imports_nothing_that_is_not() -> None:
    packages = set(WHEEL["packages"])
    assert {"topics", "worker"} <= packages <= HOUSE
    for module, path in modules(ROOT, packages).items():
        needed = {name.split(".")[0] for name in imports(path)} & HOUSE
        assert needed <= packages, f"{module} needs {needed - packages}"


def test_what_is_left_out_is_there_to_be_left_out() -> None:
    for name in WHEEL["exclude"]:
        assert (ROOT / name).is_file(), name


def test_training_tests_and_contract_are_not_installed() -> None:
    assert not set(WHEEL["packages"]) & {"training", "tests", "contract", "observability", "k8s"}
