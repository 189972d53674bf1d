"""Hard kinds of stance, on our own articles, through the real pipeline.

A case passes if every expected stance is found and no other, except those it allows. The number of
passing cases is committed next to them: fewer is a failure; after an improvement, raise it.
"""

import json
import warnings
from pathlib import Path

import pytest
from spacy.language import Language

from topics.events import Article, Enrichment
from worker.nlp.pipeline import enrich, load

HERE = Path(__file__).parent
CASES = [
    json.loads(line)
    for line in (HERE / "stance_cases.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOOR = json.loads((HERE / "stance_cases_floor.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def real() -> Language:
    return load()


def found_in(case: dict, found: Enrichment) -> list[tuple[set[str], set[str], str, str]]:
    names = {
        entity.id: {entity.name, *(mention.text for mention in entity.mentions)}
        for entity in found.entities
    }
    return [
        (
            names[stance.holder.id] if stance.holder.id else {stance.holder.kind},
            names[stance.target.id],
            stance.polarity,
            " ".join(span.text for span in stance.evidence),
        )
        for stance in found.stances
    ]


def verdict(case: dict, found: Enrichment) -> tuple[bool, bool]:
    """Whether the case passes, and whether nothing wrong was found."""
    stances = found_in(case, found)

    def matches(wanted: list[str], stance: tuple[set[str], set[str], str, str]) -> bool:
        holder, target, polarity = wanted
        return holder in stance[0] and target in stance[1] and polarity == stance[2]

    missing = [w for w in case["expected"] if not any(matches(w, stance) for stance in stances)]
    welcome = [*case["expected"], *case["allowed"]]
    wrong = [s for s in stances if not any(matches(wanted, s) for wanted in welcome)]
    too_long = [s for s in stances if any(x in s[3] for x in case.get("evidence_excludes", ()))]
    return not (missing or wrong or too_long), not (wrong or too_long)


def test_as_many_cases_hold_as_before(real, record_property):
    verdicts = {
        case["id"]: verdict(
            case, enrich(real, Article(id="case", title=case["title"], body=case["body"]))
        )
        for case in CASES
    }
    failing = [name for name, (holds, _) in verdicts.items() if not holds]
    wrong = [name for name, (_, clean) in verdicts.items() if not clean]
    held = len(CASES) - len(failing)
    record_property("stance_cases_that_hold", f"{held} of {len(CASES)}")
    warnings.warn(f"{held} of {len(CASES)} hold, {len(wrong)} say something wrong", stacklevel=1)
    assert held >= FLOOR["hold"], f"failing: {failing}"
    assert len(wrong) <= FLOOR["wrong_at_most"], f"wrong: {wrong}"


def test_there_are_enough_cases_and_each_is_whole():
    assert len(CASES) >= 24
    assert len({case["id"] for case in CASES}) == len(CASES)
    for case in CASES:
        for holder, target, polarity in [*case["expected"], *case["allowed"]]:
            assert holder in {"author", "unnamed"} or holder in case["title"] + case["body"]
            assert target in case["title"] + case["body"]
            assert polarity in {"favor", "against"}
