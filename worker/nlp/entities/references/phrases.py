"""What may refer to an entity without naming it: pronouns, and descriptions such as "the senator".

There is no parser here. A description begins at an article or a possessive and ends at the last
word of the run that can name a person or thing; which nouns can is learned from marked articles.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from spacy.tokens import Doc, Token

from worker.nlp.documents import findings
from worker.nlp.english.words import word_list
from worker.nlp.tokens import Tokens, tokens_of

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
_OTHERS: Final = word_list("other_people")
_POINTERS: Final = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVES: Final = word_list("possessives")
_ENDS: Final = word_list("english_function_words") | word_list("auxiliaries")
_INSIDE: Final = _POSSESSIVES | {"-", "\N{EN DASH}"}
_MOST_WORDS: Final = 7
_BEGIN: Final = PRONOUNS.keys() | OWNERS | _POINTERS | _POSSESSIVES
"""What a phrase begins with: nearly all words are none of these."""


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


def phrases(doc: Doc, nouns: Container[str]) -> list[Phrase]:
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
    # "The Colorado Democrat" describes somebody, although a Democrat is one of a group.
    named -= {
        mention.start
        for entity in findings(doc).entities
        if entity.type == "group"
        for mention in entity.mentions
        if f"{mention.text}s" == entity.name and mention.text.lower() in nouns
    }
    found: list[Phrase] = []
    tokens = tokens_of(doc)
    lowers = tokens.lowers
    for sentence in doc.sents:
        for at in range(sentence.start, sentence.end):
            if lowers[at] not in _BEGIN or at in named or _after_a_noun(tokens, at, named):
                continue
            group = None if tokens.texts[at] == "US" else PRONOUNS.get(lowers[at])
            if group is not None:
                found.append(Phrase(at, at + 1, "pronoun", at, group))
            described = _description(tokens, at, int(sentence.end), nouns, named)
            if described is not None:
                found.append(described)
    return found


def pronoun_group(token: Token) -> str | None:
    """The group of a pronoun; None for any other word, and for the country in "US voters"."""
    return None if token.text == "US" else PRONOUNS.get(token.lower_)


def _after_a_noun(tokens: Tokens, at: int, named: set[int]) -> bool:
    """Whether the token is a *who* that stands for no name: "voters who", "five men, who"."""
    if PRONOUNS.get(tokens.lowers[at]) != "who" or at == 0:
        return False
    before = at - 2 if tokens.texts[at - 1] == "," else at - 1
    return before >= 0 and before not in named


def _description(
    tokens: Tokens, at: int, end: int, nouns: Container[str], named: set[int]
) -> Phrase | None:
    """The description that begins at a token, or None."""
    texts, lowers = tokens.texts, tokens.lowers
    word = lowers[at]
    owned = word in _POSSESSIVES
    if not (at - 1 in named if owned else word in _POINTERS or word in OWNERS):
        return None
    noun = _noun(tokens, at + 1, end, nouns, named)
    if noun is None:
        return None
    after = noun + 1
    if after < end and after in named and texts[after][0].isupper():
        return None  # "The senator Anna Kolb": a name, with its title.
    if owned and after < end and texts[after] in _POSSESSIVES:
        return None
    owned_inside = not _POSSESSIVES.isdisjoint(texts[at + 1 : noun])
    of_somebody = owned or owned_inside or word in OWNERS
    if lowers[noun] in _OTHERS and (of_somebody or (after < end and lowers[after] == "of")):
        # "Kolb's lawyer", "her mother": somebody else, and mostly without a name.
        return None
    start = at + 1 if owned else at
    stop = _past_complement(lowers, after, end, named)
    return Phrase(start, stop, "description", noun, lowers[noun], word)


def _noun(
    tokens: Tokens, start: int, end: int, nouns: Container[str], named: set[int]
) -> int | None:
    """The last of a run of words that can be the head of a description."""
    noun = None
    for at in range(start, min(end, start - 1 + _MOST_WORDS)):
        text, word = tokens.texts[at], tokens.lowers[at]
        if at in named or text in _INSIDE:
            continue
        if not text[0].isalnum() or word in _ENDS:
            break
        if word in nouns:
            noun = at
    return noun


def _past_complement(lowers: Sequence[str], at: int, end: int, named: set[int]) -> int:
    """The token after "of Seattle", if that follows, else the same token."""
    if at >= end or lowers[at] != "of":
        return at
    name = at + 2 if at + 1 < end and lowers[at + 1] == "the" else at + 1
    if name not in named:
        return at
    while name in named:
        name += 1
    return name
