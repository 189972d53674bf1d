"""The published files name no machine and no registry, and are complete."""

import re
from collections.abc import Iterator

import pytest

from tests.unit.packaging.project import PROJECT, ROOT, tracked

# Written in parts, or the test would find this file.
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
    for name in tracked():
        path = ROOT / name
        if not path.is_symlink() and b"\0" not in (data := path.read_bytes()):
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
