"""Guards about a pair: the words between the two show no stance of one toward the other."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.reporting import DENIALS
from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import REPORTING_VERBS, harms, sign
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention
from worker.nlp.stance.guards.case import Case

_TOGETHER: Final = word_list("joint")
_RECIPROCAL: Final = word_list("reciprocal")
_CLAIMS: Final = word_list("claims")
_SUBJECTS: Final = word_list("personal_subjects")
_BETWEEN_LISTED: Final = word_list("between_listed")
_COORDINATORS: Final = word_list("coordinators")
_DENIAL_REACH: Final = 5
"""Tokens before the gap in which a denial can be: "denied that Luis Rojas" and the name."""

_DENIED_REACH: Final = 3
"""Tokens after a denial in which its object begins."""


def side_by_side(case: Case) -> bool:
    """Holder and target do something together: their opposition is to a third."""
    words = case.words(*case.gap)
    if not words or words[-1] not in _TOGETHER:
        return False
    hostile = any(sign(case.doc[token]) < 0 for token in range(*case.gap))
    return not hostile and _RECIPROCAL.isdisjoint(case.words(*case.claim.bounds))


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


def third_party(case: Case) -> bool:
    """Somebody named between holder and target does it: "A praised B for condemning C"."""
    if case.holder.start >= case.target.start:
        return False
    return any(_acts_on_target(case, mention) for mention in _others_between(case))


def _others_between(case: Case) -> Iterator[Mention]:
    """Whoever is named between the two, but for those who are listed with the holder."""
    own = (case.holder.entity, case.target.entity)
    listed, previous = True, case.holder.end
    for mention in case.index.within(*case.gap):
        listed = listed and _BETWEEN_LISTED.issuperset(case.words(previous, mention.start))
        previous = mention.end
        if not listed and mention.entity not in own:
            yield mention


def _acts_on_target(case: Case, mention: Mention) -> bool:
    """Whether the words from the mention to the target say that the mentioned one acts."""
    doc, end = case.doc, case.gap[1]
    for token in range(mention.end, end):
        if doc[token].text in STOPS or _second_gerund(doc, token):
            return False
        if doc[token].lower_ == "for" and doc[token + 1].lower_.endswith("ing"):
            # "Trump thanked France for joining the US": what follows is France's doing.
            return True
        if doc[token].lower_ in _SUBJECTS and case.is_person(mention):
            # "Stahl reminded Trump that he …": what follows is Trump's, unless he only speaks.
            following = case.words(token + 1, min(token + 3, end))
            if REPORTING_VERBS.isdisjoint(following):
                return True
        if sign(doc[token]) != 0 or harms(doc[token]):
            return True
    return False


def _second_gerund(doc: Doc, token: int) -> bool:
    """Whether another gerund begins: Syrians do only the first of "treating … and preventing"."""
    return (
        doc[token].lower_ in _COORDINATORS
        and token + 1 < len(doc)
        and doc[token + 1].lower_.endswith("ing")
    )
