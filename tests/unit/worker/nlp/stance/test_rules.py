# ruff: noqa: ARG002 - the signatures are those of the trained heads
"""What every guard and every voice must hold, on docs that no rule was written for."""

from collections.abc import Iterator
from itertools import permutations, product

import pytest
from spacy.tokens import Doc

from tests.unit.worker.nlp.stand_ins import Heads, doc_of, spans_of
from topics.abstentions import REASONS
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard
from worker.nlp.stance.reading import Reading, Vote
from worker.nlp.stance.voices.table import VOICES, Voice

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


class Certain(Heads):
    """Heads that are sure that everybody is against everybody, or for everybody."""

    def __init__(self, doc: Doc, polarity: str) -> None:
        super().__init__(doc, thresholds={"stance": 0.3})
        self._polarity = polarity

    def relation(self, sentence, p, q):
        labels = ("p_favor_q", "p_against_q", "q_favor_p", "q_against_p")
        sure = {label: 0.4 if self._polarity in label else 0.05 for label in labels}
        return sure | {"neutral": 0.1}

    def polarity(self, sentence, target):
        return dict.fromkeys(("against", "neutral", "favor"), 0.01) | {self._polarity: 0.98}


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
    return True


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
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_answers_whatever_it_is_given_and_changes_nothing(guard: Guard, body: str) -> None:
    doc = odd_doc(body)
    index = MentionIndex(doc)
    before = state(doc)
    for claim in claims_about(doc, index):
        if guard.applies(claim):
            answers = {guard.objects(Case(doc, index, claim)) for _ in range(2)}
            assert answers in ({True}, {False})
    assert state(doc) == before


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guard_that_objects_counts_its_reason_and_no_other(guard: Guard) -> None:
    doc = doc_of("Kolb likes Peru.", Kolb="person", Peru="country")
    row = guard._replace(objects=always)
    reading = Reading(doc, Heads(doc), [row])
    holder, target = reading.index.all
    claim = Claim(holder, target, guard.polarity or "favor", (0, len(doc)), (0, len(doc)))
    assert not reading.passes(claim, 1.0)
    assert reading.abstentions == {guard.reason: 1}
    assert guard.reason in REASONS


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
@pytest.mark.parametrize("polarity", ["favor", "against"])
def test_a_voice_answers_whatever_it_is_given_and_changes_nothing(
    voice: Voice, body: str, polarity: str
) -> None:
    doc = odd_doc(body)
    before = state(doc)
    said = []
    for guards in (GUARDS, GUARDS, ()):
        reading = Reading(doc, Certain(doc, polarity), guards)
        heard = voice.listen(reading, [])
        said.append((heard.votes, heard.tones, reading.abstentions))
        assert set(reading.abstentions) <= set(REASONS)
        assert all(count > 0 for count in reading.abstentions.values())
        assert set(heard.tones) <= set(range(len(reading.index.entities)))
        for vote in heard.votes:
            check(reading, vote)
    assert said[0] == said[1]
    assert state(doc) == before


def check(reading: Reading, vote: Vote) -> None:
    start, end = reading.sentences[vote.sentence]
    assert start <= vote.evidence.start < vote.evidence.end <= end
    assert 0 <= vote.confidence <= 1
    assert vote.polarity in {"favor", "against"}
    assert (vote.holder == "entity") == (vote.holder_entity is not None)
    assert vote.holder_entity != vote.target
    assert vote.target in range(len(reading.index.entities))


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_a_voice_speaks_where_the_heads_are_sure(voice: Voice) -> None:
    bodies = {
        "related": "Kolb condemned Peru.",
        "sources": "Critics said Peru was destroying its press.",
        "author": "Peru is a shameless liar.",
    }
    doc = doc_of(bodies[voice.name], Kolb="person", Peru="country", Chile="country")
    if voice.name == "sources":
        source, cue, content = (
            next(spans_of(doc, text))
            for text in ("Critics", "said", "Peru was destroying its press")
        )
        findings(doc).attributions = [DocAttribution("indirect", (content,), cue, source)]
    findings(doc).entities = [one for one in findings(doc).entities if one.mentions]
    heard = voice.listen(Reading(doc, Certain(doc, "against"), ()), [])
    assert heard.votes
