"""The guard about the holder: somebody else acts, who is named with the holder's help."""

from typing import Final

from worker.nlp.english.words import word_list
from worker.nlp.stance.guards.case import Case

_POSSESSIVES: Final = word_list("possessives")
_OTHERS: Final = word_list("other_people")
_OWNED_REACH: Final = 3


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
