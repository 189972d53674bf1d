"""One row a type: the contract's names, and every view that is made from the rows."""

import json
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from topics.events import EntityType
from training.labels import ENTITY_LABELS
from worker.nlp.entities.gazetteer.lookup import DATA, Gazetteer
from worker.nlp.entities.kinds import CONFUSED, KINDS, MISC, TABLE, Kind, KindTable

ROOT = Path(__file__).parents[5]

COMET = Kind(
    type="comet",
    label="comet",
    head=MISC,
    spacy=("COMET",),
    file="comets",
    rank=8,
    under=CONFUSED,
    holder=True,
    target=False,
    place=True,
    adjective=True,
)
"""A type that the contract does not have."""

WITH_COMET = KindTable((*KINDS, COMET))


def test_the_table_has_the_types_of_the_contract():
    assert sorted(row.type for row in KINDS) == sorted(get_args(EntityType))


def test_no_two_types_have_one_rank_or_one_file():
    for values in ([row.rank for row in KINDS], [row.file for row in KINDS]):
        given = [value for value in values if value is not None]
        assert len(set(given)) == len(given)


def test_what_is_looked_up_by_type_has_a_list_and_every_list_is_there():
    assert all(row.file is not None for row in KINDS if row.rank is not None)
    assert TABLE.files.keys() == {path.stem for path in DATA.glob("*.json")}


def test_our_head_was_trained_on_these_labels_in_this_order():
    assert TABLE.head_labels == tuple(label.lower() for label in ENTITY_LABELS)


def test_a_name_that_no_list_has_is_a_place_and_never_a_country():
    assert TABLE.type_of["location"] == "place"
    assert MISC not in TABLE.type_of


@pytest.mark.parametrize(
    ("view", "types"),
    [
        ("holders", {"person", "organization", "country", "group", "place"}),
        ("places", {"country", "place", "facility"}),
        ("adjectives", {"country", "group", "organization"}),
    ],
)
def test_the_types_of_which_something_holds(view, types):
    assert getattr(TABLE, view) == types


def test_everything_but_a_building_can_be_a_target():
    assert TABLE.types - TABLE.targets == {"facility"}


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("location", ["country", "law", "event", "group", "place", "organization", "facility"]),
        ("person", ["country", "law", "event", "group", "place", "organization"]),
        ("facility", ["country", "place", "organization", "facility"]),
        ("product", ["country", "law", "event", "organization"]),
        ("work", ["country", "law", "event"]),
    ],
)
def test_a_label_says_which_lists_are_asked_and_in_which_order(label, types):
    assert list(TABLE.listed_under(label)) == types


def test_a_new_row_is_in_every_view():
    table = WITH_COMET
    for view in (table.types, table.holders, table.places, table.adjectives):
        assert "comet" in view
    assert "comet" not in table.targets
    assert table.look_up_order[-1] == "comet"
    assert table.files["comets"] == "comet"
    assert table.label_of["comet"] == "comet"
    assert table.type_of["comet"] == "comet"
    assert table.spacy_labels["COMET"] == "comet"
    assert "comet" in table.listed_under("comet")
    assert "comet" in table.listed_under(MISC)
    assert "comet" not in table.listed_under("person")


def test_a_new_row_changes_no_answer_about_the_others():
    assert WITH_COMET.look_up_order[:-1] == TABLE.look_up_order
    assert WITH_COMET.head_labels == TABLE.head_labels
    assert WITH_COMET.targets == TABLE.targets


def test_a_thing_that_neither_acts_nor_is_a_place_may_end_in_a_word_in_lower_case():
    assert TABLE.thing_labels == {"product", "event", "law", "work", "issue", MISC}
    assert WITH_COMET.thing_labels == TABLE.thing_labels


def test_the_list_of_a_new_row_is_read(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "comets.json").write_text(json.dumps([{"name": "Halley", "aliases": ["1P"]}]))
    known = Gazetteer(folder, WITH_COMET)
    record = known.look_up("comet", "1P")
    assert record is not None
    assert (record.name, record.type) == ("Halley", "comet")
    assert known.knows("Halley")


def test_every_type_has_a_colour_in_the_console():
    static = ROOT / "console" / "static"
    for file, pattern in (
        ("parts.js", 'TYPES = .*"{}"'),
        ("base.css", r"\n  --{}: #"),
        ("parts.css", r"\n\.t-{} {{"),
    ):
        text = (static / file).read_text("utf-8")
        for row in KINDS:
            assert re.search(pattern.format(row.type), text), (file, row.type)
