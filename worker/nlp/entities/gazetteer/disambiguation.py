"""What an ambiguous name means in one article, by what else the article says."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.legislators import Context, Verdict
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.tokens import tokens_of

_LEGISLATURE: Final = word_list("legislature")


@lru_cache(maxsize=1)
def _context(gazetteer: Gazetteer) -> Context:
    return Context(gazetteer.states)


class Disambiguator:
    """Knows the words of one article, and says which records its names can mean."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        tokens = tokens_of(doc)
        self._text = f" {' '.join(tokens.texts)} "
        self._legislature = not _LEGISLATURE.isdisjoint(tokens.lowers)
        self._said: dict[str, bool] = {}
        self._gazetteer = gazetteer
        self._context = _context(gazetteer)

    def says(self, forms: Iterable[str]) -> bool:
        """Whether the article has one of the forms, with the same capitals."""
        return any(self._says(form) for form in forms)

    def _says(self, form: str) -> bool:
        # The same few forms are asked for at every mention, and each time the whole text is read.
        if form not in self._said:
            self._said[form] = f" {form} " in self._text
        return self._said[form]

    def find(self, type_: EntityType, text: str) -> Record | None:
        """The thing of that type and name whose condition the article meets."""
        plain = self._gazetteer.look_up(type_, text)
        records = [*([plain] if plain else []), *self._gazetteer.conditional(type_, text)]
        return next((record for record in records if self.supports(record)), None)

    def supports(self, record: Record) -> bool:
        """Whether the article meets the record's condition, or the record has none."""
        asked = record.condition
        if asked is None or (asked.doubts and not self.says(asked.doubts)):
            return True
        return self.says(asked.needs) and not self.says(asked.bars)

    def means(self, record: Record, spans: Iterable[TokenSpan]) -> bool:
        """Whether all of these mentions of one name mean the person of the record."""
        spans = list(spans)
        return len(self.meant(record, spans)) == len(spans) > 0

    def meant(self, record: Record, spans: Sequence[TokenSpan]) -> list[int]:
        """The positions of those mentions of one name that mean the person of the record.

        A legislator whose name others have too needs a title, a state or a party beside one of the
        mentions; other legislators need an article that speaks of a legislature. A mention whose
        neighbours speak against the record is somebody else. Then so are all the others, unless
        the neighbours of one of them speak for it.
        """
        if not self.supports(record):
            return []
        if record.congress is None:
            return list(range(len(spans)))
        verdicts = [self._context.verdict(record, span) for span in spans]
        own = [at for at, verdict in enumerate(verdicts) if verdict is not Verdict.AGAINST]
        if Verdict.FOR in verdicts:
            return own
        if Verdict.AGAINST in verdicts or record.near is not None or not self._legislature:
            return []
        return own
