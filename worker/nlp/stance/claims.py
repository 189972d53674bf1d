"""A stance that a head proposes, and the words that speak for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from topics.events import Polarity
from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import sign
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention

NEGATIONS: Final = word_list("negations")
_STOPS: Final = STOPS
NEGATION_REACH: Final = 5
_WORRIES: Final = word_list("worries")
_ABOUT: Final = word_list("worried_about")


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


def worried(doc: Doc, claim: Claim) -> bool:
    """The holder is said to be worried about the target: "concerned that Iran gains a foothold"."""
    holder, target = claim.holder, claim.target
    if claim.polarity != "against" or holder is None or holder.end > target.start:
        return False
    between = [doc[token].lower_ for token in range(holder.end, target.start)]
    at = next((index for index, word in enumerate(between) if word in _WORRIES), None)
    return at is not None and all(word in _ABOUT for word in between[at + 1 :])


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
