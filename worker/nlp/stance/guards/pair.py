"""The guard about a pair: a denial before or between the two takes the stance back."""

from typing import Final

from worker.nlp.attribution.reporting import DENIALS
from worker.nlp.english.words import word_list
from worker.nlp.stance.guards.case import Case

_CLAIMS: Final = word_list("claims")
_DENIAL_REACH: Final = 5
"""Tokens before the gap in which a denial can be: "denied that Luis Rojas" and the name."""

_DENIED_REACH: Final = 3
"""Tokens after a denial in which its object begins."""


def denied(case: Case) -> bool:
    """A denial takes the claim back: what follows "denied that" is not the holder's view.

    The denial is between the two names, or right before both: "he denied that he accused her".
    """
    start, end = case.gap
    first = max(case.doc[start - 1].sent.start, start - _DENIAL_REACH)
    ahead = case.words(first, start)
    if any(word in DENIALS and "that" in ahead[at + 1 : at + 3] for at, word in enumerate(ahead)):
        return True
    between = case.words(start, end)
    at = next((at for at, word in enumerate(between) if word in DENIALS), len(between))
    following = between[at + 1 : at + 1 + _DENIED_REACH]
    return any(word in _CLAIMS or word.endswith("ing") for word in following)
