"""Guards about the target: it says which one is meant, is harmed by somebody else, or needed."""

from typing import Final

from spacy.tokens import Token

from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import REPORTING_VERBS, harms, predicates, signed
from worker.nlp.english.windows import start_of_run, tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.kinds import PLACE_TYPES, TABLE
from worker.nlp.stance.guards.case import Case
from worker.nlp.tokens import text_of

_POSSESSIVES: Final = word_list("possessives")
_MEETINGS: Final = word_list("meeting_verbs")
_OTHERS: Final = word_list("other_people")
_TITLES: Final = word_list("titles")
_ACTORS: Final = word_list("offices") | word_list("actors")
_ROLES: Final = word_list("roles") | word_list("heads")
_PASSIVE: Final = word_list("passive_auxiliaries")
_DETERMINERS: Final = word_list("determiners")
_BEFORE_NAMES: Final = _DETERMINERS | _TITLES
_DEEDS: Final = word_list("harmful_deeds")
_TOWARD: Final = frozenset({"on", "against", "of", "at", "toward", "towards", "to"})
_TOLD_OR_ENDED: Final = frozenset(
    {"end", "ended", "halt", "stop", "stopped", "speak", "speaks", "spoke", "talk", "talked"}
)
_WORTH: Final = frozenset({"importance", "necessity", "need", "urgency"})
"""Of the marks that stand behind such a word and "of" or "for", 48 are in favour and 3 against."""

_NEWS: Final = frozenset({"news", "reports", "report", "word", "announcement", "announcements"})
_JOINING: Final = frozenset({"and", "or", ",", "the", "a", "an", "both"})
_GLAD_REACH: Final = 4
_WORTH_OF: Final = frozenset({"of", "for"})
_SUBJECT_OF: Final = frozenset({"about", "over"})
_DOUBTS: Final = frozenset({"no", "any", "little", "less", "without", "why", "whether"})
_ROLE_REACH: Final = 3
_OWNED_REACH: Final = 3
_VICTIM_REACH: Final = 6
_PASSIVE_REACH: Final = 4


def modifier(case: Case) -> bool:
    """The target only says which one is meant: "the Syrian conflict", "Kolb's rivals"."""
    doc, end = case.doc, case.target.end
    if end >= case.claim.bounds[1]:
        return False
    following = doc[end].lower_
    if following in _POSSESSIVES and end + 1 < len(doc):
        owned = case.words(end + 1, end + 1 + _OWNED_REACH)
        return case.is_person(case.index.at(end + 1)) or not _OTHERS.isdisjoint(owned)
    return following in _OTHERS or _heads_a_person(case) or _says_which(case)


def _heads_a_person(case: Case) -> bool:
    """An office and its holder follow the target: "former Fox News head Roger Ailes"."""
    end = case.target.end
    for token in range(end, min(len(case.doc), end + _ROLE_REACH)):
        mention = case.index.at(token)
        if mention is not None:
            return token > end and case.is_person(mention)
        if case.doc[token].lower_ not in _ROLES:
            return False
    return False


def _says_which(case: Case) -> bool:
    """A place or a people's name stands before a common noun that does nothing itself."""
    doc, target = case.doc, case.target
    entity = case.index.entities[target.entity]
    demonym = entity.type in TABLE.adjectives and text_of(target.span) != entity.name
    if not demonym and entity.type not in PLACE_TYPES:
        return False
    if doc[target.end].text == "-":
        return not doc[target.end - 1].whitespace_
    if not _common_noun(doc[target.end]):
        return False
    return not _acts(case, demonym=demonym) or (demonym and _second_of_two(case))


def _common_noun(token: Token) -> bool:
    return bool(token.is_lower and token.is_alpha and not token.is_stop)


def _acts(case: Case, *, demonym: bool) -> bool:
    """Whether the word after the target is a verb, or somebody who acts for it."""
    end = case.target.end
    following = case.doc[end]
    if demonym and following.lower_.endswith("ing") and end + 1 < case.claim.bounds[1]:
        # "a North Korean shipping company", but "Russians shipping their goods".
        return not _common_noun(case.doc[end + 1])
    return predicates(following) or following.lower_ in _ACTORS


def _second_of_two(case: Case) -> bool:
    """Whether a hyphen ties the target to a word before it: "Russian-Israeli"."""
    doc, start = case.doc, case.target.start
    return start > 1 and doc[start - 1].text in ("-", "\u2013") and not doc[start - 2].whitespace_


def valued(case: Case) -> bool:
    """The words before the target call it important or needed, and nobody doubts it.

    The reader sees "ending" in "the importance of ending the war" and takes it for dislike. In "the
    importance of Peru ending the war", Peru is liked no more than disliked, and so it is in
    "welcomed news that Peru had ended it".
    """
    if case.claim.polarity == "favor" and not _acts_itself(case):
        return _in_welcome_news(case)
    doc, (lowest, _) = case.doc, case.claim.bounds
    linked = start_of_run(
        doc, lowest, case.target.start, lambda token: token.lower_ in _DETERMINERS
    )
    if linked - 2 < lowest or doc[linked - 1].lower_ not in _WORTH_OF:
        return False
    before = case.words(lowest, linked - 2)
    doubted = any(word in _DOUBTS or signed(word) < 0 for word in before)
    return doc[linked - 2].lower_ in _WORTH and not doubted


