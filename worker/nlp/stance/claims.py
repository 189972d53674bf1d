"""A stance that a voice proposes, and the opinion words in the text around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from topics.events import Polarity
from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import sign
from worker.nlp.english.windows import tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention

NEGATION_REACH: Final = 5
"""Tokens before a word in which a negation can be about it."""

NEGATIONS: Final = word_list("negations")
_WORRIES: Final = word_list("worries")
_ABOUT: Final = word_list("worried_about")


@dataclass(frozen=True)
class Claim:
    """A proposed stance; ``holder`` is None where the holder has no mention in the sentence.

    ``clause`` is the evidence. ``bounds`` is the sentence, or the part of it that belongs to one
    speaker. Both are token ranges.
    """

    holder: Mention | None
    target: Mention
    polarity: Polarity
    clause: tuple[int, int]
    bounds: tuple[int, int]

    @property
    def direction(self) -> int:
        """1 for favor, -1 for against."""
        return 1 if self.polarity == "favor" else -1


def worried(doc: Doc, claim: Claim) -> bool:
    """The holder is worried about the target: "concerned that Iran gains a foothold"."""
    holder, target = claim.holder, claim.target
    if claim.polarity != "against" or holder is None or holder.end > target.start:
        return False
    between = [doc[token].lower_ for token in range(holder.end, target.start)]
    at = next((index for index, word in enumerate(between) if word in _WORRIES), None)
    return at is not None and all(word in _ABOUT for word in between[at + 1 :])


def opinion_words(doc: Doc, start: int, end: int, direction: int) -> Iterator[int]:
    """The tokens from ``start`` to before ``end`` that are for (1) or against (-1) something."""
    return (token for token in range(start, end) if sign(doc[token]) == direction)


def under_negation(doc: Doc, claim: Claim, token: int) -> bool:
    """Whether the word is negated: a negation shortly before it, with no pause between."""
    for at in reversed(tokens_before(token, NEGATION_REACH, claim.bounds[0])):
        word = doc[at].lower_
        if word in STOPS:
            return False
        if word in NEGATIONS:
            # "not only" negates nothing.
            return doc[at + 1].lower_ != "only"
    return False
