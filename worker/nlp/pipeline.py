"""Puts the spaCy Language together from the components, and takes an article through it."""

from typing import Final

import spacy
from spacy.language import Language

from topics.events import Article, Enrichment
from worker.nlp import factories as factories  # noqa: PLC0414 - registers them in a checkout too
from worker.nlp.documents import article_doc
from worker.nlp.english.tokenizing import BoundedTokenizer
from worker.nlp.enrichment import enrichment

COMPONENTS: Final = (
    "stancewire_language",
    "stancewire_encoder",
    "stancewire_entities",
    "stancewire_attribution",
    "stancewire_stance",
    "stancewire_topics",
)
"""In the order in which they run; each reads what those before it found."""


def load(entities: str | None = None) -> Language:
    """The whole pipeline, ready for ``nlp(text)`` and ``nlp.pipe``.

    Plain strings are taken as a body without a title; ``article_doc`` makes a Doc that knows its
    title, and ``pipe`` takes both.

    Args:
        entities: name of an installed spaCy pipeline that shall find the entities, such as
            ``en_core_web_sm``; our own head finds them if None.

    Raises:
        EncoderError: the packaged weights are missing or cannot be read.
        OSError: spaCy knows no pipeline of that name.

    """
    nlp = spacy.blank("en")
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    for component in COMPONENTS:
        config = {"spacy_pipeline": entities} if component == "stancewire_entities" else {}
        nlp.add_pipe(component, config=config)
    return nlp


def enrich(nlp: Language, article: Article) -> Enrichment:
    """Everything that the pipeline says of one article, as the contract has it.

    The words of the article are forgotten afterwards: a process that reads news for weeks would
    otherwise keep every word it ever saw.
    """
    with nlp.memory_zone():
        return enrichment(nlp(article_doc(nlp, article.title, article.body)))
