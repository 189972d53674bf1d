"""People whom the news calls by their initials: AOC, JFK; and “Mohammed bin Salman (MBS)”.

The tagger takes such letters for a body, or overlooks them. The gazetteer lists those that mean
one person everywhere. They do not behind an article, “the AOC”, nor where the text has a body whose
name they spell.
"""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import acronyms, is_acronym, parts
from worker.nlp.tokens import text_of

_BODY: Final = TABLE.label_of["organization"]
_ARTICLES: Final = frozenset({"the", "a", "an"})
_LEAST: Final = 3
"""Two letters are too many people's."""


def letters_of_bodies(findings: Iterable[Finding]) -> frozenset[str]:
    """What the names of the bodies in an article spell, in lower case."""
    names = {parts(text_of(one.span)) for one in findings if one.label == _BODY}
    return frozenset(letters for name in names for letters in acronyms(name))


def is_person(span: TokenSpan, gazetteer: Gazetteer, bodies: frozenset[str]) -> bool:
    """Whether a word is the initials of a listed person.

    Args:
        span: the word.
        gazetteer: has the initials of well-known people among their names.
        bodies: what the names of the article's bodies spell.

    """
    text = text_of(span)
    letters = text.replace(".", "")
    if len(span) > 1 or len(letters) < _LEAST or not is_acronym(letters.upper()):
        return False
    if letters.lower() == letters or letters.lower() in bodies or not gazetteer.person(text):
        return False
    start = int(span.start)
    return start == sentence_of(span).start or span.doc[start - 1].lower_ not in _ARTICLES


def are_of(letters: str, name: tuple[str, ...]) -> bool:
    """Whether letters are the first ones of all words of a person's full name."""
    initials = "".join(word[0] for word in name)
    return _LEAST <= len(letters) == len(name) and letters.replace(".", "").lower() == initials
