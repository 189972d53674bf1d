"""A stance that a guard is asked about, and whether words around it are negated."""

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from topics.events import Polarity
from worker.nlp.english.marks import STOPS
from worker.nlp.english.windows import tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention

NEGATION_REACH: Final = 5
"""Tokens before a word in which a negation can be about it."""

_NEGATIONS: Final = word_list("negations")


@dataclass(frozen=True)
class Claim:
    """A proposed stance; ``holder`` is None where the holder has no mention in the sentence.

    ``clause`` is the evidence and ``bounds`` is the sentence. Both are token ranges.
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


def under_negation(doc: Doc, claim: Claim, token: int) -> bool:
    """Whether the word is negated: a negation shortly before it, with no pause between."""
    for at in reversed(tokens_before(token, NEGATION_REACH, claim.bounds[0])):
        word = doc[at].lower_
        if word in STOPS:
            return False
        if word in _NEGATIONS:
            # "not only" negates nothing.
            return doc[at + 1].lower_ != "only"
    return False
