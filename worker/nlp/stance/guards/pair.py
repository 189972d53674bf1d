"""Guards about a pair: a denial takes the stance back, and a refusal is none."""

from typing import Final

from worker.nlp.attribution.reporting import DENIALS
from worker.nlp.english.marks import STOPS
from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.verbs import signed
from worker.nlp.english.windows import tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.stance.guards.case import Case
from worker.nlp.tokens import tokens_of

_CLAIMS: Final = word_list("claims")
_REFUSALS: Final = word_list("refusals")
_REFUSED: Final = frozenset({"to", "from"})
_UNDONE: Final = frozenset({"short", "yet"})
_REFUSAL_REACH: Final = 10
"""Tokens before the target in which a refusal can be."""

_REFUSED_REACH: Final = 4
"""Tokens after a refusal in which what is refused begins."""

_DENIAL_REACH: Final = 5
"""Tokens before the gap in which a denial can be: "denied that Luis Rojas" and the name."""

_DENIED_REACH: Final = 3
"""Tokens after a denial in which its object begins."""


def denied(case: Case) -> bool:
    """A denial takes the claim back: what follows "denied that" is not the holder's view.

    The denial is between the two names, or right before both: "he denied that he accused her".
    """
    start, end = case.gap
    first = max(sentence_of(case.doc[start - 1]).start, start - _DENIAL_REACH)
    ahead = case.words(first, start)
    if any(word in DENIALS and "that" in ahead[at + 1 : at + 3] for at, word in enumerate(ahead)):
        return True
    between = case.words(start, end)
    at = next((at for at, word in enumerate(between) if word in DENIALS), len(between))
    following = between[at + 1 : at + 1 + _DENIED_REACH]
    return any(word in _CLAIMS or word.endswith("ing") for word in following)


def refused(case: Case) -> bool:
    """Somebody refuses to take the stance: "failed to condemn", "stopped short of calling".

    Who has "yet to endorse" something is not against it either. But "refused to support" may well
    show that the holder is against it; only the stance that is refused is none.
    """
    direction = 1 if case.claim.polarity == "favor" else -1
    holder = case.claim.holder
    lowest = case.claim.bounds[0] if holder is None else holder.end
    tokens = tokens_of(case.doc)
    for token in reversed(tokens_before(case.target.start, _REFUSAL_REACH, lowest)):
        word = tokens.lowers[token]
        if tokens.texts[token] in STOPS:
            return False
        if word not in _REFUSALS and word not in _UNDONE:
            continue
        after = case.words(token + 1, case.target.start)
        if word == "short" and after[:1] == ["of"]:
            return True
        if word == "yet" and after[:1] == ["to"]:
            return any(signed(one) for one in after[1:_REFUSED_REACH])
        if word in _REFUSALS and after and after[0] in _REFUSED:
            return any(signed(one) == direction for one in after[1:_REFUSED_REACH])
    return False
