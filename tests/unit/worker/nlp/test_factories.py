import spacy

from worker.nlp.factories import supply
from worker.nlp.model.packaged import packaged
from worker.nlp.pipeline import COMPONENTS, build


def test_a_language_of_somebody_else_gets_the_packaged_model():
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    assert nlp.get_pipe("stancewire_encoder")._encoder is packaged().encoder
    doc = nlp("Anna Kolb praised Peru on Monday.")
    assert {entity.id for entity in doc._.entities} == {"name:person:anna-kolb", "iso3166:PE"}


def test_two_languages_in_one_process_keep_their_models(model, nlp):
    other = build(packaged())
    assert other.get_pipe("stancewire_encoder")._encoder is packaged().encoder
    assert nlp.get_pipe("stancewire_encoder")._encoder is model.encoder
    assert nlp.get_pipe("stancewire_attribution")._heads is model.heads
    assert nlp.get_pipe("stancewire_topics")._heads is model.heads


def test_a_spacy_pipeline_may_be_named_in_the_configuration(model, tmp_path):
    other = spacy.blank("en")
    ruler = other.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Anna Kolb"},
            {"label": "GPE", "pattern": "Peru"},
            {"label": "DATE", "pattern": "Monday"},
        ]
    )
    other.to_disk(tmp_path / "ruler")
    nlp = spacy.blank("en")
    supply(nlp, model, None)
    nlp.add_pipe("stancewire_encoder")
    nlp.add_pipe("stancewire_entities", config={"spacy_pipeline": str(tmp_path / "ruler")})
    doc = nlp("Anna Kolb left Peru on Monday.")
    assert [entity.id for entity in doc._.entities] == ["name:person:anna-kolb", "iso3166:PE"]
