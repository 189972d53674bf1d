"""Topics of marked articles: which count as found, and what the likeliest is held against."""

import json
from pathlib import Path

import pytest

from training.data.topical import codes_by_name
from training.scorecard.figures import Ruler
from training.scorecard.inputs import InputError
from training.scorecard.marked_topics import answers, measure, read

CODES = codes_by_name()
POLITICS, LABOUR, SPORT = (CODES[name] for name in ("politics", "labour", "sport"))
GOLD = [(POLITICS, LABOUR), (SPORT,), (POLITICS,)]
SCORES = [{POLITICS: 0.6, LABOUR: 0.7, SPORT: 0.1}, {SPORT: 0.9, POLITICS: 0.4, LABOUR: 0.1}, {}]
THRESHOLDS = {f"topic:{code}": 0.5 for code in CODES.values()}


@pytest.fixture
def figures() -> dict[str, float]:
    section = measure(answers(GOLD, SCORES, THRESHOLDS), Ruler(0))
    return {figure.name: figure.value for figure in section.figures}


def test_topics_count_if_they_reach_their_thresholds(figures: dict[str, float]) -> None:
    assert figures["topics.marked_micro_f1"] == pytest.approx(2 * 3 / (3 + 4))
    # Politics is found once of two, labour and sport always, the others are not there.
    assert figures["topics.marked_macro_f1"] == pytest.approx((2 / 3 + 1 + 1) / 17)


def test_the_likeliest_is_held_against_the_main_one(figures: dict[str, float]) -> None:
    assert figures["topics.marked_main_accuracy"] == pytest.approx(1 / 3)


def test_its_probability_is_held_against_all_of_them(figures: dict[str, float]) -> None:
    assert figures["calibration.marked_topic_ece"] == pytest.approx((0.3 + 0.1 + 0) / 3)


def test_the_commonest_topic_is_the_baseline() -> None:
    section = measure(answers(GOLD, SCORES, THRESHOLDS), Ruler(0))
    assert section.figures[2].baselines == {"majority": pytest.approx(2 / 3)}


def test_topics_are_read_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"topics": ["labour", "politics"]}))
    assert read(path) == [(LABOUR, POLITICS)]
    for wrong in ({"topics": ["no topic"]}, {"topics": []}, {}):
        path.write_text(json.dumps(wrong))
        with pytest.raises(InputError, match="an article with its topics"):
            read(path)
