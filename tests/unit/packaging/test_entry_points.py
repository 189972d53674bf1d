"""The modules and functions that pyproject.toml names exist."""

from importlib import import_module

import pytest

from tests.unit.packaging.project import PROJECT

NAMED = {**PROJECT["scripts"]} | {
    name: where for group in PROJECT["entry-points"].values() for name, where in group.items()
}


@pytest.mark.parametrize("name", NAMED)
def test_an_entry_point_is_something_to_call(name: str) -> None:
    module, _, function = NAMED[name].partition(":")
    assert callable(getattr(import_module(module), function))


def test_every_spacy_factory_begins_with_the_projects_name() -> None:
    assert all(name.startswith("stancewire") for name in NAMED)
