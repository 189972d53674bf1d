"""What is said is not meant: conditions, negations, irony, words for the opposite."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.verbs import sign
from worker.nlp.english.words import word_list
from worker.nlp.stance.claims import NEGATION_REACH, Claim, opinion_words, under_negation
from worker.nlp.stance.guards.case import Case

_CONDITIONALS: Final = word_list("conditionals")
MODALS: Final = word_list("modals")
_IRONY: Final = word_list("irony")
_IRONIC_PHRASES: Final = ("so - called", "so called", "self - styled", "so much for")
_MOCKING_REACH: Final = 4
_ORDEALS: Final = word_list("ordeals")
_UNFAIR: Final = word_list("unfair")
_BLAME_REACH: Final = 4
_FIRM: Final = word_list("firm_after_modal")


def hypothetical(case: Case) -> bool:
    """The sentence asks, sets a condition, or says what might be."""
    doc, claim = case.doc, case.claim
    start, end = claim.bounds
    last = end - 1
    while last > start and not doc[last].text[0].isalnum() and doc[last].text != "?":
        last -= 1
    if doc[last].text == "?":
        return True
    for token in range(start, end):
        word = doc[token].lower_
        if word in _CONDITIONALS and (
            token == start or doc[token - 1].lower_ not in ("as", "even")
        ):
            return True
    return any(_uncertain(doc, token) for token in range(claim.clause[0], _decided(doc, claim)))


def _decided(doc: Doc, claim: Claim) -> int:
    """Where the holder has done it: in "Putin welcomed news that Israel could …" at "welcomed".

    What may or may not be stands behind it then, and the stance does not hang on it.
    """
    start, end = claim.clause
    if claim.holder is None or not start <= claim.holder.end < end:
        return end
    word = doc[claim.holder.end]
    done = word.lower_.endswith(("ed", "es")) and word.is_lower
    return claim.holder.end if done and sign(word) == claim.direction else end


def negated(case: Case) -> bool:
    """Every word that speaks for the stance stands under a negation."""
    doc, claim = case.doc, case.claim
    start, end = claim.clause
    speaking = list(opinion_words(doc, start, end, claim.direction))
    if not speaking and claim.polarity == "favor":
        # Not to criticise is not yet to praise; not to be a friend says something.
        speaking = list(opinion_words(doc, start, end, -claim.direction))
    return bool(speaking) and all(under_negation(doc, claim, token) for token in speaking)


def ironic(case: Case) -> bool:
    """The words praise what the article mocks."""
    doc, claim = case.doc, case.claim
    words = [doc[token].lower_ for token in range(*claim.clause)]
    # The clause may have been cut behind them: "So much for our great friend Peru".
    start = max(claim.bounds[0], claim.clause[0] - _MOCKING_REACH)
    text = " ".join(doc[token].lower_ for token in range(start, claim.clause[1]))
    return any(phrase in text for phrase in _IRONIC_PHRASES) or not _IRONY.isdisjoint(words)


def contradicted(case: Case) -> bool:
    """The clause has only words for the opposite; a fight against a third counts for nothing."""
    doc, claim = case.doc, case.claim
    opposite = same = False
    for token in range(*claim.clause):
        direction = sign(doc[token])
        if direction == 0 or _against_third(doc, claim, token):
            continue
        if under_negation(doc, claim, token):
            direction = -direction
        same = same or direction == claim.direction
        opposite = opposite or direction != claim.direction
    return opposite and not same


def defended(case: Case) -> bool:
    """Somebody is blamed or punished, and the clause is against that."""
    doc, claim = case.doc, case.claim
    end = min(len(doc), claim.target.end + 3)
    ordeal = any(doc[token].lower_ in _ORDEALS for token in range(claim.target.end, end))
    if ordeal and claim.holder is not None:
        # "Kolb opposed Peru's expulsion": the one is for the other, if anything.
        return True
    unfair = any(doc[token].lower_ in _UNFAIR for token in range(*claim.bounds))
    start = max(claim.bounds[0], claim.target.start - _BLAME_REACH)
    return unfair and next(opinion_words(doc, start, claim.target.start, -1), None) is not None


def _uncertain(doc: Doc, token: int) -> bool:
    if doc[token].lower_ not in MODALS or doc[token].text == "May":
        return False
    following = doc[token + 1].lower_ if token + 1 < len(doc) else ""
    return following not in _FIRM


def _against_third(doc: Doc, claim: Claim, token: int) -> bool:
    """Part of "the war against terror", where the target is not what is fought."""
    start, end = claim.clause
    for at in range(max(start, token - 3), min(end, token + 3)):
        if doc[at].lower_ == "against":
            after = claim.target.start - at
            return not 0 < after <= NEGATION_REACH
    return False
