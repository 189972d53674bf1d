"""Which stances are judged, and when they are right, on made-up stances."""

import pytest

from topics.events import Enrichment, Entity, Mention, Stance, StatedHolder, StatedTarget
from training.scorecard import tallies
from training.scorecard.end_to_end import (
    Said,
    Verdict,
    among_wanted,
    by_word_order,
    judge,
    stances_of,
)
from training.scorecard.relation import Question

TEXT = "Kolb blamed Ruiz, Lind said."
KOLB, RUIZ, LIND = (0, 4), (12, 16), (18, 22)


def asked(gold: str) -> Question:
    return Question(TEXT, p=RUIZ, q=KOLB, gold=gold)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (Said([KOLB], [RUIZ], "against"), (1, 0, 0)),
        (Said([KOLB], [RUIZ], "favor"), (0, 1, 0)),
        (Said([RUIZ], [KOLB], "against"), (0, 1, 0)),
        (Said([LIND], [RUIZ], "against"), (0, 0, 1)),
        (Said([KOLB], [LIND], "against"), (0, 0, 1)),
        (Said(None, [RUIZ], "against"), (0, 0, 1)),
        (Said([LIND, KOLB], [(10, 13)], "against"), (1, 0, 0)),
        (Said([KOLB], [(16, 18)], "against"), (0, 0, 1)),
    ],
)
def test_a_stance_is_judged_between_the_two(said: Said, verdict: tuple[int, int, int]) -> None:
    assert judge(asked("q_against_p"), [said])[:3] == verdict


def test_a_stance_where_there_is_none_is_wrong() -> None:
    verdict = judge(asked("neutral"), [Said([KOLB], [RUIZ], "against")])
    assert verdict == Verdict(right=0, wrong=1, not_judgeable=0, wanted=False)


def test_what_is_found_twice_counts_once_for_recall() -> None:
    twice = [Said([KOLB], [RUIZ], "against")] * 2
    verdicts = [judge(asked("q_against_p"), twice), judge(asked("q_against_p"), [])]
    assert verdicts[0].right == 2
    assert tallies.recall(among_wanted(verdicts).sum(axis=0)) == 0.5


def span(start: int, end: int) -> Mention:
    return Mention(field="body", start=start, end=end, text=TEXT[start:end])


def enrichment() -> Enrichment:
    entities = [
        Entity(id=f"name:person:{name.lower()}", name=name, type="person", salience=0.5, mentions=m)
        for name, m in (("Ruiz", (span(*RUIZ),)), ("Kolb", (span(*KOLB),)))
    ]
    stances = [
        Stance(
            holder=holder,
            target=StatedTarget(id="name:person:ruiz", name="Ruiz"),
            polarity="against",
            reporting="narration",
            confidence=0.9,
            evidence=(span(0, 16),),
        )
        for holder in (
            StatedHolder(kind="entity", id="name:person:kolb", name="Kolb"),
            StatedHolder(kind="author"),
        )
    ]
    return Enrichment(entities=tuple(entities), stances=tuple(stances))


def test_stances_are_read_from_an_enrichment() -> None:
    assert stances_of(enrichment()) == [
        Said([KOLB], [RUIZ], "against"),
        Said(None, [RUIZ], "against"),
    ]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (-0.4, [Said([KOLB], [RUIZ], "against")]),
        (0.4, [Said([KOLB], [RUIZ], "favor")]),
        (0.0, []),
    ],
)
def test_the_baseline_takes_the_first_two_names(score: float, said: list[Said]) -> None:
    assert by_word_order(TEXT, enrichment(), lambda _: score) == said
