from dataclasses import replace

import pytest

from topics.events import Enrichment, EntityPolarity, Topic
from worker.nlp.documents import (
    DocAttribution,
    DocEntity,
    DocStance,
    DocStanceCount,
    article_doc,
    findings,
)
from worker.nlp.enrichment import enrichment

PERU = "iso3166:PE"


@pytest.fixture
def doc(blank):
    doc = article_doc(blank, "Kolb wins", "Anna Kolb praised Peru.")
    found = findings(doc)
    found.language = "en"
    found.entities = [
        DocEntity(PERU, "Peru", "country", 0.25, (doc[6:7],)),
        DocEntity("name:person:anna-kolb", "Anna Kolb", "person", 0.123456, (doc[3:5],)),
    ]
    return doc


def test_entities_come_most_salient_first_with_rounded_scores(doc):
    found = findings(doc)
    found.entities[0] = replace(
        found.entities[0], polarity=EntityPolarity(label="favor", confidence=0.66666)
    )
    first, second = enrichment(doc).entities
    assert (first.id, second.salience) == (PERU, 0.1235)
    assert first.polarity == EntityPolarity(label="favor", confidence=0.6667)


def test_a_skipped_article_has_its_language_and_nothing_else(doc):
    findings(doc).skipped = True
    findings(doc).language = "fr"
    assert enrichment(doc) == Enrichment(language="fr", skipped="unsupported_language")


def test_stances_attributions_and_topics_are_carried_over(doc):
    found = findings(doc)
    found.stances = [
        DocStance(
            "entity", "name:person:anna-kolb", PERU, "favor", "narration", 0.87654, (doc[5:7],)
        )
    ]
    found.stance_counts = [DocStanceCount("entity", "name:person:anna-kolb", PERU, 2, 1)]
    found.attributions = [
        DocAttribution("indirect", (doc[6:7],), doc[5:6], doc[3:5], "name:person:anna-kolb")
    ]
    code = "medtop:11000000"
    found.topics = [Topic(code=code, name="politics", path=(code,), score=0.5)]
    result = enrichment(doc)
    assert result.stances[0].holder.name == "Anna Kolb"
    assert result.stances[0].target.name == "Peru"
    assert result.stances[0].confidence == 0.8765
    (cell,) = result.stance_matrix
    assert (cell.holder.name, cell.target.name) == ("Anna Kolb", "Peru")
    assert (cell.favor, cell.against) == (2, 1)
    assert result.attributions[0].source.entity == "name:person:anna-kolb"
    assert result.topics == tuple(found.topics)


def test_an_attribution_that_is_not_sure_is_counted_and_left_out(doc):
    said = DocAttribution("indirect", (doc[6:7],), doc[5:6], doc[3:5], confidence=0.76543)
    findings(doc).attributions = [said, replace(said, confidence=0.3, sure=False)]
    result = enrichment(doc)
    assert [one.confidence for one in result.attributions] == [0.7654]
    assert result.abstentions == {"attribution_below_threshold": 1}


def test_what_the_contract_cannot_carry_is_counted(doc):
    found = findings(doc)
    found.entities.append(DocEntity("x" * 300, "X", "place", 0.1, (doc[0:1],)))
    found.entities.append(DocEntity("name:place:y", "y" * 600, "place", 0.1, (doc[0:1],)))
    found.stances = [
        DocStance("author", None, "name:place:nowhere", "favor", "narration", 0.9, (doc[5:7],))
    ]
    result = enrichment(doc)
    assert len(result.entities) == 2
    assert result.stances == ()
    assert result.abstentions == {"over_limit": 3}


def test_abstentions_come_in_the_order_of_their_names(doc):
    findings(doc).abstentions.update({"b": 1, "a": 2})
    assert list(enrichment(doc).abstentions) == ["a", "b"]
