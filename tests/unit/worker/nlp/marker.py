"""A fake tagger that finds given words, for tests of the rules that come after it."""

import spacy

from worker.nlp.documents import article_doc, findings
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.entities.component import EntityComponent
from worker.nlp.entities.finding.finders import Finding

NLP = spacy.blank("en")
PERSON = "person"
ORG = "organization"
PLACE = "location"


class Marker:
    """Finds the given words wherever they occur, the longest first."""

    def __init__(self, labels):
        self.labels = labels

    def __call__(self, doc):
        found = {}
        for words, label in sorted(self.labels.items(), key=lambda item: -len(item[0])):
            form = [token.text for token in NLP.make_doc(words)]
            for start in range(len(doc) - len(form) + 1):
                span = doc[start : start + len(form)]
                free = all(span.start >= end or span.end <= begin for begin, end in found)
                if free and [token.text for token in span] == form:
                    found[span.start, span.end] = Finding(span, label)
        return [found[place] for place in sorted(found)]


def read(text):
    """An article of these words, in sentences."""
    doc = article_doc(NLP, "", text)
    mark_sentences(doc)
    return doc


def marked(body, labels, title=""):
    """What the component leaves on the doc, in the doc's findings."""
    doc = article_doc(NLP, title, body)
    mark_sentences(doc)
    EntityComponent(Marker(labels))(doc)
    return findings(doc)


def entities(body, labels, title=""):
    """Each entity's id and mentions; and the doc's findings."""
    found = marked(body, labels, title)
    return {one.id: [span.text for span in one.mentions] for one in found.entities}, found


def ids(body, title="", **labels):
    """Each entity's id and mentions, for names given as ``Anna_Kolb="person"``."""
    found, _ = entities(
        body, {name.replace("_", " "): label for name, label in labels.items()}, title
    )
    return found


def names_in(body, marked, label):
    """The words of all mentions where some words are marked, in the order of the alphabet."""
    found, _ = entities(body, {marked: label})
    return sorted(said for spans in found.values() for said in spans)
