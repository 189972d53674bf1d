"""Given names: what they are short for, and whether men or women have them."""

from typing import Final

from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.gazetteer.records import Gender

_LONG: Final = word_pairs("nicknames")
_WORDS: Final = word_list("given_words")
_MALE: Final = word_list("given_m")
_FEMALE: Final = word_list("given_f")


def given_key(word: str) -> str:
    """The long form, the same for a given name and its short forms: james for jim and for james."""
    return _LONG.get(word, word)


def is_given(word: str) -> bool:
    """Whether a word in lower case is a given name, also one that is another word: rose, will."""
    return usual_gender(word) is not None or word in _WORDS


def usual_gender(word: str) -> Gender | None:
    """The gender of nearly everybody with a given name in lower case; none for pat and chris."""
    if word in _MALE:
        return "m"
    return "f" if word in _FEMALE else None
