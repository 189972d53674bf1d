"""An article whose stances are being read, for the tests of what reads them."""

from spacy.tokens import Doc

from tests.unit.worker.nlp.stand_ins import Heads
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.reading import Reading

AS_READ = StanceConfidence({"target": 1.0})
"""As sure of a stance as the reader is of its target."""


def reading_of(doc: Doc, confidence=AS_READ, guards=(), verifier=None, **told) -> Reading:
    """What the stances of a doc are read with; no guard objects unless some are given."""
    return Reading(doc, Heads(doc, **told), confidence, guards, verifier)
