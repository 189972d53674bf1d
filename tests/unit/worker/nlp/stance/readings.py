"""An article whose stances are being read, for the tests of what reads them."""

from spacy.tokens import Doc

from tests.unit.worker.nlp.stand_ins import Heads
from worker.nlp.model.reader import LOOKS
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.reading import Reading

AS_READ = StanceConfidence({"first": {}, "second": {"target": 1.0}, "looked_at": 0.0})
"""As sure of a stance as the reader is of its target, whatever it sees at a second look."""


class Looking:
    """Says the same at every second look, and remembers what it was asked."""

    def __init__(self, **seen: float) -> None:
        self.asked: list[tuple[object, ...]] = []
        self._seen = dict.fromkeys(LOOKS, 0.0) | (seen or {"against": 1.0})

    def look(self, row, holder, target, *, author):
        """Note which words are marked, as tokens of the doc."""
        self.asked.append((*([row.tokens[at] for at in some] for some in (holder, target)), author))
        return self._seen


def reading_of(doc: Doc, confidence=AS_READ, guards=(), reader=None, **told) -> Reading:
    """What the stances of a doc are read with; no guard objects unless some are given."""
    return Reading(doc, Heads(doc, **told), reader or Looking(), confidence, guards)
