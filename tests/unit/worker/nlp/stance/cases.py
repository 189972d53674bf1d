"""Claims made by hand, for the tests of the guards."""

from dataclasses import replace

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.guards.case import Case

NAMES = {
    **dict.fromkeys(["Russia", "Syria", "Kenya", "Ethiopia", "Peru", "Chile"], "country"),
    **dict.fromkeys(["Iran", "Israel", "Turkey", "Ukraine", "Syrian"], "country"),
    **dict.fromkeys(["Kolb", "Pat"], "person"),
    "Hamas": "organization",
}


def case_of(body: str, holder: str | None, target: str, polarity: str) -> Case:
    """The claim that the first of the holder is for or against the first of the target.

    The holder is None where it has no mention in the sentence. The clause is the evidence that
    a proposal would have.
    """
    doc = doc_of(body, **{name: kind for name, kind in NAMES.items() if name in body})
    index = MentionIndex(doc)
    named = {index.entities[mention.entity].name: mention for mention in reversed(index.all)}
    ends = [named[name] for name in (holder, target) if name is not None]
    must = min(end.start for end in ends), max(end.end for end in ends)
    bounds = next((sent.start, sent.end) for sent in doc.sents if sent.start <= must[0] < sent.end)
    span = evidence(doc, bounds, must)
    claim = Claim(
        named[holder] if holder else None, named[target], polarity, (span.start, span.end), bounds
    )
    return Case(doc, index, claim)


def called(case: Case, name: str) -> Case:
    """The same case, whose target is a demonym: the entity has another name."""
    at = case.target.entity
    case.index.entities[at] = replace(case.index.entities[at], name=name)
    return case
