"""The image, as far as it can be checked without building it."""

import json
import re

from scripts.bill_of_materials import add_debian
from tests.unit.packaging.project import PROJECT, ROOT
from worker.cli.application import app

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


def test_the_base_image_is_pinned_and_brought_up_to_date() -> None:
    pinned = r"^ARG BASE_IMAGE=debian:[a-z]+-slim@sha256:[0-9a-f]{64}$"
    assert len(re.findall(pinned, DOCKERFILE, re.MULTILINE)) == 1
    assert len(re.findall(r"^ARG BASE_IMAGE", DOCKERFILE, re.MULTILINE)) == 1
    # A digest does not move: without this, security updates would wait for the next one.
    assert "apt-get upgrade --yes" in DOCKERFILE
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
