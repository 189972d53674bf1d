"""Guards about the holder: it does not act, but says where somebody is from or whose they are."""

from typing import Final

from spacy.tokens import Token

from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import PLACE_TYPES
from worker.nlp.stance.guards.case import Case

_ORGANIZATION: Final = "organization"
_PLACE_PREPOSITIONS: Final = word_list("place_prepositions")
_POSSESSIVES: Final = word_list("possessives")
_OTHERS: Final = word_list("other_people")
_RELATIVES: Final = word_list("relative_pronouns")
_ORIGIN_REACH: Final = 5
_OWNED_REACH: Final = 3


def origin(case: Case) -> bool:
    """The holder only says where somebody is from: "Pat Doe, of Lima, Peru, said"."""
    doc, start = case.doc, case.holder.start
    kind = case.index.entities[case.holder.entity].type
    if kind not in PLACE_TYPES and kind != _ORGANIZATION:
        return False
    place = kind in PLACE_TYPES

    def belongs(token: Token) -> bool:
        """Part of the place's name: "Lima," before "Peru"; an organization's is not so long."""
        return token.lower_ == "the" or (place and (token.text == "," or token.is_title))

    lowest = max(case.claim.bounds[0], start - _ORIGIN_REACH)
    first = start_of_run(doc, lowest, start, belongs)
    if first <= lowest:
        return False
    word = doc[first - 1].lower_
    return word in _PLACE_PREPOSITIONS or (place and word == "of")


def proxy(case: Case) -> bool:
    """Somebody else acts, who is only named after the holder: "Kolb's rivals", "Peru's Rojas"."""
    start, end = case.holder.start, case.holder.end
    after = case.words(end, end + 2)
    if len(after) > 1 and after[0] in _POSSESSIVES:
        owned = case.index.at(end + 1)
        if owned is not None:
            return case.is_person(owned)
        after = after[1:]
    before = case.words(max(case.claim.bounds[0], start - _OWNED_REACH), start)
    named_after = "of" in before and not _OTHERS.isdisjoint(before)
    return named_after or not _OTHERS.isdisjoint(after[:1])


def in_aside(case: Case) -> bool:
    """The holder is named in an aside about who acts: "Pat, who met Kolb, praised Peru".

    Only where the holder is not the subject of the aside, and a verb follows it.
    """
    opener = _opener(case)
    if opener is None:
        return False
    subject = set(case.words(opener + 1, case.holder.start)) <= {"the"}
    verb = _word_after_aside(case)
    if subject or verb is None:
        return False
    return predicates(verb) and not verb.lower_.endswith("ing")


def _opener(case: Case) -> int | None:
    """The relative pronoun after a comma that opens the aside around the holder, if one does."""
    doc = case.doc
    for token in range(case.holder.start - 1, case.claim.bounds[0], -1):
        if doc[token].text in STOPS:
            return None
        if doc[token].lower_ in _RELATIVES:
            return token if doc[token - 1].text == "," else None
    return None


def _word_after_aside(case: Case) -> Token | None:
    """What follows the comma that closes the aside, where that is still before the target."""
    doc, target = case.doc, case.target.start
    inside = range(case.holder.end, target)
    closing = next((token for token in inside if doc[token].text in STOPS), target)
    if closing + 1 >= target or doc[closing].text != ",":
        return None
    return doc[closing + 1]
