"""What may refer to an entity without naming it: pronouns, and descriptions such as "the senator".

There is no parser here. A description begins at an article or a possessive and ends at the last
word of the run that can name a person or thing; which nouns can is learned from marked articles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from spacy.tokens import Doc

from worker.nlp.documents import findings
from worker.nlp.english.words import word_list

PhraseKind: TypeAlias = Literal["pronoun", "description"]

PRONOUNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("he", "him", "himself"), "he"),
    "his": "his",
    **dict.fromkeys(("she", "herself"), "she"),
    **dict.fromkeys(("her", "hers"), "her"),
    **dict.fromkeys(("they", "them", "themselves"), "they"),
    **dict.fromkeys(("their", "theirs"), "their"),
    **dict.fromkeys(("it", "itself"), "it"),
    "its": "its",
    **dict.fromkeys(("i", "me", "myself", "my"), "i"),
    **dict.fromkeys(("we", "us", "our", "ourselves"), "we"),
    **dict.fromkeys(("who", "whom"), "who"),
}
"""The pronouns that are resolved, each with the group that it is scored in."""

OWNERS: Final = frozenset({"his", "her", "their", "its", "our", "my", "your"})
_POINTERS: Final = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVES: Final = frozenset({"'s", "’s", "'", "’"})
_ENDS: Final = word_list("english_function_words") | word_list("auxiliaries")
_IN_NAMES: Final = frozenset({"-", "–"})
_MOST_WORDS: Final = 7
_COMPLEMENT: Final = frozenset({"of"})


@dataclass(frozen=True)
class Phrase:
    """One pronoun or description, in tokens of the doc."""

    start: int
    end: int
    kind: PhraseKind
    head: int
    """The token that says what is meant: the pronoun itself, or the noun."""

    group: str
    """Of a pronoun: the group of ``PRONOUNS``; of a description: its head noun in lower case."""

    opener: str = ""
    """The word that a description begins with, in lower case."""


def phrases(doc: Doc, nouns: Mapping[str, object]) -> list[Phrase]:
    """The pronouns and descriptions of a doc in text order, none inside the name of an entity.

    Args:
        doc: with its sentences and entities.
        nouns: the head nouns that a description may have, in lower case.

    """
    named = {
        token
        for entity in findings(doc).entities
        for mention in entity.mentions
        for token in range(mention.start, mention.end)
    }
    found: list[Phrase] = []
    for sentence in doc.sents:
        for at in range(sentence.start, sentence.end):
            if at in named:
                continue
            group = PRONOUNS.get(doc[at].lower_)
            if group is not None and not _is_country(doc, at):
                found.append(Phrase(at, at + 1, "pronoun", at, group))
            described = _description(doc, at, int(sentence.end), nouns, named)
            if described is not None:
                found.append(described)
    return found


def _is_country(doc: Doc, at: int) -> bool:
    return doc[at].text == "US"


def _description(
    doc: Doc, at: int, end: int, nouns: Mapping[str, object], named: set[int]
) -> Phrase | None:
    """The description that begins at a token, or None."""
    word = doc[at].lower_
    if word in _POSSESSIVES:
        if at - 1 not in named:
            return None
    elif word not in _POINTERS and word not in OWNERS:
        return None
    last = None
    here = at + 1
    while here < min(end, at + 1 + _MOST_WORDS):
        token = doc[here]
        if here in named or token.text in _IN_NAMES or token.text in _POSSESSIVES:
            here += 1
            continue
        if not token.text[0].isalnum() or token.lower_ in _ENDS:
            break
        if token.lower_ in nouns:
            last = here
        here += 1
    if last is None or (last + 1 < end and last + 1 in named and doc[last + 1].text[0].isupper()):
        return None
    if last + 1 < end and doc[last + 1].text in _POSSESSIVES and word in _POSSESSIVES:
        return None
    start = at + 1 if word in _POSSESSIVES else at
    stop = last + 1
    if stop < end and doc[stop].lower_ in _COMPLEMENT:
        name = stop + 1
        if name < end and doc[name].lower_ == "the":
            name += 1
        if name in named:
            while name in named:
                name += 1
            stop = name
    return Phrase(start, stop, "description", last, doc[last].lower_, word)
