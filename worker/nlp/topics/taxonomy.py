"""The IPTC Media Topics in use, and the words that name each of them in a text."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from worker.nlp.english.marks import APOSTROPHES

_DATA: Final = Path(__file__).parent / "data"
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = re.compile(rf"[{APOSTROPHES}]s?\b")
_SHORTEST_PLURAL: Final = 4
_NO_CONCEPT: Final = ""

Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """A Media Topic; ``path`` has the codes from its top level down to its own."""

    code: str
    name: str
    path: tuple[str, ...]


def normalised(text: str) -> list[str]:
    """The words in lower case and singular, without possessives; "Cease-fires" becomes two."""
    return [_singular(word) for word in _WORD.findall(_APOSTROPHES.sub("", text.lower()))]


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


class Taxonomy:
    """Finds concepts by their names and by the words listed for them."""

    def __init__(self) -> None:
        concepts = json.loads((_DATA / "media_topics.json").read_text(encoding="utf-8"))["concepts"]
        triggers = json.loads((_DATA / "topic_triggers.json").read_text(encoding="utf-8"))
        self.concepts: dict[str, Concept] = {
            code: Concept(code, concept["name"], tuple(concept["path"]))
            for code, concept in concepts.items()
        }
        self.rivals: dict[str, list[str]] = triggers["rivals"]
        """The top levels that the words of a concept belong to where these are likelier."""
        self.bystanders: frozenset[str] = frozenset(triggers["bystanders"])
        """Concepts that articles on other things name too: only what is named most is meant."""

        self._terms: dict[str, list[tuple[Words, str]]] = {}
        for code, terms in triggers["triggers"].items():
            for term in terms:
                self._add(tuple(normalised(term)), code)
        for term in triggers["ignored"]:
            self._add(tuple(normalised(term)), _NO_CONCEPT)
        for concept in self.concepts.values():
            # The part in brackets only tells namesakes apart. A single word is often ambiguous.
            name = tuple(normalised(concept.name.partition(" (")[0]))
            if len(concept.path) > 1 and len(name) > 1:
                self._add(name, concept.code)
        for terms in self._terms.values():
            terms.sort(key=lambda term: (-len(term[0]), term[1]))

    def _add(self, words: Words, code: str) -> None:
        held = self._terms.setdefault(words[0], [])
        if (words, code) not in held:
            held.append((words, code))

    def counted(self, words: Sequence[str]) -> Counter[str]:
        """How often a text names each concept; where terms overlap, the longest counts."""
        return Counter(code for _, code in self._matches(words) if code != _NO_CONCEPT)

    def _matches(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        position = 0
        while position < len(words):
            step = 1
            for term, code in self._terms.get(words[position], ()):
                if len(term) < step:
                    break
                if tuple(words[position : position + len(term)]) == term:
                    step = len(term)
                    yield position, code
            position += step
