"""The words and marks that the rules know, each list under its name."""

import json
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "wordlists.json"
_LISTS: Final[dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))


def wordlist(name: str) -> frozenset[str]:
    """The entries of one list; KeyError for a name that is none."""
    return frozenset(_LISTS[name].split())
