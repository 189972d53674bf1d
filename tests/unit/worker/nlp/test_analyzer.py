"""The analyzer with the packaged weights: each question, exact characters, clear errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tests.support.spans import spans_in
from topics.events import Article, Enrichment
from worker.nlp.analyzer import Analyzer
from worker.nlp.model.encoder import WEIGHTS, EncoderError
from worker.nlp.pipeline import enrich, load

PRAISE = "Anna Kolb praised Peru on Monday."
KOLB, PERU = (0, 9), (18, 22)
NEWS = (
    "Senator Omar Lind condemned the Harbour Union on Monday.\n\n"
    "“The Harbour Union has betrayed its members,” Lind said in Valparaíso 🙂."
)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.load()


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load()


def test_entities_know_where_they_stand(analyzer: Analyzer) -> None:
    found = {entity.name: entity for entity in analyzer.entities(PRAISE)}
    assert found["Anna Kolb"].type == "person"
    assert [(one.start, one.end) for one in found["Peru"].mentions] == [PERU]


def test_attributions_have_source_cue_and_content(analyzer: Analyzer) -> None:
    *_, said = analyzer.attributions(NEWS)
    assert said.source.span is not None
    assert said.cue is not None
    assert (said.source.span.text, said.cue.text, said.kind) == ("Lind", "said", "direct")
    assert "betrayed its members" in said.content[0].text


def test_stances_name_holder_and_target(analyzer: Analyzer) -> None:
    (stance,) = analyzer.stances(PRAISE)
    assert (stance.holder.name, stance.polarity, stance.target.name) == (
        "Anna Kolb",
        "favor",
        "Peru",
    )
    assert PRAISE.startswith(stance.evidence[0].text)


def test_topics_are_those_of_the_whole_reading(analyzer: Analyzer) -> None:
    match = "The striker scored twice as the home team won the football match. " * 3
    assert "medtop:15000000" in [topic.code for topic in analyzer.topics(match)]
    assert analyzer.topics(match) == analyzer.enrichment(match).topics


@pytest.mark.parametrize(
    "text", [PRAISE, NEWS, "Nothing here.", "x", "🙂", "\r\n\r\nKolb\u0301 won."]
)
def test_it_says_what_the_pipeline_says_of_a_body(
    analyzer: Analyzer, pipeline: Language, text: str
) -> None:
    assert analyzer.enrichment(text) == enrich(pipeline, Article(id="a", body=text))


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_is_said_of_a_blank_text(analyzer: Analyzer, text: str) -> None:
    assert analyzer.enrichment(text) == Enrichment()


def test_another_language_is_left_alone(analyzer: Analyzer) -> None:
    text = "Der Bundeskanzler hat am Montag die neue Regierung vorgestellt."
    assert analyzer.enrichment(text).skipped == "unsupported_language"
    assert analyzer.entities(text) == analyzer.topics(text) == ()


PIECES = ["🙂", "👩‍👩‍👧", "Zoe\u0308", "\r\n", "“", "”", ",", "Kolb said", PRAISE, "attacked"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join))
def test_every_span_is_the_characters_it_names(analyzer: Analyzer, text: str) -> None:
    for span in spans_in(analyzer.enrichment(text)):
        assert span.field == "body"
        assert text[span.start : span.end] == span.text


def test_polarity_is_a_distribution_and_goes_by_the_target(analyzer: Analyzer) -> None:
    text = "Critics attacked the dreadful Ruiz. Everyone loved brilliant Kolb."
    ruiz, kolb = text.index("Ruiz"), text.index("Kolb")
    against = analyzer.polarity(text, target=(ruiz, ruiz + 4))
    favor = analyzer.polarity(text, target=(kolb, kolb + 4))
    assert set(against) == {"against", "neutral", "favor"}
    assert sum(against.values()) == pytest.approx(1, abs=1e-5)
    assert max(against, key=against.__getitem__) == "against"
    assert max(favor, key=favor.__getitem__) == "favor"


def test_relation_tells_one_story_both_ways(analyzer: Analyzer) -> None:
    forward = analyzer.relation(PRAISE, p=KOLB, q=PERU)
    backward = analyzer.relation(PRAISE, p=PERU, q=KOLB)
    assert max(forward, key=forward.__getitem__) == "p_favor_q"
    assert sum(forward.values()) == pytest.approx(1, abs=1e-5)
    for one, other in (("p_favor_q", "q_favor_p"), ("p_against_q", "q_against_p")):
        assert forward[one] == pytest.approx(backward[other], abs=1e-5)
        assert forward[other] == pytest.approx(backward[one], abs=1e-5)


def test_a_span_stands_for_the_words_that_it_touches(analyzer: Analyzer) -> None:
    whole = analyzer.relation(PRAISE, p=KOLB, q=PERU)
    assert analyzer.relation(PRAISE, p=(2, 7), q=(17, 19)) == whole


def test_emoji_before_a_span_shift_its_characters_alone(analyzer: Analyzer) -> None:
    text = "🙂 " + PRAISE
    assert text[20:24] == "Peru"
    assert analyzer.polarity(text, (20, 24)) == analyzer.polarity(text, (21, 23))
    assert analyzer.polarity(text, (20, 24)) != analyzer.polarity(text, (2, 11))


@pytest.mark.parametrize("span", [(-1, 4), (3, 3), (5, 2), (30, 34), (40, 41)])
def test_a_span_outside_the_text_is_refused(analyzer: Analyzer, span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"target -?\d+:\d+ is not inside the text, which has 33"):
        analyzer.polarity(PRAISE, target=span)
    with pytest.raises(ValueError, match=r"q -?\d+:\d+ is not inside"):
        analyzer.relation(PRAISE, p=KOLB, q=span)


def test_a_span_of_white_space_is_refused(analyzer: Analyzer) -> None:
    text = "Kolb   won."
    with pytest.raises(ValueError, match="target 5:6 touches no word"):
        analyzer.polarity(text, target=(5, 6))
    with pytest.raises(ValueError, match="p 4:5 touches no word"):
        analyzer.relation(text, p=(4, 5), q=(0, 4))


def test_a_word_beyond_all_bounds_is_still_asked_about(analyzer: Analyzer) -> None:
    endless = "x" * 5_000
    scores = analyzer.polarity(f"Kolb met {endless} .", target=(9, 9 + len(endless)))
    assert sum(scores.values()) == pytest.approx(1, abs=1e-5)


def test_weights_may_lie_elsewhere(analyzer: Analyzer, tmp_path) -> None:
    for path in WEIGHTS.iterdir():
        (tmp_path / path.name).symlink_to(path)
    elsewhere = Analyzer.load(tmp_path)
    assert elsewhere.enrichment(NEWS) == analyzer.enrichment(NEWS)
    assert elsewhere.polarity(PRAISE, PERU) == analyzer.polarity(PRAISE, PERU)


def test_missing_weights_say_so(tmp_path) -> None:
    with pytest.raises(EncoderError, match="no "):
        Analyzer.load(tmp_path)
