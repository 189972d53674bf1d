"""A stance that a guard is asked about."""

from dataclasses import dataclass

from topics.events import Polarity
from worker.nlp.entities.mentions import Mention


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
    unnamed: tuple[int, int] | None = None
    """the words of a holder without a name, where they are in the sentence"""
