"""A stance that a head proposes, and the words that speak for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from topics.events import Polarity
from worker.nlp.mentions import Mention
from worker.nlp.predicates import sign
from worker.nlp.wordlists import wordlist

NEGATIONS: Final = wordlist("negations")
_STOPS: Final = wordlist("pauses")
NEGATION_REACH: Final = 5


@dataclass(frozen=True)
class Claim:
    """A stance that a head proposes; ``holder`` is None where the holder stands elsewhere.

    ``clause`` is the evidence, ``bounds`` the sentence or the one speaker's part of it, both in
    tokens.
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


def signed(doc: Doc, start: int, end: int, direction: int) -> Iterator[int]:
    """The tokens whose word speaks in the direction."""
    return (token for token in range(start, end) if sign(doc[token]) == direction)


def under_negation(doc: Doc, claim: Claim, token: int) -> bool:
    """Whether a negation shortly before the word denies it."""
    for before in range(token - 1, max(claim.bounds[0], token - NEGATION_REACH) - 1, -1):
        word = doc[before].lower_
        if word in _STOPS:
            return False
        if word in NEGATIONS:
            # "not only" denies nothing.
            return doc[before + 1].lower_ != "only"
    return False
