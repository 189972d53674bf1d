import pytest

from tests.unit.worker.nlp.stand_ins import doc_of
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import objection

COUNTRIES = dict.fromkeys(
    [
        "Russia",
        "Syria",
        "Kenya",
        "Ethiopia",
        "Peru",
        "Chile",
        "Iran",
        "Israel",
        "Turkey",
        "Ukraine",
    ],
    "country",
)


def reason(body: str, holder: str | None, target: str, polarity: str) -> str | None:
    doc = doc_of(body, **COUNTRIES, Kolb="person", Pat="person", Hamas="organization")
    index = MentionIndex(doc)
    named = {index.entities[mention.entity].name: mention for mention in reversed(index.all)}
    ends = [named[name] for name in (holder, target) if name is not None]
    must = min(end.start for end in ends), max(end.end for end in ends)
    bounds = next((s.start, s.end) for s in doc.sents if s.start <= must[0] < s.end)
    span = evidence(doc, bounds, must)
    claim = Claim(
        named[holder] if holder else None,
        named[target],
        polarity,
        (span.start, span.end),
        bounds,
    )
    return objection(Case(doc, index, claim))


@pytest.mark.parametrize(
    ("body", "holder", "target", "polarity", "expected"),
    [
        ("Kenya and Ethiopia fought terror.", "Kenya", "Ethiopia", "against", "side_by_side"),
        ("Kolb did not criticise Peru.", "Kolb", "Peru", "against", "negated"),
        ("Kolb did not criticise Peru.", "Kolb", "Peru", "favor", "negated"),
        ("Kolb never condemned Peru.", "Kolb", "Peru", "against", "negated"),
        ("Kolb refused to support Peru.", "Kolb", "Peru", "favor", "negated"),
        ("If Peru lost, Kolb blamed Chile.", "Kolb", "Chile", "against", "hypothetical"),
        ("Kolb might criticise Peru.", "Kolb", "Peru", "against", "hypothetical"),
        ("Should Kolb trust Peru?", "Kolb", "Peru", "favor", "hypothetical"),
        ("Kolb thanked the so-called friends of Peru.", "Kolb", "Peru", "favor", "irony"),
        ("So much for our great friend Peru, Kolb said.", "Kolb", "Peru", "favor", "irony"),
        ("Iran denied that it had attacked Israel.", "Iran", "Israel", "against", "denied"),
        ("Pat denied that Kolb had insulted Peru.", "Kolb", "Peru", "against", "denied"),
        ("Pat denied a report. Kolb insulted Peru.", "Kolb", "Peru", "against", None),
        ("Kolb thanked Kenya for joining Peru.", "Kolb", "Peru", "favor", "third_party"),
        ("Kolb thanked Kenya for Peru.", "Kolb", "Peru", "favor", None),
        ("Kolb welcomed that Peru could win.", "Kolb", "Peru", "favor", None),
        ("Kolb could welcome Peru.", "Kolb", "Peru", "favor", "hypothetical"),
        ("Kolb spoke of aiding Kenya and stopping Iran.", "Kolb", "Iran", "against", None),
        ("Kolb spoke of Kenya stopping Iran.", "Kolb", "Iran", "against", "third_party"),
        ("Kolb praised Peru for condemning Chile.", "Kolb", "Chile", "against", "third_party"),
        ("Kolb praised a fight against graft in Peru.", "Kolb", "Peru", "against", "location"),
        ("“Hamas murdered families of Israel,” Kolb said.", None, "Israel", "against", "victim"),
        ("Kolb said Israel was attacked again.", None, "Israel", "against", "victim"),
        ("Kolb praised Peru.", "Kolb", "Peru", "against", "contradicted"),
        (
            "Israel, Russia, unconditional allies in the war against terror, met.",
            None,
            "Russia",
            "against",
            "contradicted",
        ),
        ("Kolb met voters who once supported Peru.", "Kolb", "Peru", "favor", "bystander"),
        ("Kolb fanned the feud between Peru and Chile.", "Kolb", "Chile", "against", "bystander"),
        ("Kolb urged Peru to embrace reform.", "Kolb", "Peru", "favor", "requested"),
        ("Rivals of Kolb have praised Peru.", "Kolb", "Peru", "favor", "proxy"),
        ("Kolb's rivals have praised Peru.", "Kolb", "Peru", "favor", "proxy"),
        ("Pat, a miner from Lima, Peru, blamed Chile.", "Peru", "Chile", "against", "seat"),
        ("Kolb protests that blame of Peru is unfair.", "Kolb", "Peru", "against", "defended"),
        ("Kolb hailed Peru's Pat for courage.", "Kolb", "Peru", "favor", "modifier"),
        ("Pat told Kolb that he was a foe of Peru.", "Pat", "Peru", "against", "third_party"),
        ("Kolb opposed Peru's expulsion.", "Kolb", "Peru", "against", "defended"),
        ("Peru's Pat praised Chile.", "Peru", "Chile", "favor", "proxy"),
        ("Pat, who speaks for Peru's crews, accused Chile.", "Peru", "Chile", "against", "proxy"),
        ("Pat, who met Kolb, praised Peru.", "Kolb", "Peru", "favor", "proxy"),
        ("No talks until Peru respects Chile.", "Peru", "Chile", "favor", "hypothetical"),
        ("Kolb called the Peru deal insane.", "Kolb", "Peru", "against", "modifier"),
        ("Pat accused Hamas head Kolb of theft.", "Pat", "Hamas", "against", "modifier"),
        ("Pat endorsed Kolb's primary challenger.", "Pat", "Kolb", "favor", "modifier"),
        ("Peru Kolb spoke.", "Kolb", "Peru", "favor", "same_phrase"),
    ],
)  # fmt: skip
def test_each_guard_knows_its_class(body, holder, target, polarity, expected):
    assert reason(body, holder, target, polarity) == expected


