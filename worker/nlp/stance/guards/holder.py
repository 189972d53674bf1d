"""The holder is not who acts: only where somebody is from, or whose people somebody is."""

from typing import Final

from worker.nlp.english.verbs import predicates
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import PLACE_TYPES
from worker.nlp.stance.guards.case import Case

_PLACE_PREPOSITIONS: Final = word_list("place_prepositions")
_SEATS: Final = PLACE_TYPES | {"organization"}
_POSSESSIVES: Final = word_list("possessives")
_OTHERS: Final = word_list("other_people")
_RELATIVES: Final = frozenset({"who", "which", "whose", "whom"})
_STOPS: Final = word_list("pauses")
_REACH: Final = 5


def seat(case: Case) -> bool:
    """The holder only says where somebody is from: "Pat Doe, of Lima, Peru, said"."""
    doc, index, holder = case.doc, case.index, case.holder
    kind = index.entities[holder.entity].type
    if kind not in _SEATS:
        return False
    before = holder.start - 1
    lowest = max(case.claim.bounds[0], holder.start - _REACH)
    place = kind != "organization"
    while before >= lowest and (
        doc[before].lower_ == "the" or (place and (doc[before].text == "," or doc[before].is_title))
    ):
        before -= 1
    if before < lowest:
        return False
    word = doc[before].lower_
    return word in _PLACE_PREPOSITIONS or (place and word == "of")


def proxy(case: Case) -> bool:
    """Others act, who are only named after the holder: "Kolb's rivals", "Peru's Luis Rojas"."""
    doc, index, holder = case.doc, case.index, case.holder
    before = [
        doc[token].lower_
        for token in range(max(case.claim.bounds[0], holder.start - 3), holder.start)
    ]
    after = [doc[token].lower_ for token in range(holder.end, min(len(doc), holder.end + 2))]
    possessive = len(after) > 1 and after[0] in _POSSESSIVES
    attribute = index.at(holder.end + 1) if possessive else None
    if attribute is not None:
        return index.entities[attribute.entity].type == "person"
    named_after = "of" in before and any(word in _OTHERS for word in before)
    others = bool(after) and (after[1] if possessive else after[0]) in _OTHERS
    return others or named_after


def in_aside(case: Case) -> bool:
    """Who acts is told by a clause that names the holder: "Pat, who met Kolb, praised Peru".

    The holder may not be the subject of that clause, which a verb has to follow.
    """
    doc, holder, target = case.doc, case.holder, case.target
    opener = next(
        (
            token
            for token in range(holder.start - 1, case.claim.bounds[0], -1)
            if doc[token].lower_ in _RELATIVES or doc[token].text in _STOPS
        ),
        None,
    )
    if opener is None or doc[opener].text in _STOPS or doc[opener - 1].text != ",":
        return False
    if all(doc[token].lower_ == "the" for token in range(opener + 1, holder.start)):
        return False
    closing = next(
        (token for token in range(holder.end, target.start) if doc[token].text in _STOPS),
        None,
    )
    if closing is None or closing + 1 >= target.start or doc[closing].text != ",":
        return False
    verb = doc[closing + 1]
    return predicates(verb) and not verb.lower_.endswith("ing")
