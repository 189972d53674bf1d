"""What is left of words when number, spelling, hyphens and small words are left out."""

import re
from collections.abc import Sequence
from typing import Final

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.names import fold

Words = tuple[str, ...]

DETERMINERS: Final = word_list("issue_determiners")

SMALL_WORDS: Final = DETERMINERS | word_list("issue_light_words")
"""Words that say nothing of what an issue is where they begin a phrase: "the proposed"."""

_SHORTEST_PLURAL: Final = 4
_SAME: Final = word_pairs("issue_same_words")
_COMPOUNDS: Final = word_pairs("issue_compounds")
_NO_PLURALS: Final = word_list("issue_no_plurals")
_IRREGULAR: Final = word_pairs("issue_irregular_plurals")
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")
_BETWEEN_PARTS: Final = re.compile(r"(?<=\d)\.|[-'\u2019&]")
_NO_PARTS: Final = re.compile(r"[^\w]+")
_BRITISH: Final = re.compile(r"(?<=\w\w)is(?=(?:ation|ing|e)$)")
_BRITISH_ENDS: Final = ("isation", "alise", "alising")


def normal_words(words: Sequence[str]) -> Words:
    """The words that count, in their order.

    "The cease-fires" is ceasefire, "privatisations" privatization, "tax hikes" tax increase.
    """
    joined: list[str] = []
    for word in words:
        if word.lower() in DETERMINERS:
            continue
        for part in _parts(word):
            one = singular(part)
            one = _SAME.get(one, one)
            pair = _COMPOUNDS.get(f"{joined[-1]}-{one}") if joined else None
            if pair is None:
                joined.append(one)
            else:
                joined[-1:] = pair.split("-")
    return tuple(joined)


def american(word: str) -> str:
    """The word in lower case, without accents, "legalising" as legalizing."""
    small = fold(word)
    return _BRITISH.sub("iz", small) if small.endswith(_BRITISH_ENDS) else small


def _parts(word: str) -> list[str]:
    """A word cut at its hyphens, without possessive and full stops."""
    pieces = _BETWEEN_PARTS.split(_POSSESSIVE.sub("", fold(word)))
    plain = [_NO_PARTS.sub("", piece) for piece in pieces]
    return [american(part) for part in plain if part]


def singular(word: str) -> str:
    """The singular of a word in lower case: "taxes" is tax, "policies" policy."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word in _NO_PLURALS:
        return word
    if word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("xes", "ches", "shes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]
