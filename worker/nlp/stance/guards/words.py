"""Guards about the wording: conditions, and words for the opposite."""

from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.verbs import sign
from worker.nlp.english.windows import begins_word, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.stance.claims import NEGATION_REACH, Claim, under_negation
from worker.nlp.stance.guards.case import Case

MODALS: Final = word_list("modals")
_MODALS_AS_NAMES: Final = word_list("modals_as_names")
_FIRM: Final = word_list("firm_after_modal")
_CONDITIONALS: Final = word_list("conditionals")
_BEFORE_CONDITIONALS: Final = word_list("no_condition_after")


_THIRD_REACH: Final = 3
"""Tokens from an opinion word to an "against" that belongs to it."""


def hypothetical(case: Case) -> bool:
    """The sentence asks, sets a condition, or says what might be."""
    doc, claim = case.doc, case.claim
    start, end = claim.bounds
    last = start_of_run(doc, start + 1, end, _trails) - 1
    if doc[last].text == "?":
        return True
    words = case.words(start, end)
    for at, word in enumerate(words):
        if word in _CONDITIONALS and (at == 0 or words[at - 1] not in _BEFORE_CONDITIONALS):
            return True
    return any(_uncertain(doc, token) for token in range(claim.clause[0], _decided(doc, claim)))


def _trails(token: Token) -> bool:
    """A mark that can follow the question mark of a sentence."""
    return not begins_word(token) and token.text != "?"


def _decided(doc: Doc, claim: Claim) -> int:
    """Up to where a modal verb makes the claim uncertain.

    In "Putin welcomed news that Israel could …" the holder has acted at "welcomed". The stance
    does not depend on what may or may not happen after that.
    """
    start, end = claim.clause
    if claim.holder is None or not start <= claim.holder.end < end:
        return end
    word = doc[claim.holder.end]
    done = word.lower_.endswith(("ed", "es")) and word.is_lower
    return claim.holder.end if done and sign(word) == claim.direction else end


def _uncertain(doc: Doc, token: int) -> bool:
    """Whether the token is a modal verb that leaves open what happens: not "would like"."""
    if doc[token].lower_ not in MODALS or doc[token].text in _MODALS_AS_NAMES:
        return False
    return token + 1 == len(doc) or doc[token + 1].lower_ not in _FIRM


def contradicted(case: Case) -> bool:
    """The clause has opinion words, and all of them are for the opposite.

    Words about a fight against somebody else do not count.
    """
    doc, claim = case.doc, case.claim
    directions = set()
    for token in range(*claim.clause):
        direction = sign(doc[token])
        if direction != 0 and not _against_third(doc, claim, token):
            directions.add(-direction if under_negation(doc, claim, token) else direction)
    return directions == {-claim.direction}


def _against_third(doc: Doc, claim: Claim, token: int) -> bool:
    """Whether the word is part of "the war against terror", and the target is not fought."""
    start, end = claim.clause
    for at in range(max(start, token - _THIRD_REACH), min(end, token + _THIRD_REACH)):
        if doc[at].lower_ == "against":
            return not 0 < claim.target.start - at <= NEGATION_REACH
    return False
