"""Articles for the tests of references: names found by a fake tagger, speech given by hand."""

from tests.unit.worker.nlp.marker import NLP, ORG, PERSON, PLACE, Marker
from worker.nlp.documents import DocAttribution, article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.references.phrases import phrases
from worker.nlp.entities.references.scene import Scene

NAMES = {
    "Anna Kolb": PERSON,
    "Kolb": PERSON,
    "Bill Roe": PERSON,
    "Roe": PERSON,
    "Oluwafemi Ade": PERSON,
    "Lind Group": ORG,
    "Florida": PLACE,
    "Germans": "norp",
}


NOUNS = {
    "chief": {"person": 0.9},
    "diplomat": {"person": 0.9},
    "government": {"country": 0.9},
    "senator": {"person": 0.99},
    "company": {"organization": 0.99},
    "team": {"organization": 0.6, "group": 0.4},
    "he": {"person": 0.99},
    "record": {"person": 0.4},
}
"""How often each noun was an entity of a type."""


def read(body, title=""):
    """The article with sentences and entities."""
    doc = article_doc(NLP, title, body)
    mark_sentences(doc)
    return EntityComponent(Marker(NAMES))(doc)


def span(doc, words):
    """The first place of some words in the doc."""
    at = doc.text.index(words)
    return doc.char_span(at, at + len(words))


def says(doc, source, content, name=None):
    """Note that the source says the content, and that it is the entity of that name."""
    known = {entity.name: entity.id for entity in findings(doc).entities}
    findings(doc).attributions.append(
        DocAttribution(
            kind="direct",
            content=(span(doc, content),),
            source=span(doc, source),
            source_entity=known.get(name),
        )
    )
    return doc


def number(scene: Scene, name):
    """The position of the entity of that name."""
    return [entity.name for entity in scene.entities].index(name)


def read_phrase(doc, words):
    """The scene of an article, and the last phrase in it that has these words."""
    scene = Scene(doc)
    found = [one for one in phrases(doc, NOUNS) if doc[one.start : one.end].text == words]
    return scene, found[-1]
