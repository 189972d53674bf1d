"""What every guard and the reading of stances must hold, on docs that no rule was written for."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

import pytest
from spacy.tokens import Doc

from tests.unit.worker.nlp.stance.readings import reading_of
from tests.unit.worker.nlp.stand_ins import doc_of
from topics.abstentions import REASONS
from worker.nlp.documents import DocAttribution, DocTarget, Pointer, findings
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard
from worker.nlp.stance.reading import Reading, Vote
from worker.nlp.stance.votes import votes

NAMES = {"Peru": "country", "Chile": "country", "Kolb": "person", "Lima": "facility"}
ODD = {
    "empty": "",
    "only white space": " \r\n \n",
    "one token": "Peru",
    "one mark": "?",
    "two names": "Peru Chile",
    "names at both edges": "Peru, who may not thank Kolb, denied that it blamed the war on Chile",
    "a possessive at the end": "Kolb praised Chile's",
    "emoji": "👍🏽 Peru 👎🏿 Chile ‍👩‍👩‍👧 hates Kolb 🇵🇪",
    "line ends of Windows": "Peru\r\n\r\ncondemned\r\nChile.\r\nKolb said so.\r\n",
    "combining marks": "Pe\u0301ru\u0308 thanked Chile\u0301 and Chile thanked Peru\u0301 .",
    "no entities": "Nobody here is for or against anybody, and who may say?",
    "marks only": "“Peru”, (Chile) — [Kolb]: «!» - ? … between Peru and Chile",
    "openers": '" Peru “ Chile " open to ( who between Peru and',
    "all of a rule's words": "If not Peru's doors, who said on between Chile and Lima, to Kolb",
}


def odd_doc(body: str) -> Doc:
    doc = doc_of(body, **{name: kind for name, kind in NAMES.items() if name in body})
    found = findings(doc)
    if len(doc) > 1:
        whole, first = doc[:], doc[:1]
        found.attributions = [
            DocAttribution("direct", (whole,), None, first, None),
            DocAttribution("indirect", (doc[1:],), first, first, "name:person:Kolb"),
        ]
    return doc


def always(case: Case) -> bool:
    return case is not None


def state(doc: Doc) -> str:
    """Everything on a doc that a rule could change."""
    found = findings(doc)
    tokens = [(token.text, token.whitespace_, token.is_sent_start) for token in doc]
    spans = [
        (span.start, span.end)
        for one in found.entities
        for span in (*one.mentions, *(reference.span for reference in one.references))
    ]
    return repr((tokens, spans, found))


def claims_about(doc: Doc, index: MentionIndex) -> Iterator[Claim]:
    """Every claim that the mentions allow, with its clause as narrow and as wide as can be."""
    whole = (0, len(doc))
    pairs = [*permutations(index.all, 2), *((None, one) for one in index.all)]
    for (holder, target), polarity in product(pairs, ("favor", "against")):
        ends = [one for one in (holder, target) if one is not None]
        narrow = min(one.start for one in ends), max(one.end for one in ends)
        for clause, bounds in ((narrow, narrow), (narrow, whole), (whole, whole)):
            yield Claim(holder, target, polarity, clause, bounds)


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.reason)
def test_a_guard_answers_whatever_it_is_given_and_changes_nothing(guard: Guard, body: str) -> None:
    doc = odd_doc(body)
    index = MentionIndex(doc)
    before = state(doc)
    for claim in claims_about(doc, index):
        if guard.applies(claim):
            answers = {guard.objects(Case(doc, index, claim)) for _ in range(2)}
            assert answers in ({True}, {False})
    assert state(doc) == before


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.reason)
def test_a_guard_that_objects_counts_its_reason_and_no_other(guard: Guard) -> None:
    doc = doc_of("Kolb likes Peru.", Kolb="person", Peru="country")
    row = guard._replace(objects=always)
    reading = reading_of(doc, guards=[row])
    holder, target = reading.index.all
    claim = Claim(holder, target, guard.polarity or "favor", (0, len(doc)), (0, len(doc)))
    assert not reading.allows(claim)
    assert reading.abstentions == {guard.reason: 1}
    assert guard.reason in REASONS


@pytest.mark.parametrize("guards", [GUARDS, ()], ids=["guarded", "unguarded"])
@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_whatever_the_reader_finds_the_votes_hold_and_nothing_changes(
    body: str, guards: Sequence[Guard]
) -> None:
    doc = odd_doc(body)
    findings(doc).targets = list(every_target(doc))
    before = state(doc)
    said = []
    for _ in range(2):
        reading = reading_of(doc, guards=guards)
        reading.thresholds = {}
        found = votes(reading)
        said.append((found, reading.abstentions))
        assert set(reading.abstentions) <= set(REASONS)
        assert all(count > 0 for count in reading.abstentions.values())
        for vote in found:
            check(reading, vote)
    assert said[0] == said[1]
    assert state(doc) == before


def every_target(doc: Doc) -> Iterator[DocTarget]:
    """Each word as a target of each word, of the author and of somebody elsewhere."""
    for number, sentence in enumerate(doc.sents):
        words = [token.i for token in sentence if not token.is_space]
        for at in words:
            for holder in (*words, "author", "elsewhere"):
                yield DocTarget(
                    span=doc[at : at + 1],
                    sentence=number,
                    polarity="favor" if at % 2 else "against",
                    probability=0.9,
                    opposite=0.1,
                    plain=0.5,
                    kind="policy",
                    holders={holder: 0.9} if isinstance(holder, int) else {},
                    author=0.9 if holder == "author" else 0.0,
                    elsewhere=0.9 if holder == "elsewhere" else 0.1,
                    name=Pointer({}, 1.0),
                )


def check(reading: Reading, vote: Vote) -> None:
    start, end = reading.sentences[vote.sentence]
    assert start <= vote.evidence.start < vote.evidence.end <= end
    assert 0 <= vote.confidence <= 1
    assert vote.polarity in {"favor", "against"}
    assert (vote.holder == "entity") == (vote.holder_entity is not None)
    assert vote.holder_entity != vote.target
    assert vote.target in range(len(reading.index.entities))


def test_the_votes_of_an_odd_text_are_not_all_withheld() -> None:
    doc = odd_doc(ODD["names at both edges"])
    findings(doc).targets = list(every_target(doc))
    holders = {vote.holder for vote in votes(reading_of(doc))}
    assert holders == {"entity", "author", "unnamed"}
