"""Builds the spaCy Language from the components, and runs an article through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from topics.events import Article, Enrichment
from worker.nlp.documents import article_doc
from worker.nlp.english.tokenizing import BoundedTokenizer
from worker.nlp.enrichment import enrichment
from worker.nlp.entities.finding.finders import NameFinder, SpacyFinder
from worker.nlp.factories import supply
from worker.nlp.model.model import Model
from worker.nlp.model.packaged import packaged

COMPONENTS: Final = (
    "stancewire_language",
    "stancewire_encoder",
    "stancewire_entities",
    "stancewire_attribution",
    "stancewire_targets",
    "stancewire_references",
    "stancewire_issues",
    "stancewire_stance",
    "stancewire_topics",
)
"""In the order in which they run; each one reads what the ones before it found."""


COMMON_WORDS: Final = 5_000
"""Words that spaCy's tokeniser knows from the start, in lower case and with a capital."""


def build(model: Model, finder: NameFinder | None = None) -> Language:
    """Build the whole pipeline on a model, ready for ``nlp(text)`` and ``nlp.pipe``.

    A plain string is read as a body without a title, with whatever damage it has. ``article_doc``
    makes a Doc of a title and a body, without the damage; ``nlp`` and ``nlp.pipe`` take that too.

    Args:
        model: the weights.
        finder: finds the names in a text; the model's own head if None.

    """
    nlp = spacy.blank("en")
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    supply(nlp, model, finder)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def load(entities: str | None = None) -> Language:
    """Build the pipeline on the packaged model.

    Args:
        entities: name of an installed spaCy pipeline that finds the names, such as
            ``en_core_web_sm``; the model's own head finds them if None.

    Raises:
        EncoderError: the packaged weights are missing or cannot be read.
        OSError: spaCy knows no pipeline of that name.

    """
    finder = None if entities is None else SpacyFinder.load(entities)
    model = packaged()
    nlp = build(model, finder)
    # spaCy remembers no word of an article (see `enrich`), but all that it reads here.
    common = model.encoder.common_words(COMMON_WORDS)
    nlp.tokenizer(" ".join([*common, *(word.title() for word in common)]))
    return nlp


def enrich(nlp: Language, article: Article) -> Enrichment:
    """Everything that the pipeline finds in one article, in the form of the contract."""
    with reading(nlp, article.title, article.body) as doc:
        return enrichment(doc)


@contextmanager
def reading(nlp: Language, title: str, body: str) -> Iterator[Doc]:
    """The Doc of an article with all findings; use it only inside the ``with`` block.

    The article's words are removed from spaCy's vocabulary afterwards. A process that reads news
    for weeks would otherwise keep every word it ever saw. `worker.nlp.renewal` has the rest of it.
    """
    with nlp.memory_zone():
        doc = nlp(article_doc(nlp, title, body))
        try:
            yield doc
        finally:
            # The findings have the Doc too. In that circle it would stay, with all its vectors,
            # until Python looks for circles: after hundreds of articles.
            doc.user_data.clear()
