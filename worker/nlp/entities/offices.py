"""Whose office a phrase is: “the ambassador to Peru, Anna Kolb”, “Head of Policy Anna Kolb”.

The person stands behind what the office is of, with a comma between them or without.
"""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.marks import ASIDES
from worker.nlp.english.windows import begins_word, start_of_run, tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.titles import is_title

_HEADS: Final = word_list("office_heads")
_REPRESENT: Final = word_list("represents")
_REPRESENTED_AFTER: Final = word_list("represents_with")
_COURTESY: Final = word_list("courtesy_titles") | word_list("academic_titles")
_PERSON_NOUNS: Final = word_list("hint_person")
_SMALL_WORDS: Final = word_list("phrase_ends") | word_list("no_office_of")
_POSSESSIVES: Final = word_list("possessives")
_FORMERLY: Final = frozenset({"ex", "former", "once", "onetime", "longtime"})
_DESCRIBED: Final = 4
"""Words from “the” to a name that is apposed."""

_CHARGES: Final = word_list("offices_of_state") | word_list("charges")
"""Words in titles that say what an office is of, and name no person: “Minister of Finance”."""


def is_apposed(doc: Doc, name: int) -> bool:
    """Whether a comma stands before a person's name and its titles: “the mayor, Dr. Anna Kolb”."""
    first = start_of_run(doc, 0, name, lambda token: is_title(token.text) or token.text in ".-")
    if first > 0 and doc[first - 1].text in ASIDES:
        return True
    # “the coach, the Dutchman Anna Kolb”, but not “outside, the driver of Anna Kolb”.
    the = next((at for at in tokens_before(first, _DESCRIBED) if doc[at].text == "the"), 0)
    return (
        the > 0
        and doc[the - 1].text in ASIDES
        and all(doc[at].lower_ not in _SMALL_WORDS for at in range(the + 1, first))
    )


def is_joined(doc: Doc, start: int, name: int) -> bool:
    """Whether it is one person with two offices: “former mayor and now senator Anna Kolb”.

    “The mayor and senator Anna Kolb” may be two.
    """
    before = doc[name - 1]
    ands = sum(token.lower_ == "and" for token in doc[start:name])
    office = before.is_lower and (is_title(before.text) or before.text in _PERSON_NOUNS)
    return ands == 1 and office and doc[start].lower_ in _FORMERLY


def holds_office(doc: Doc, head: int, name: int) -> bool:
    """Whether a name without a comma before it is the holder's: “Head of Policy Anna Kolb”.

    “A spokesman for Democrat Anna Kolb” speaks for her, and “the leader of the Kolb movement” does
    not end in a name. A title before a name begins another office: “the head of President Kolb”.

    Args:
        doc: the article.
        head: the token that may be an office, right before its preposition.
        name: the first token of a person's name.

    """
    office = doc[head].lower_
    represents = office in _REPRESENT
    if office not in _HEADS and not represents:
        return False
    link = doc[head + 1].lower_
    if represents and link in _REPRESENTED_AFTER:
        return False
    first = start_of_run(
        doc,
        head + 2,
        name,
        lambda token: token.lower_.rstrip(".") in _COURTESY or token.text == ".",
    )
    if first <= head + 2:
        return False
    last = doc[first - 1]
    word = last.lower_
    return (
        begins_word(last)
        and word not in _SMALL_WORDS
        and word not in _PERSON_NOUNS
        and last.text not in _POSSESSIVES
        and (word in _CHARGES or not is_title(word))
    )
