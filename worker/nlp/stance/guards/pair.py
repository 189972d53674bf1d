"""What stands between holder and target makes the one nobody who judges the other."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.reporting import DENIALS
from worker.nlp.english.marks import STOPS
from worker.nlp.english.verbs import REPORTING_VERBS, harms, predicates, sign
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import Mention, MentionIndex
from worker.nlp.stance.claims import Claim

_JOINT: Final = word_list("joint")
_RECIPROCAL: Final = word_list("reciprocal")
_CLAIMS: Final = word_list("claims")
_STOPS: Final = STOPS
_BEFORE: Final = 5
"""Words before the gap in which a denial may stand: "denied that Luis Rojas" and the name."""

_SUBJECTS: Final = frozenset({"he", "she"})
_LINKS: Final = word_list("possessives") | {"of", "the"}


def same_phrase(doc: Doc, gap: tuple[int, int]) -> bool:
    """Two names in one noun phrase: "Russian President Vladimir Putin", "Peru's Luis Rojas"."""
    words = [doc[token] for token in range(*gap)]
    return all((word.is_title or word.lower_ in _LINKS) and not predicates(word) for word in words)


def side_by_side(doc: Doc, claim: Claim, gap: tuple[int, int]) -> bool:
    """Two who do something together are not against each other for what they do it against."""
    if claim.polarity != "against":
        return False
    words = [doc[token].lower_ for token in range(*gap)]
    joined = (
        bool(words)
        and words[-1] in _JOINT
        and not any(sign(doc[token]) < 0 for token in range(*gap))
    )
    if not joined:
        return False
    sentence = (doc[token].lower_ for token in range(*claim.bounds))
    return not any(word in _RECIPROCAL for word in sentence)


def denied(doc: Doc, gap: tuple[int, int]) -> bool:
    """A denial that has a claim for its object: what follows it is not the holder's view.

    The denial stands between the two, or right before both: "he denied that he had accused her".
    """
    before = doc[max(doc[gap[0]].sent.start, gap[0] - _BEFORE) : gap[0]]
    words = [token.lower_ for token in before]
    for at, word in enumerate(words):
        if word in DENIALS and "that" in words[at + 1 : at + 3]:
            return True
    for token in range(*gap):
        if doc[token].lower_ in DENIALS:
            following = [doc[after].lower_ for after in range(token + 1, min(token + 4, gap[1]))]
            return any(word in _CLAIMS or word.endswith("ing") for word in following)
    return False


def third_party(doc: Doc, index: MentionIndex, claim: Claim, gap: tuple[int, int]) -> bool:
    """Somebody between holder and target does it: "A praised B for condemning C"."""
    holder = claim.holder
    assert holder is not None
    listed, previous = True, holder.end
    for mention in index.within(*gap):
        listed = listed and _list_only(doc, previous, mention.start)
        previous = mention.end
        if listed or mention.entity in (holder.entity, claim.target.entity):
            continue
        person = index.entities[mention.entity].type == "person"
        for token in range(mention.end, gap[1]):
            if doc[token].text in _STOPS or _joined_gerund(doc, token):
                break
            if doc[token].lower_ == "for" and doc[token + 1].lower_.endswith("ing"):
                # "Trump thanked France for joining the US": what follows is France's doing.
                return True
            following = range(token + 1, min(token + 3, gap[1]))
            speaks = any(doc[at].lower_ in REPORTING_VERBS for at in following)
            if person and doc[token].lower_ in _SUBJECTS and not speaks:
                # "Stahl reminded Trump that he …": what follows is his.
                return True
            if sign(doc[token]) != 0 or harms(doc[token]):
                return True
    return False


def _joined_gerund(doc: Doc, token: int) -> bool:
    """In "treating Syrians and preventing Iran from …" the second is not done by the Syrians."""
    joins = doc[token].lower_ in ("and", "or")
    return joins and token + 1 < len(doc) and doc[token + 1].lower_.endswith("ing")


def _list_only(doc: Doc, start: int, end: int) -> bool:
    return all(doc[token].lower_ in (",", "and", "or", "&", "the") for token in range(start, end))


def gap_between(one: Mention, other: Mention) -> tuple[int, int]:
    """The tokens between two mentions."""
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return first.end, max(first.end, second.start)