def _acts_itself(case: Case) -> bool:
    """Whether the target is who is to do something: "Peru ending the war"."""
    end = case.target.end
    return end < case.claim.bounds[1] and case.doc[end].lower_.endswith("ing")


def _in_welcome_news(case: Case) -> bool:
    """Whether what the holder is glad to hear begins with the target, or with others and it."""
    doc, (lowest, _) = case.doc, case.claim.bounds
    begun = start_of_run(
        doc,
        lowest,
        case.target.start,
        lambda token: token.lower_ in _JOINING or case.index.at(token.i) is not None,
    )
    if begun - 2 < lowest or doc[begun - 1].lower_ != "that" or doc[begun - 2].lower_ not in _NEWS:
        return False
    return any(signed(word) > 0 for word in case.words(max(lowest, begun - 2 - _GLAD_REACH), begun))


def met(case: Case) -> bool:
    """The holder only meets the target: "when Kolb greeted Peru's envoy"."""
    doc, (lowest, _) = case.doc, case.claim.bounds
    begun = start_of_run(
        doc, lowest, case.target.start, lambda token: token.lower_ in _BEFORE_NAMES
    )
    if begun - 1 > lowest and doc[begun - 1].lower_ == "with":
        begun -= 1
    return begun > lowest and doc[begun - 1].lower_ in _MEETINGS


def subject(case: Case) -> bool:
    """The target is what somebody is criticised over: "blasted Kolb over the pipeline".

    Of 100 marks against whoever stands before such a word, 7 are against the subject too.
    """
    doc, (lowest, _) = case.doc, case.claim.bounds
    begun = start_of_run(
        doc, lowest, case.target.start, lambda token: token.lower_ in _BEFORE_NAMES
    )
    if begun - 2 < lowest or doc[begun - 1].lower_ not in _SUBJECT_OF:
        return False
    criticised = case.index.at(begun - 2)
    if criticised is None or criticised.entity == case.target.entity:
        return False
    return case.claim.holder is None or case.claim.holder.entity != criticised.entity


def victim(case: Case) -> bool:
    """The target is harmed by somebody other than the holder.

    Who tells of a harm is hardly against the one who suffers it.
    """
    if _suffers(case):
        return True
    harm = _harm_before(case)
    return _harmed_passively(case) if harm is None else _harmed_by_third(case, harm)


def _suffers(case: Case) -> bool:
    """A deed against the target is rejected or told: "condemned the attack on Peru".

    Who attacks Peru is against it, and so is who praises the attack.
    """
    doc, (lowest, _) = case.doc, case.claim.bounds
    linked = start_of_run(
        doc, lowest, case.target.start, lambda token: token.lower_ in _DETERMINERS
    )
    if linked - 1 <= lowest or doc[linked - 1].lower_ not in _TOWARD:
        return False
    deed = linked - 2
    if doc[deed].lower_ not in _DEEDS:
        return False
    before = case.words(lowest, deed)
    return any(
        signed(word) < 0 or word in REPORTING_VERBS or word in _TOLD_OR_ENDED
        for word in before
        if word not in _DEEDS
    )


def _harm_before(case: Case) -> int | None:
    """The nearest word of harm before the target, with no pause and no other name between."""
    target = case.target
    for token in reversed(tokens_before(target.start, _VICTIM_REACH, case.claim.bounds[0])):
        mention = case.index.at(token)
        if case.doc[token].text in STOPS or (mention and mention.entity != target.entity):
            return None
        if harms(case.doc[token]):
            return token
    return None


def _harmed_by_third(case: Case, harm: int) -> bool:
    """Whether the nearest name before the word of harm is not the holder's."""
    claim = case.claim
    bracketed = False
    for token in range(harm - 1, claim.bounds[0] - 1, -1):
        # The party or the state in "Rep. Nina Falk (D-Calif.)" does not act.
        bracketed = case.doc[token].text == ")" or (bracketed and case.doc[token].text != "(")
        actor = case.index.at(token)
        if actor is not None and not bracketed:
            if claim.unnamed is not None and token in range(*claim.unnamed):
                return False  # "Kolb's aide attacked Peru"
            return claim.holder is None or actor.entity != claim.holder.entity
    return False


def _harmed_passively(case: Case) -> bool:
    """The target "was attacked", by a holder who is not named after it."""
    doc, claim = case.doc, case.claim
    end = claim.target.end
    harmed = any(
        doc[token].lower_ in _PASSIVE
        and harms(doc[token + 1])
        and doc[token + 1].lower_.endswith("ed")
        for token in range(end, min(claim.bounds[1] - 1, end + _PASSIVE_REACH))
    )
    return harmed and (claim.holder is None or claim.holder.start < claim.target.start)
