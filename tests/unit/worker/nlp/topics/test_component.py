import pytest

from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.documents import findings
from worker.nlp.topics.component import DEEPER, TopicComponent

POLITICS, SPORT, ECONOMY = "medtop:11000000", "medtop:15000000", "medtop:04000000"
CONFLICT, DISASTER = "medtop:16000000", "medtop:03000000"
EDUCATION, LABOUR = "medtop:05000000", "medtop:09000000"
ELECTION, SCHOOL, EXPLOSION = "medtop:20000574", "medtop:20000400", "medtop:20000140"
OIL, BANKING = "medtop:20001243", "medtop:20000274"
STRIKE, UNIONS = "medtop:20000530", "medtop:20000536"


def topics(body, scores, title="", threshold=0.5):
    doc = doc_of(body, title)
    thresholds = {f"topic:{code}": threshold for code in scores}
    TopicComponent(Heads(doc, topics=scores, thresholds=thresholds))(doc)
    found = findings(doc)
    return [(topic.code, topic.score) for topic in found.topics], dict(found.abstentions)


def test_the_top_level_has_the_heads_own_score():
    assert topics("They met.", {POLITICS: 0.8, SPORT: 0.1}) == ([(POLITICS, 0.8)], {})


def test_a_short_text_has_a_topic_only_where_the_head_is_sure():
    assert topics("They met.", {POLITICS: 0.7}) == ([], {"topic_below_threshold": 1})
    assert topics("They met. " * 20, {POLITICS: 0.7}) == ([(POLITICS, 0.7)], {})


def test_a_concept_that_the_text_names_is_found_below_its_top_level():
    body = "The election was close. After the election, ballots were counted."
    found, _ = topics(body, {POLITICS: 0.8, SPORT: 0.1})
    assert found == [(POLITICS, 0.8), (ELECTION, round(0.8 * DEEPER, 4))]


def test_the_title_counts_for_more():
    assert topics("They won.", {POLITICS: 0.8}, title="Election day")[0][1][0] == ELECTION
    assert topics("They won the election.", {POLITICS: 0.8})[0] == [(POLITICS, 0.8)]


def test_words_of_another_top_level_count_for_nothing():
    body = "The election was close. After the election, ballots were counted."
    assert topics(body, {SPORT: 0.8, POLITICS: 0.1})[0] == [(SPORT, 0.8)]


@pytest.mark.parametrize(
    "body",
    [
        "Football. Football! The striker and the goalkeeper love football in the Premier League.",
        "The quarterback won the Super Bowl. NFL fans saw a touchdown; the quarterback rested.",
    ],
)
def test_a_top_level_that_is_not_found_has_nothing_below_it(body):
    assert topics(body, {SPORT: 0.3, POLITICS: 0.8})[0] == [(POLITICS, 0.8)]


def test_a_top_level_that_the_text_names_may_be_less_probable():
    padding = "They met in the hall and spoke for an hour. " * 4
    strike = f"Bakers are on strike. The strike lasts a day. {padding}"
    assert topics(strike, {LABOUR: 0.34})[0] == [(LABOUR, 0.34), (STRIKE, round(0.34 * DEEPER, 4))]
    assert topics(strike, {LABOUR: 0.33})[0] == []
    assert topics(padding, {LABOUR: 0.34})[0] == []


def test_a_bank_is_only_meant_where_it_is_named_most():
    oil = "Oil rose, and oil stocks too."
    bank = "One bank sold shares. A bank lost. Banks met."
    assert BANKING in dict(topics(f"{oil} {bank}", {ECONOMY: 0.9})[0])
    assert BANKING not in dict(topics(f"{oil} {oil} {bank}", {ECONOMY: 0.9})[0])


@pytest.mark.parametrize(
    "body",
    [
        "An explosion shook the port, where a missile fell. A second explosion lit the sky.",
        "The blast came minutes after the sirens. Rockets caused another blast in the suburb.",
    ],
)
def test_an_explosion_in_a_war_is_no_accident(body):
    assert topics(body, {DISASTER: 0.85, CONFLICT: 0.9})[0] == [(CONFLICT, 0.9), (DISASTER, 0.85)]
    assert EXPLOSION in dict(topics(body, {DISASTER: 0.9, CONFLICT: 0.85})[0])


@pytest.mark.parametrize(
    "body",
    [
        "The rocket hit a school at night. The school had been full the day before.",
        "Shells fell on a school and on two schools nearby, the army said.",
    ],
)
def test_a_school_that_is_shelled_is_no_news_of_education(body):
    assert topics(body, {EDUCATION: 0.85, CONFLICT: 0.9})[0] == [
        (CONFLICT, 0.9),
        (EDUCATION, 0.85),
    ]
    assert SCHOOL in dict(topics(body, {EDUCATION: 0.85, CONFLICT: 0.2})[0])


@pytest.mark.parametrize(
    "body",
    [
        "Oil rose. Crude oil gained 2 %, a bank said; oil may rise as OPEC pumps less oil. " * 2,
        "Crude fell. OPEC pumps more crude; oil companies and a lender see crude at 60 dollars. "
        * 2,
    ],
)
def test_what_is_named_in_passing_is_not_found(body):
    found = dict(topics(body, {ECONOMY: 0.9})[0])
    assert OIL in found
    assert BANKING not in found


@pytest.mark.parametrize(
    "body",
    [
        "The bank cut its rates for savers. Other banks will follow, and bankers are glad.",
        "The lender closed forty branches. A rival lender said that banking moves online.",
    ],
)
def test_banking_is_found_where_it_is_the_matter(body):
    assert BANKING in dict(topics(body, {ECONOMY: 0.9})[0])


@pytest.mark.parametrize(
    "body",
    [
        "Drivers went on strike. The strike lasts until their union has more; the union waits.",
        "Nurses began a walkout. Trade unions called the walkout a success, and unions cheered.",
    ],
)
def test_a_strike_is_found_below_labour(body):
    codes = dict(topics(body, {LABOUR: 0.9})[0])
    assert {STRIKE, UNIONS} <= set(codes)


@pytest.mark.parametrize(
    "body",
    [
        "A missile strike hit the depot. The missile strike came at night.",
        "They want to strike a deal, and hope to strike a deal soon.",
    ],
)
def test_a_word_in_another_expression_names_nothing(body):
    assert topics(body, {LABOUR: 0.9})[0] == [(LABOUR, 0.9)]


def test_nothing_above_a_threshold_is_counted():
    assert topics("They met.", {POLITICS: 0.2}) == ([], {"topic_below_threshold": 1})


def test_the_deepest_concept_stands_for_those_above_it():
    body = "The civil war. A civil war! War is war, a battle is a battle."
    codes = [code for code, _ in topics(body, {"medtop:16000000": 0.9})[0]]
    assert "medtop:20000063" in codes
    assert "medtop:20000062" not in codes
    assert "medtop:20000056" not in codes
