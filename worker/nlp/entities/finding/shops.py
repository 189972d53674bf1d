"""Shops and restaurants whose name ends in a possessive: “Wendy's sued the landlord”.

The tagger marks such a name without its end, often as a person. Behind it stands a verb, and so
nothing that could be owned. Of two that *and* joins, both are shops: “Wendy's and Domino's raised
prices”.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.verbs import predicates
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import tokens_of

_LABEL: Final = TABLE.label_of["organization"]
_POSSESSIVES: Final = frozenset(mark for mark in word_list("possessives") if len(mark) > 1)
_OBJECTS: Final = frozenset(
    {"a", "an", "the", "its", "him", "her", "his", "them", "us", "that", "it", "their", "no"}
)
_AND: Final = frozenset({"and", "&", "or"})
_SINGLE: Final = 2
"""Tokens of a name of one word and its possessive."""


def with_shops(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with whole names of shops, as organisations."""
    found = dict(_shops(doc))
    if not found:
        return list(findings)
    kept = [
        one
        for one in findings
        if not any(
            start <= at < end for at in (int(one.span.start),) for start, end in found.items()
        )
    ]
    made = [Finding(doc[start:end], _LABEL) for start, end in found.items()]
    return sorted([*kept, *made], key=lambda finding: int(finding.span.start))


def _shops(doc: Doc) -> Iterator[tuple[int, int]]:
    """Start and end of each."""
    for at, text in enumerate(tokens_of(doc).texts):
        if text not in _POSSESSIVES or at == 0 or not _may_be_shop(doc, at - 1):
            continue
        if _acts(doc, at + 1):
            yield at - 1, at + 1
        other = at + 1
        joined = other + _SINGLE < len(doc) and doc[other].text in _AND
        if joined and doc[other + _SINGLE].text in _POSSESSIVES and _may_be_shop(doc, other + 1):
            after = other + _SINGLE + 1
            if after < len(doc) and predicates(doc[after]) and doc[after].lower_ != "been":
                yield at - 1, at + 1
                yield other + 1, after


def _may_be_shop(doc: Doc, at: int) -> bool:
    word = doc[at]
    before = doc[at - 1] if at > sentence_of(word).start else None
    alone = before is None or not before.text[0].isupper()
    named = word.text[0].isupper() and not word.is_upper and word.is_alpha
    return bool(named and alone) and not capitals_say_little(sentence_of(word))


def _acts(doc: Doc, at: int) -> bool:
    """Whether a verb with an object stands there: “sued the landlord”, and not “injured knee”."""
    if at + 1 >= sentence_of(doc[at - 1]).end:
        return False
    verb = doc[at]
    past = verb.is_lower and verb.text.endswith(("ed", "aid", "old", "ought"))
    return bool(past and predicates(verb) and doc[at + 1].lower_ in _OBJECTS)
