"""What the scorer has to know of an article: mentions, quotations, speakers, words about entities.

Everything is laid out in arrays once, so that each phrase is compared with all entities at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.documents import DocEntity, findings
from worker.nlp.english.marks import APOSTROPHES
from worker.nlp.english.quotations import quotations
from worker.nlp.english.verbs import predicates
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.names import parts
from worker.nlp.tokens import text_of, tokens_of

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

NOBODY: Final = -1
"""In ``speaker_of``: no reported speech."""

SOMEBODY: Final = -2
"""In ``speaker_of``: the speech of somebody who is not resolved."""

_BEFORE: Final = 6
_AFTER: Final = 9
_SHORT: Final = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "pres": "president",
    "prof": "professor",
    "gen": "general",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "atty": "attorney",
    "dr": "doctor",
    "mp": "lawmaker",
    "ceo": "executive",
    "rev": "reverend",
}
_LEFT_OF_OBJECTS: Final = word_list("place_prepositions") | {"of", "for", "with", "by", "against"}
_POSSESSIVES: Final = word_list("possessives")


class Vocabulary:
    """Which entities have a word."""

    def __init__(self, every: Iterable[frozenset[str]]) -> None:
        """Take the words of each entity, in the order of the entities."""
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(every):
            for word in words:
                self._with_word[word].append(number)

    def with_word(self, word: str) -> list[int]:
        """The numbers of the entities that have the word."""
        return self._with_word.get(word, [])


class Scene:
    """One article, in arrays over its mentions and over its entities."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.entities: list[DocEntity] = findings(doc).entities
        self.title_end = _title_end(doc)
        self.sentence_of = _numbered(len(doc), doc.sents)
        self.paragraph_of = _paragraphs(doc)
        self.quote_of = _numbered(len(doc), (one.span for one in quotations(doc)), outside=-1)
        self.speaker_of: IntArray = np.full(len(doc), NOBODY, dtype=np.int64)
        self.hear()
        spans = sorted(
            (span.start, span.end, number)
            for number, entity in enumerate(self.entities)
            for span in entity.mentions
        )
        self.starts: IntArray = np.array([one[0] for one in spans], dtype=np.int64)
        self.ends: IntArray = np.array([one[1] for one in spans], dtype=np.int64)
        self.whose: IntArray = np.array([one[2] for one in spans], dtype=np.int64)
        self.roles = self._roles()
        self.genders: FloatArray = np.array(
            [{"m": 1.0, "f": -1.0}.get(entity.gender or "", 0.0) for entity in self.entities],
            dtype=np.float32,
        )
        self.first_names = [
            _first_name(entity) if entity.type == "person" else None for entity in self.entities
        ]
        self.person = np.array([entity.type == "person" for entity in self.entities], dtype=bool)
        self.no_group = np.array([one.type != "group" for one in self.entities], dtype=bool)
        self.salience: FloatArray = np.array(
            [entity.salience for entity in self.entities], dtype=np.float32
        )
        self.words = Vocabulary(self._words_about(entity) for entity in self.entities)
        """the words close to each entity's mentions"""
        self.name_words = Vocabulary(_name_words(entity) for entity in self.entities)
        self.offices = Vocabulary(_offices(entity) for entity in self.entities)
        self.named_by = _named_by(spans)
        """of each token, the entities whose names have it, each with its place in the order"""

    def hear(self) -> None:
        """Note who says each token according to the attributions, as they are now."""
        number_of = {entity.id: number for number, entity in enumerate(self.entities)}
        for said in findings(self.doc).attributions:
            speaker = number_of.get(said.source_entity or "", SOMEBODY)
            for span in said.content:
                self.speaker_of[span.start : span.end] = speaker

    def _roles(self) -> FloatArray:
        """Of each mention: first of its sentence, before a verb, after a preposition, owner."""
        roles = np.zeros((len(self.starts), 4), dtype=np.float32)
        seen: set[int] = set()
        for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            sentence = int(self.sentence_of[start])
            roles[number, 0] = sentence not in seen
            seen.add(sentence)
            after = self.doc[int(end)] if end < len(self.doc) else None
            before = self.doc[int(start) - 1] if start else None
            roles[number, 1] = after is not None and predicates(after)
            roles[number, 2] = before is not None and before.lower_ in _LEFT_OF_OBJECTS
            roles[number, 3] = after is not None and after.text in _POSSESSIVES
        return roles

    def _words_about(self, entity: DocEntity) -> frozenset[str]:
        """The words close to an entity's mentions, in the same sentence: titles, appositions."""
        words: set[str] = set()
        lowers = tokens_of(self.doc).lowers
        for span in entity.mentions:
            sentence = self.sentence_of[span.start]
            first = max(0, span.start - _BEFORE)
            last = min(len(self.doc), span.end + _AFTER)
            for at in (*range(first, span.start), *range(span.end, last)):
                if self.sentence_of[at] == sentence:
                    words.add(plain(lowers[at]))
        return frozenset(words)


def plain(word: str) -> str:
    """A title's word written out: senator for "Sen."."""
    word = word.rstrip(".")
    return _SHORT.get(word, word)


def _title_end(doc: Doc) -> int:
    chars = findings(doc).title_chars
    return next((token.i for token in doc if token.idx >= chars), len(doc)) if chars else 0


def _numbered(length: int, spans: Iterable[TokenSpan], outside: int = 0) -> IntArray:
    numbers = np.full(length, outside, dtype=np.int64)
    for number, span in enumerate(spans):
        numbers[span.start : span.end] = number
    return numbers


def _named_by(
    mentions: Iterable[tuple[int, int, int]],
) -> Mapping[int, Sequence[tuple[int, int]]]:
    named: dict[int, list[tuple[int, int]]] = defaultdict(list)
    place = 0
    for start, end, entity in mentions:
        for token in range(start, end):
            named[token].append((place, entity))
            place += 1
    return named


def _paragraphs(doc: Doc) -> IntArray:
    texts = tokens_of(doc).texts
    breaks = np.array([text.isspace() and "\n" in text for text in texts], dtype=np.int64)
    return np.cumsum(breaks)


def _name_words(entity: DocEntity) -> frozenset[str]:
    texts = {entity.name, *(text_of(span) for span in entity.mentions)}
    return frozenset(
        word.strip(f".,{APOSTROPHES}").lower() for text in texts for word in text.split()
    )


def _offices(entity: DocEntity) -> frozenset[str]:
    if entity.type != "person":
        return frozenset()
    record = gazetteer().person(entity.name)
    return frozenset() if record is None else frozenset(" ".join(record.offices).split())


def _first_name(entity: DocEntity) -> str | None:
    """The given name in lower case, where a person is called by more than the surname."""
    fullest = max((parts(text_of(span)) for span in entity.mentions), key=len)
    if len(fullest) < 2:  # noqa: PLR2004 - a given name and a surname
        fullest = parts(entity.name)
    return fullest[0] if len(fullest) > 1 else None
