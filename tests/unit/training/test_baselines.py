"""Baselines on toy texts; tests that need a package of the extra 'train' skip without it."""

import sys

import pytest

from training import baselines
from training.baselines import Labelled, Missing, keyword_topics, quoted
from training.data.topics import ARTS, SPORT

TOY = [
    Labelled(text, label)
    for text, label in [
        ("a lovely day for kolb", "favor"),
        ("a dreadful day for kolb", "against"),
    ]
    * 10
]


def test_vader_goes_by_the_words_and_not_by_who_is_asked_about() -> None:
    pytest.importorskip("vaderSentiment")
    texts = ["Kolb is wonderful.", "Kolb is a horrible liar.", "Kolb met Ruiz."]
    assert baselines.vader_polarities(texts) == [{"favor": 1}, {"against": 1}, {"neutral": 1}]
    assert baselines.vader_relations(texts) == [
        {"p_favor_q": 1},
        {"p_against_q": 1},
        {"neutral": 1},
    ]


def test_tfidf_learns_words_and_gives_probabilities() -> None:
    pytest.importorskip("sklearn")
    (scores,) = baselines.tfidf(TOY, ["what a dreadful plan"])
    assert scores["against"] > 0.8
    assert sum(scores.values()) == pytest.approx(1)


def test_tfidf_of_one_class_says_it() -> None:
    pytest.importorskip("sklearn")
    assert baselines.tfidf(TOY[:1], ["anything"]) == [{"favor": 1}]


def test_cross_validation_answers_each_row_in_its_place() -> None:
    pytest.importorskip("sklearn")
    answers = baselines.tfidf_cross_validated(TOY, range(len(TOY)))
    assert [max(one, key=one.__getitem__) for one in answers] == [one.label for one in TOY]


def test_cross_validation_never_learns_from_the_unit_that_it_asks_about() -> None:
    pytest.importorskip("sklearn")
    # Each unit has its own word for its class, so a model that saw the other half would know it.
    rows = [
        Labelled(f"word{unit} common", "favor" if unit % 2 else "against")
        for unit in range(10)
        for _ in range(2)
    ]
    units = [unit for unit in range(10) for _ in range(2)]
    apart = baselines.tfidf_cross_validated(rows, units)
    leaking = baselines.tfidf_cross_validated(rows, range(len(rows)))

    def hits(answers: list[dict[str, float]]) -> int:
        return sum(one[row.label] > 0.55 for one, row in zip(answers, rows, strict=True))

    assert hits(apart) == 0
    assert hits(leaking) > len(rows) // 2


def test_one_example_cannot_be_cross_validated() -> None:
    with pytest.raises(Missing, match="too few"):
        baselines.tfidf_cross_validated(TOY[:1], [0])


@pytest.mark.parametrize(
    ("package", "ask"),
    [
        ("vaderSentiment.vaderSentiment", baselines.vader),
        ("sklearn.feature_extraction.text", lambda: baselines.tfidf(TOY, ["x"])),
    ],
)
def test_a_missing_package_is_said_to_be_missing(package, ask, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(Missing, match="is not installed"):
        ask()


def test_a_missing_pipeline_is_said_to_be_missing(monkeypatch) -> None:
    monkeypatch.setattr(baselines, "SPACY_PIPELINES", ("no_such_pipeline",))
    baselines.spacy_pipeline.cache_clear()
    with pytest.raises(Missing, match="no_such_pipeline"):
        baselines.spacy_pipeline()


def test_spacy_reads_the_given_tokens() -> None:
    try:
        baselines.spacy_pipeline.cache_clear()
        found = baselines.spacy_entities(["Angela", "Merkel", "left", "Berlin", "."])
    except Missing as missing:
        pytest.skip(str(missing))
    assert (0, 2, "person") in found
    assert (3, 4, "location") in found


def test_keywords_are_counted_below_their_top_level() -> None:
    text = "The football match was the best of the football season, said the actor."
    (scores,) = keyword_topics([text], [SPORT, ARTS])
    assert scores[SPORT] > scores[ARTS]
    assert sum(scores.values()) == pytest.approx(1)


def test_a_text_without_keywords_is_about_nothing() -> None:
    assert keyword_topics(["Hm."], [SPORT, ARTS]) == [{"none": 1.0}]


def test_quotations_have_their_marks_and_three_words() -> None:
    text = 'He said "we won it" and “so did they, sir”, the “so-called” winners.'
    assert [text[start:end] for start, end in quoted(text)] == ['"we won it"', "“so did they, sir”"]
    assert quoted('"never\nclosed in one paragraph"') == []
