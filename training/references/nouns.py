"""Which nouns head a description of an entity, and of which type: counted in the marks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from training.references.gold import agree
from worker.nlp.english.marks import APOSTROPHES, DOUBLE_QUOTES, SINGLE_OPENERS
from worker.nlp.entities.references.phrases import PRONOUNS

LEAST: Final = 2
"""Marks that a noun needs."""

_TYPES: Final = {"policy": "issue", "idea": "issue", "unnamed": "none"}
_OPENED: Final = re.compile(
    rf"(?:the|this|that|these|those|his|her|their|its|our|my) |\S.*[{APOSTROPHES}]s? "
)
_COMPLEMENT: Final = re.compile(
    r"[ ,](?:of|in|for|on|to|at|from|who|that|which|with|against|by|and)[ ,]"
)
_SMOOTHING: Final = 0.5


def shares(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """For each head noun and group of pronouns, the share of each type among what it stood for.

    Args:
        rows: articles of ``train.jsonl``, as read.

    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for mark in row["stances"]:
            for words, name, kind in (("hw", "h", "hk"), ("tw", "t", "tk")):
                text = mark[words]
                if text.startswith("@"):
                    text = text.partition(":")[2]
                word = _head(text, mark[name])
                if word and mark[kind] != "author":
                    counts[word][_TYPES.get(mark[kind], mark[kind])] += 1
    return {
        word: {
            kind: round(number / (sum(kinds.values()) + _SMOOTHING), 3)
            for kind, number in sorted(kinds.items())
        }
        for word, kinds in sorted(counts.items())
        if sum(kinds.values()) >= LEAST and (set(kinds) - {"none", "issue"})
    }


def _head(text: str, name: str) -> str | None:
    """The group of a pronoun or the head noun of a description; None for anything else."""
    if text.lower() in PRONOUNS:
        return PRONOUNS[text.lower()]
    if not _OPENED.match(text.lower()):
        return None
    head = (
        _COMPLEMENT.split(text)[0]
        .split()[-1]
        .strip(f"{DOUBLE_QUOTES}{SINGLE_OPENERS}{APOSTROPHES}.,")
        .lower()
    )
    named = {word.strip(f".,{APOSTROPHES}").lower() for word in name.split()}
    whole = agree(text, name) and head in named and any(word[0].isupper() for word in name.split())
    if whole or not head.isascii() or not head.replace("-", "").isalpha():
        return None
    return head if text.rsplit(maxsplit=1)[-1] != text.rsplit(maxsplit=1)[-1].upper() else None
