"""The table of rights, and the page that is generated from it."""

from pathlib import Path

from topics.catalogue import Catalogue
from topics.cluster.rights import USERS, page

ROOT = Path(__file__).resolve().parents[4]


def test_no_right_is_listed_twice_or_implied_by_another() -> None:
    for rights in USERS.values():
        found = list(rights(Catalogue(), "g"))
        assert len(found) == len(set(found))
        for right in found:
            if right.operation == "Describe":
                others = {(one.name, one.operation) for one in found}
                assert not {(right.name, "Read"), (right.name, "Write")} & others


def test_the_page_is_the_generated_one() -> None:
    written = (ROOT / "docs" / "rights.md").read_text("utf-8")
    assert written == page(), "run `make docs`"
