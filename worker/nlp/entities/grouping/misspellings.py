"""Misspelt names of people: “Ted Crus” in an article on Ted Cruz, and “Sharption” for Sharpton.

One letter is too many, too few or another, or two are exchanged. The word begins rightly, and has
five letters or more; four where the rest of the name agrees. Two people whom a list knows, or whom
one sentence names, are two.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Final

from worker.nlp.english.sentences import sentence_of
from worker.nlp.entities.gazetteer.given_names import given_key, is_given
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name

Words = tuple[str, ...]

_LETTERS: Final = 4
ALONE: Final = 5
"""Letters of a surname alone that may be misspelt: many short names differ by one letter."""


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or by two beside each other that are exchanged."""
    if one == other or one[0] != other[0] or min(len(one), len(other)) < _LETTERS:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, pair in enumerate(zip_longest(short, long)) if len(set(pair)) > 1), 0)
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    exchanged = (long[at + 1 : at + 2], long[at]) == (short[at], short[at + 1 : at + 2])
    return short[at + 1 :] == long[at + 1 :] or (exchanged and short[at + 2 :] == long[at + 2 :])


class NearWords:
    """What was filed under words, by words that are near them. Cheap to ask, however many."""

    def __init__(self) -> None:
        self._by_rest: dict[object, dict[str, list[int]]] = defaultdict(dict)

    def add(self, word: str, number: int, place: object = None) -> None:
        """File a number under a word; only words filed for the same place are compared."""
        if len(word) >= _LETTERS:
            for rest in _shortened(word):
                self._by_rest[place, rest].setdefault(word, []).append(number)

    def near(self, word: str, place: object = None) -> Iterator[int]:
        """The numbers under words near this one, each once, in the order in which they came."""
        found = (
            number
            for rest in (_shortened(word) if len(word) >= _LETTERS else ())
            for other, numbers in self._by_rest.get((place, rest), {}).items()
            if is_near(word, other)
            for number in numbers
        )
        yield from sorted(set(found))


def _shortened(word: str) -> set[str]:
    """The word, and the word without each letter: two words that are near share one of these."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def differ_by_spelling(one: Words, other: Words, gazetteer: Gazetteer) -> bool:
    """Whether two full names can be spellings of one: the same but for one word."""
    odd = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(odd) != 1 or not is_near(*odd[0]):
        return False
    left, right = odd[0]
    if one[0] == other[0]:
        return not (gazetteer.is_surname(left) and gazetteer.is_surname(right))
    # Carlo and Carla are two people, and so may be Maria and Marie.
    return not (is_given(left) and is_given(right)) or _undoubled(left) == _undoubled(right)


def _undoubled(word: str) -> str:
    return "".join(letter for letter, after in zip_longest(word, word[1:]) if letter != after)


def is_unknown(word: str, gazetteer: Gazetteer) -> bool:
    """Whether no list has the word as anybody's name, so that it may be a misspelt one."""
    if len(word) < ALONE:
        return False
    return not gazetteer.is_surname(word) and not is_given(word) and given_key(word) == word


def in_one_sentence(some: Iterable[Name], others: Iterable[Name]) -> bool:
    """Whether a sentence names both: then they are two."""
    return not {_sentence(name) for name in some}.isdisjoint(_sentence(name) for name in others)


def _sentence(name: Name) -> int:
    return int(sentence_of(name.span[0]).start)