@pytest.mark.parametrize(
    ("body", "holder", "target", "polarity"),
    [
        ("Kolb criticised Peru.", "Kolb", "Peru", "against"),
        ("Kolb is concerned that Iran is gaining a foothold in Syria.", "Kolb", "Iran", "against"),
        ("Peru was condemned by Chile.", "Chile", "Peru", "against"),
        ("Peru, Kenya and Chile condemned Iran.", "Peru", "Iran", "against"),
        ("Kolb said that Peru is not a friend.", "Kolb", "Peru", "against"),
        ("Kolb would like to thank Peru.", "Kolb", "Peru", "favor"),
        ("Kenya and Ethiopia accused each other.", "Kenya", "Ethiopia", "against"),
        ("Kolb praised Peru for condemning Chile.", "Kolb", "Peru", "favor"),
        ("Kolb praised Peru for condemning Chile.", "Peru", "Chile", "against"),
        ("Kolb attacked Israel.", "Kolb", "Israel", "against"),
        ("Kolb thanked not only Peru.", "Kolb", "Peru", "favor"),
        ("In May Kolb thanked Peru.", "Kolb", "Peru", "favor"),
        ("Kolb condemned the Peru government.", "Kolb", "Peru", "against"),
        ("Kolb thanked Peru on Monday.", "Kolb", "Peru", "favor"),
        ("It was late, which angered Kolb, who blamed Peru.", "Kolb", "Peru", "against"),
        ("Pat, whom Kolb, a banker, blamed, left Peru.", "Kolb", "Peru", "against"),
        ("Pat, who met Kolb, praised Peru.", "Pat", "Peru", "favor"),
    ],
)
def test_no_guard_objects_to_what_is_plain(body, holder, target, polarity):
    assert reason(body, holder, target, polarity) is None


def test_a_demonym_before_a_noun_only_says_which():
    doc = doc_of("Kolb stayed out of the Syrian conflict.", Kolb="person", Syrian="country")
    index = MentionIndex(doc)
    entity = index.entities[1]
    index.entities[1] = type(entity)(entity.id, "Syria", entity.type, 0.5, entity.mentions)
    claim = Claim(None, index.all[1], "against", (0, len(doc)), (0, len(doc)))
    assert objection(Case(doc, index, claim)) == "modifier"


def test_who_is_named_by_a_country_is_hardly_against_it():
    doc = doc_of("Peru Minister Kolb said Peru was late.", Kolb="person", Peru="country")
    index = MentionIndex(doc)
    holder, target = index.all[1], index.all[2]
    claim = Claim(holder, target, "against", (2, len(doc)), (0, len(doc)))
    assert objection(Case(doc, index, claim)) == "same_side"
