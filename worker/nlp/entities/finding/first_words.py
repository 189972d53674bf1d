"""Words that can stand for a name alone, such as Brenntal for Brenntal Energie."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.shouting import is_headline
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.names import fold, is_acronym
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import tokens_of

_GENERAL: Final = (
    word_list("general_openers")
    | word_list("body_nouns")
    | word_list("also_names")
    | word_list("direction_adjectives")
)
_SHORTEST: Final = 4
_MIXED: Final = 3


def small_words(doc: Doc) -> frozenset[str]:
    """The words that the article also writes in lower case."""
    return tokens_of(doc).small_words


def inner_capitals(doc: Doc) -> frozenset[str]:
    """The words that have a capital in the middle of a sentence where few others have one."""
    texts = tokens_of(doc).texts
    return frozenset(
        texts[at]
        for sentence in doc.sents
        if not is_headline(sentence)
        for at in range(sentence.start + 1, sentence.end)
        if texts[at][0].isupper() and texts[at - 1].isalpha()
    )


def is_distinctive(word: str, gazetteer: Gazetteer, small: frozenset[str]) -> bool:
    """Whether a word is no general word, title, given name, acronym or name in the gazetteer."""
    form = fold(word)
    if _has_digit(form) and word.isupper() and not gazetteer.knows(word):
        return True
    if len(form) < _SHORTEST or not word[0].isupper() or is_acronym(word):
        return False
    general = form in _GENERAL or form in small or is_title(form) or usual_gender(form) is not None
    return not general and not gazetteer.knows(word)


def _has_digit(form: str) -> bool:
    """Whether letters and digits make the word: G4S, and not 3M or G7."""
    return len(form) >= _MIXED and form.isalnum() and not form.isalpha() and not form.isdigit()
