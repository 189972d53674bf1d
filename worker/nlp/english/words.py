"""The word lists of the rules, by name; each file holds those of one room."""

import json
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "data" / "words"


@cache
def all_lists() -> dict[str, str]:
    """Every list by its name, its entries separated by spaces.

    Raises:
        ValueError: two files have a list of the same name.

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
    """The entries of a list; KeyError where there is none of that name."""
    return frozenset(all_lists()[name].split())


def word_pairs(name: str) -> dict[str, str]:
    """The entries of a list of pairs, such as ``bob=robert``; KeyError as for ``word_list``."""
    return dict(entry.split("=", maxsplit=1) for entry in all_lists()[name].split())
