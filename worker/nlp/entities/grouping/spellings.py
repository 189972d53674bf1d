"""Which names an acronym can be the beginnings of words of, without asking each name."""

from collections import defaultdict
from collections.abc import Iterable

from worker.nlp.entities.finding.expansions import MAX_NAMES, MIN_LETTERS, first_letters, spells

_Key = tuple[str, ...]
_Words = tuple[str, ...]


class Spellings:
    """Names by the letter with which their spelling can begin: BMO is the Bank of Montreal.

    Of each letter only so many are kept: a text that names bodies without end must not compare all
    of them with each acronym.
    """

    def __init__(self) -> None:
        self._by_letter: dict[str, dict[_Key, set[_Words]]] = defaultdict(dict)

    def add(self, key: _Key, forms: Iterable[_Words]) -> None:
        """A name in all the forms that the text has it in."""
        for words in set(forms):
            for letter in first_letters(words):
                known = self._by_letter[letter]
                if key in known or len(known) < MAX_NAMES:
                    known.setdefault(key, set()).add(words)

    def of(self, letters: str) -> list[_Key]:
        """The names that the letters are for, in the order in which they were added."""
        if len(letters) < MIN_LETTERS:
            return []
        return [
            key
            for key, forms in self._by_letter.get(letters[0], {}).items()
            if any(spells(words, letters) for words in forms)
        ]
