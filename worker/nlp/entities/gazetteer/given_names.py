"""Given names: which are short for others, and which are a man's or a woman's."""

from typing import Final

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.gazetteer.records import Gender

_LONG: Final = word_pairs("nicknames")
_MALE: Final = word_list("given_m")
_FEMALE: Final = word_list("given_f")


def given_key(word: str) -> str:
    """The same for a given name and its short forms: james for Jim."""
    return _LONG.get(word, word)


def usual_gender(word: str) -> Gender | None:
    """The gender that a folded given name nearly always goes with; none for Pat and Chris."""
    if word in _MALE:
        return "m"
    return "f" if word in _FEMALE else None
