"""Given names: which are short for others, and which are a man's or a woman's."""

from typing import Final

from worker.nlp.name_words import name_pairs, name_words
from worker.nlp.records import Gender

_LONG: Final = name_pairs("nicknames")
_MALE: Final = name_words("given_m")
_FEMALE: Final = name_words("given_f")


def given_key(word: str) -> str:
    """The same for a given name and its short forms: james for Jim."""
    return _LONG.get(word, word)


def usual_gender(word: str) -> Gender | None:
    """The gender that a folded given name nearly always goes with; none for Pat and Chris."""
    if word in _MALE:
        return "m"
    return "f" if word in _FEMALE else None
