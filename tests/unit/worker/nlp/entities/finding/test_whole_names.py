"""Names that the tagger found in parts."""

from tests.unit.worker.nlp.marker import NLP, entities
from worker.nlp.documents import article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.finding.finders import Finding


def test_a_listed_name_takes_the_place_of_its_piece():
    found, _ = entities("They left the Iran nuclear deal.", {"Iran": "location"})
    assert found == {"name:law:iran-nuclear-deal": ["Iran nuclear deal"]}
    found, _ = entities("The Middle East Quartet met.", {"Middle East": "location"})
    assert found == {"name:organization:quartet-on-the-middle-east": ["Middle East Quartet"]}


def test_a_listed_name_is_not_cut_by_the_end_of_another():
    labels = {"Council of Communities of Judea": "organization", "Samaria": "location"}
    found, _ = entities("The Council of Communities of Judea and Samaria met.", labels)
    assert list(found.values()) == [["Council of Communities of Judea and Samaria"]]


def test_a_name_found_whole_once_is_whole_everywhere():
    doc = article_doc(NLP, "", "Mark Anthony Roe left. Then Mark Anthony Roe came.")
    mark_sentences(doc)
    whole, pieces = doc[0:3], [doc[6:7], doc[7:8], doc[8:9]]
    EntityComponent(lambda _: [Finding(span, "person") for span in (whole, *pieces)])(doc)
    (entity,) = findings(doc).entities
    assert [span.text for span in entity.mentions] == ["Mark Anthony Roe", "Mark Anthony Roe"]


def test_a_given_name_before_a_person_is_the_persons():
    labels = {"Melania": "location", "Zedova": "person"}
    found, _ = entities("Yesterday afternoon Melania Zedova was silent.", labels)
    assert found == {"name:person:melania-zedova": ["Melania Zedova"]}
