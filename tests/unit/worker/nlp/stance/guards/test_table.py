import pytest

from tests.unit.worker.nlp.stance.cases import called, case_of
from worker.nlp.stance.guards.table import GUARDS, objection


def reason(body: str, holder: str | None, target: str, polarity: str) -> str | None:
    return objection(case_of(body, holder, target, polarity))


@pytest.mark.parametrize(
    ("body", "holder", "target", "polarity", "expected"),
    [
        ("Iran denied that it had attacked Israel.", "Iran", "Israel", "against", "denied"),
        ("Pat denied that Kolb had insulted Peru.", "Kolb", "Peru", "against", "denied"),
        ("Pat denied a report. Kolb insulted Peru.", "Kolb", "Peru", "against", None),
        ("Kolb thanked Kenya for Peru.", "Kolb", "Peru", "favor", None),
        ("Kolb welcomed that Peru could win.", "Kolb", "Peru", "favor", None),
        ("Kolb spoke of aiding Kenya and stopping Iran.", "Kolb", "Iran", "against", None),
        ("“Hamas murdered families of Israel,” Kolb said.", None, "Israel", "against", "victim"),
        ("Kolb said Israel was attacked again.", None, "Israel", "against", "victim"),
        ("Rivals of Kolb have praised Peru.", "Kolb", "Peru", "favor", "proxy"),
        ("Kolb's rivals have praised Peru.", "Kolb", "Peru", "favor", "proxy"),
        ("Kolb hailed Peru's Pat for courage.", "Kolb", "Peru", "favor", "modifier"),
        ("Peru's Pat praised Chile.", "Peru", "Chile", "favor", "proxy"),
        ("Kolb called the Peru deal insane.", "Kolb", "Peru", "against", "modifier"),
        ("Pat accused Hamas head Kolb of theft.", "Pat", "Hamas", "against", "modifier"),
        ("Pat endorsed Kolb's primary challenger.", "Pat", "Kolb", "favor", "modifier"),
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


def test_a_claim_without_a_holder_is_asked_about_all_the_same():
    assert reason("Critics blamed Peru.", None, "Peru", "against") is None


def test_a_demonym_before_a_noun_only_says_which():
    case = case_of("Kolb stayed out of the Syrian conflict.", None, "Syrian", "against")
    assert objection(called(case, "Syria")) == "modifier"


def test_the_first_that_objects_is_heard_and_none_after_it_is_asked():
    case = case_of("Kolb blamed Peru.", "Kolb", "Peru", "against")
    asked = []

    def row(number, answer):
        def objects(case):
            asked.append(number)
            return answer

        return GUARDS[0]._replace(reason=f"reason_{number}", objects=objects)

    guards = [row(1, answer=False), row(2, answer=True), row(3, answer=True)]
    assert objection(case, guards) == "reason_2"
    assert asked == [1, 2]
    assert objection(case, guards[:1]) is None


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.reason)
def test_a_guard_is_asked_only_about_what_it_applies_to(guard):
    for polarity in ("favor", "against"):
        for holder in ("Kolb", None):
            claim = case_of("Kolb blamed Peru.", holder, "Peru", polarity).claim
            fits = guard.polarity in {None, polarity} and (holder is not None or not guard.pair)
            assert guard.applies(claim) is fits


def test_which_guards_apply_to_one_polarity_and_to_pairs():
    assert [row.reason for row in GUARDS if row.polarity == "against"] == [
        "victim",
        "met",
        "subject",
    ]
    assert not [row for row in GUARDS if row.polarity == "favor"]
    assert [row.reason for row in GUARDS if row.pair] == ["proxy", "denied"]


def test_each_guard_has_a_reason_of_its_own():
    assert [row.reason for row in GUARDS] == [
        "modifier",
        "victim",
        "valued",
        "met",
        "subject",
        "proxy",
        "denied",
        "refused",
    ]
