"""Which contract changes are allowed."""

import copy

import pytest

from contract.compatibility import compare
from contract.releases import changes_since, last_release, objections, parse
from contract.schemas import all_schemas
from tests.contract.compatibility_cases import BREAKING, ENRICHED, FINE, NEW
from tests.contract.schema_edits import BASE, Edit, add, changed, remove
from topics.version import CONTRACT_VERSION


def breaks(path: str, edit: Edit) -> bool:
    changes = compare(BASE, changed(path, edit))
    return any(change.breaking for change in changes)


@pytest.mark.parametrize("name", FINE)
def test_a_change_that_harms_nobody_passes(name: str) -> None:
    path, edit = FINE[name]
    assert changed(path, edit) != BASE, "the edit changed nothing"
    assert not breaks(path, edit)


@pytest.mark.parametrize("name", BREAKING)
def test_a_change_that_harms_somebody_is_found(name: str) -> None:
    path, edit = BREAKING[name]
    assert changed(path, edit) != BASE, "the edit changed nothing"
    assert breaks(path, edit)


def test_nothing_changed_is_no_change() -> None:
    assert compare(BASE, copy.deepcopy(BASE)) == []


# --- The rule for a release -----------------------------------------------------------------


def test_the_present_schemas_may_follow_the_last_release() -> None:
    changes = changes_since(last_release(), all_schemas())
    assert objections(changes, last_release(), CONTRACT_VERSION) == []


def test_the_major_version_stands_in_the_topics_names() -> None:
    major, _ = parse(CONTRACT_VERSION)
    assert {path.split("/")[0].rsplit(".", 1)[1] for path in all_schemas()} >= {f"v{major}"}


@pytest.mark.parametrize(
    ("edit", "present", "allowed"),
    [
        (add("", "mood", NEW), "1.1", True),
        (add("", "mood", NEW), "1.0", False),
        (add("", "mood", NEW), "0.9", False),
        (remove("", "topics"), "1.1", False),
        (remove("", "topics"), "2.0", False),
        (dict.copy, "1.0", True),
    ],
)
def test_what_changed_needs_a_new_version(edit: Edit, present: str, *, allowed: bool) -> None:
    changes = compare(BASE, changed(ENRICHED, edit))
    assert (objections(changes, "1.0", present) == []) == allowed
