"""The target is not whom the words are about: a place, an attribute, a victim."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.verbs import harms, predicates, sign
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import PLACE_TYPES, TABLE
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.stance.guards.case import Case

_PLACE_PREPOSITIONS: Final = word_list("place_prepositions")
_POSSESSIVES: Final = word_list("possessives")
_OTHERS: Final = word_list("other_people")
_ACTORS: Final = word_list("offices") | word_list("actors")
_STOPS: Final = word_list("pauses")
_ROLE_REACH: Final = 3
_OWNED_REACH: Final = 3
_ROLES: Final = word_list("roles") | word_list("heads")
_RELATIVE_REACH: Final = 6
_REQUESTS: Final = word_list("requests") | {"call on", "calls on", "called on", "calling on"}
_DUTIES: Final = word_list("duties")
_VICTIM_REACH: Final = 6
_ARTICLES: Final = word_list("place_modifiers")


def location(case: Case) -> bool:
    """The target is only where something happens: "a fight against corruption in Ukraine"."""
    doc, index, claim = case.doc, case.index, case.claim
    if index.entities[claim.target.entity].type not in PLACE_TYPES:
        return False
    before = claim.target.start - 1
    while before > claim.bounds[0] and doc[before].lower_ in _ARTICLES:
        before -= 1
    if before < claim.bounds[0]:
        return False
    trusting = before > claim.bounds[0] and sign(doc[before - 1]) != 0
    return doc[before].lower_ in _PLACE_PREPOSITIONS and not (
        trusting
        and doc[before].lower_ == "in"
        and doc[before - 1].lower_.startswith(("trust", "confid"))
    )


def modifier(case: Case) -> bool:
    """The target only says which: "the Syrian conflict", "Republican-led", "Kolb's rivals"."""
    doc, index, claim = case.doc, case.index, case.claim
    entity = index.entities[claim.target.entity]
    end = claim.target.end
    if end >= claim.bounds[1]:
        return False
    following = doc[end]
    if following.lower_ in _POSSESSIVES and end + 1 < len(doc):
        attribute = index.at(end + 1)
        person = attribute and index.entities[attribute.entity].type == "person"
        owned = range(end + 1, min(len(doc), end + 1 + _OWNED_REACH))
        return bool(person) or any(doc[token].lower_ in _OTHERS for token in owned)
    if following.lower_ in _OTHERS or _heads_a_person(doc, index, end):
        return True
    demonym = entity.type in TABLE.adjectives and claim.target.span.text != entity.name
    if not demonym and entity.type not in PLACE_TYPES:
        return False
    if following.text == "-":
        return not doc[end - 1].whitespace_
    noun = following.is_lower and following.is_alpha and not following.is_stop
    acts = predicates(following) or following.lower_ in _ACTORS
    if demonym and following.lower_.endswith("ing") and end + 1 < claim.bounds[1]:
        # "a North Korean shipping company", but "Russians shipping their goods".
        head = doc[end + 1]
        acts = not (head.is_lower and head.is_alpha and not head.is_stop)
    return noun and (not acts or (demonym and _second_of_two(doc, claim.target.start)))


def _second_of_two(doc: Doc, start: int) -> bool:
    """Joined to another by a hyphen: the second half of "Russian-Israeli"."""
    return start > 1 and doc[start - 1].text in ("-", "\u2013") and not doc[start - 2].whitespace_


def _heads_a_person(doc: Doc, index: MentionIndex, end: int) -> bool:
    """Behind the target stand an office and its owner: "former Fox News head Roger Ailes"."""
    for token in range(end, min(len(doc), end + _ROLE_REACH)):
        mention = index.at(token)
        if mention is not None:
            person = index.entities[mention.entity].type == "person"
            return person and token > end
        if doc[token].lower_ not in _ROLES:
            return False
    return False


def bystander(case: Case) -> bool:
    """Somebody without a name does it to the target: "voters who once supported Kolb"."""
    doc, claim = case.doc, case.claim
    target = claim.target
    lowest = max(claim.bounds[0], target.start - _RELATIVE_REACH)
    words = [doc[token].lower_ for token in range(lowest, target.start)]
    if words[-1:] == ["between"] or ("between" in words and words[-1:] == ["and"]):
        return True
    if "who" not in words:
        return False
    at = lowest + len(words) - 1 - words[::-1].index("who")
    acts = any(sign(doc[token]) != 0 for token in range(at + 1, target.start))
    return acts and at > lowest and doc[at - 1].is_lower and doc[at - 1].is_alpha


def requested(case: Case) -> bool:
    """To ask somebody for something is not to be for them."""
    doc, claim = case.doc, case.claim
    target = claim.target
    before = doc[target.start - 1].lower_ if target.start > claim.bounds[0] else ""
    if before == "on" and target.start - 1 > claim.bounds[0]:
        before = f"{doc[target.start - 2].lower_} on"
    after = [doc[token].lower_ for token in range(target.end, min(len(doc), target.end + 2))]
    return before in _REQUESTS or any(word in _DUTIES for word in after)


def victim(case: Case) -> bool:
    """The target is harmed by a third: whoever tells it is hardly against the one who suffers."""
    doc, index, claim = case.doc, case.index, case.claim
    target = claim.target
    start, end = claim.bounds
    for token in range(target.start - 1, max(start, target.start - _VICTIM_REACH) - 1, -1):
        mention = index.at(token)
        if doc[token].text in _STOPS or (mention and mention.entity != target.entity):
            break
        if harms(doc[token]):
            return _harmed_by_third(case, token)
    for token in range(target.end, min(end - 1, target.end + 4)):
        passive = doc[token].lower_ in {"was", "were", "been", "being", "is", "are"}
        if passive and harms(doc[token + 1]) and doc[token + 1].lower_.endswith("ed"):
            return claim.holder is None or claim.holder.start < target.start
    return False


def _harmed_by_third(case: Case, harm: int) -> bool:
    """Whether the nearest name before the word of harm is not the holder's."""
    claim = case.claim
    for token in range(harm - 1, claim.bounds[0] - 1, -1):
        actor = case.index.at(token)
        if actor is not None:
            return claim.holder is None or actor.entity != claim.holder.entity
    return False
