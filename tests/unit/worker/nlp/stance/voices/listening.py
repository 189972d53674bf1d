"""One voice alone over a doc made by hand."""

from collections.abc import Callable, Sequence

from spacy.tokens import Doc

from tests.unit.worker.nlp.stand_ins import Heads, spans_of
from worker.nlp.documents import DocAttribution, findings
from worker.nlp.stance.reading import Heard, Reading, Vote


def listen(
    voice: Callable[[Reading, Sequence[Vote]], Heard], doc: Doc, others: Sequence[Vote] = (), **told
) -> tuple[Reading, Heard]:
    """What the voice says, and the reading in which it counts what it withholds."""
    reading = Reading(doc, Heads(doc, **told))
    return reading, voice(reading, others)


def said(reading: Reading, heard: Heard) -> list[tuple[str, str, str, str]]:
    """Holder, target, polarity and evidence of each vote."""
    names = [entity.name for entity in reading.index.entities]
    return [
        (
            vote.holder if vote.holder_entity is None else names[vote.holder_entity],
            names[vote.target],
            vote.polarity,
            vote.evidence.text,
        )
        for vote in heard.votes
    ]


def attributed(
    doc: Doc, source: str | None, cue: str | None, content: str, entity: str | None = None
) -> Doc:
    """The same doc, with the content attributed."""
    parts = [text and next(spans_of(doc, text)) for text in (source, cue, content)]
    found = findings(doc)
    found.attributions.append(DocAttribution("direct", (parts[2],), parts[1], parts[0], entity))
    return doc
