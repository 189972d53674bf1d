"""The spaCy component that notes the language of an article."""

from spacy.tokens import Doc

from worker.nlp.documents import findings
from worker.nlp.english.language import ENGLISH, detect
from worker.nlp.tokens import tokens_of


class LanguageComponent:
    """Fills ``findings(doc).language`` and ``findings(doc).skipped``."""

    def __call__(self, doc: Doc) -> Doc:
        """Note the language; later components skip an article in a language other than English."""
        found = findings(doc)
        found.language = detect(tokens_of(doc).text)
        found.skipped = found.language not in (None, ENGLISH)
        return doc
