"""The words that the rules for names know, each list under its name."""

import json
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "name_words.json"
_LISTS: Final[dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))


def name_words(name: str) -> frozenset[str]:
    """The entries of one list; KeyError for a name that is none."""
    return frozenset(_LISTS[name].split())


def name_pairs(name: str) -> dict[str, str]:
    """The entries of a list of pairs, such as bob=robert."""
    return dict(entry.split("=", maxsplit=1) for entry in _LISTS[name].split())
