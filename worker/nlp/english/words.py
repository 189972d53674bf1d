"""The word lists of the rules, by name; each file has the lists of one package."""

import json
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "data" / "words"


@cache
def all_lists() -> dict[str, str]:
    """All lists by name; the entries of a list are separated by spaces.

    Raises:
        ValueError: two files have lists of the same name.

    """
    lists: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.json")):
        room: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        twice = lists.keys() & room.keys()
        if twice:
            raise ValueError(f"{path.name} repeats the lists {', '.join(sorted(twice))}")
        lists |= room
    return lists


def word_list(name: str) -> frozenset[str]:
    """The entries of a list; KeyError if there is no list of that name.

    Call it while the module is imported: a test fails for a list that no import reads.
    """
    return frozenset(all_lists()[name].split())


def word_pairs(name: str) -> dict[str, str]:
    """The entries of a list of pairs, such as ``bob=robert``; KeyError as for ``word_list``."""
    return dict(entry.split("=", maxsplit=1) for entry in all_lists()[name].split())
