"""Whether an article bears out that a name means what the gazetteer has under it."""

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.legislators import Context, Verdict
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record

_LEGISLATURE: Final = word_list("legislature")


class Evidence:
    """The words of one article, to ask what its ambiguous names can mean."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self._text = f" {' '.join(token.text for token in doc)} "
        self._legislature = any(token.lower_ in _LEGISLATURE for token in doc)
        self._gazetteer = gazetteer
        self._context = Context(gazetteer.states)

    def says(self, forms: Iterable[str]) -> bool:
        """Whether one of the forms stands in the article, capitals as they are."""
        return any(f" {form} " in self._text for form in forms)

    def find(self, kind: EntityType, text: str) -> Record | None:
        """The thing of that kind and name that the article bears out."""
        plain = self._gazetteer.look_up(kind, text)
        records = [*([plain] if plain else []), *self._gazetteer.conditional(kind, text)]
        return next((record for record in records if self.supports(record)), None)

    def supports(self, record: Record) -> bool:
        """Whether the record's condition holds; what has none is always meant."""
        asked = record.condition
        if asked is None or (asked.doubts and not self.says(asked.doubts)):
            return True
        return self.says(asked.needs) and not self.says(asked.bars)

    def means(self, record: Record, spans: Iterable[TokenSpan]) -> bool:
        """Whether these mentions of a person are the record's, all together."""
        spans = list(spans)
        return len(self.meant(record, spans)) == len(spans) > 0

    def meant(self, record: Record, spans: Sequence[TokenSpan]) -> list[int]:
        """Which of these mentions of one name are the record's; none where the article is silent.

        A legislator whose name others have too needs a title, a state or a party beside one of the
        mentions; the others need an article that speaks of a legislature. A mention beside which
        the words speak against it is somebody else, and so are all unless others speak for it.
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
