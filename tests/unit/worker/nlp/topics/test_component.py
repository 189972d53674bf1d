from tests.unit.worker.nlp.stand_ins import Heads, doc_of
from worker.nlp.documents import findings
from worker.nlp.topics.component import DEEPER, TopicComponent

POLITICS, SPORT, ECONOMY = "medtop:11000000", "medtop:15000000", "medtop:04000000"
ELECTION, SOCCER = "medtop:20000574", "medtop:20001065"


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


def test_a_near_top_level_lets_a_well_supported_concept_through():
    body = "Football. Football! The striker and the goalkeeper love football in the Premier League."
    assert topics(body, {SPORT: 0.4})[0] == [(SOCCER, round(0.4 * DEEPER, 4))]
    assert topics("They played football twice, football.", {SPORT: 0.4})[0] == []


def test_nothing_above_a_threshold_is_counted():
    assert topics("They met.", {POLITICS: 0.2}) == ([], {"topic_below_threshold": 1})


def test_the_deepest_concept_stands_for_those_above_it():
    body = "The civil war. A civil war! War is war, a battle is a battle."
    codes = [code for code, _ in topics(body, {"medtop:16000000": 0.9})[0]]
    assert "medtop:20000063" in codes
    assert "medtop:20000062" not in codes
    assert "medtop:20000056" not in codes
