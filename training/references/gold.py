"""Where a mark's words stand in the doc, and which entities of the doc its name is.

Names agree as in ``score_stances.py``, the measure: the shorter one's words are all among the
longer one's.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from worker.nlp.english.marks import APOSTROPHES

STOP: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "mr",
        "mrs",
        "ms",
        "president",
        "sen",
        "rep",
        "gov",
        "former",
        "senator",
        "us",
        "u.s",
        "dr",
        "sir",
        "prime",
        "minister",
    ]
)


def words(text: str) -> list[str]:
    """The words of a name that count."""
    plain = re.sub(rf"[{APOSTROPHES}]s\b", "", text.lower())
    found = [word.strip(f".{APOSTROPHES}") for word in re.findall(rf"[\w.{APOSTROPHES}-]+", plain)]
    return [word for word in found if word and word not in STOP] or found


def agree(one: str, other: str) -> bool:
    """Whether two names name one thing."""
    left, right = words(one), words(other)
    if not left or not right:
        return False
    short, long = sorted((left, right), key=len)
    return left == right or (
        set(short) <= set(long)
        and (len(short) > 1 or short[-1] == long[-1] or (short[-1] == long[0] and len(long) == 2))
    )


def located(
    row: Mapping[str, Any], mark: Mapping[str, Any], field: str
) -> tuple[str, int, int] | None:
    """Field and offsets of the words of a mark, or None where they are not in their sentence."""
    text, number = mark[field], mark["s"]
    if text.startswith("@"):
        at, _, text = text[1:].partition(":")
        number = int(at)
    if not text:
        return None
    sentence = row["sentences"][number]
    whole = row[sentence["field"]][sentence["start"] : sentence["end"]]
    pattern = re.escape(text).replace(r"\ ", r"\s+")
    found = re.search(rf"(?<!\w){pattern}(?!\w)", whole) or re.search(pattern, whole)
    if found is None:
        return None
    start = sentence["start"]
    return sentence["field"], start + found.start(), start + found.end()
