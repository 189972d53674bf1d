"""An article in sentences as the worker cuts them, without marks."""

from functools import cache
from typing import Final

import spacy
from spacy.language import Language

from training.scorecard.marked import MarkedArticle, Place
from worker.nlp.documents import doc_as_published
from worker.nlp.english.sentences import mark_sentences
from worker.nlp.english.tokenizing import BoundedTokenizer

_LANGUAGE: Final = "en"


def in_sentences(identifier: str, title: str, body: str) -> MarkedArticle:
    """The published text in sentences; offsets are those of the title or the body."""
    doc = doc_as_published(_nlp(), title, body)
    mark_sentences(doc)
    offset = len(doc.text) - len(body)
    places = (
        Place("body", one.start_char - offset, one.end_char - offset)
        if one.start_char >= offset
        else Place("title", one.start_char, min(one.end_char, len(title)))
        for one in doc.sents
        if one.text.strip()
    )
    return MarkedArticle(identifier, title, body, tuple(places), ())


@cache
def _nlp() -> Language:
    nlp = spacy.blank(_LANGUAGE)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    return nlp
