"""Quotations that a line of its own announces: “And from Chairwoman Anna Kolb:”."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Stretch
from worker.nlp.attribution.signatures import MAX_SIGNATURE, Signature
from worker.nlp.english.quotations import Quotation
from worker.nlp.english.sentences import begins_line, is_break
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import start_of_run
from worker.nlp.entities.mentions import MentionIndex

_FROM: Final = frozenset({"from", "by"})


def introduction(doc: Doc, quotation: Quotation, index: MentionIndex) -> Signature | None:
    """The person in the line before a quotation: “From Anna Kolb, mayor:”; None where nobody is.

    The line has no verb, and ends in a colon.
    """
    start = int(quotation.span.start)
    if not begins_line(doc, start):
        return None
    colon = start_of_run(doc, 0, start, lambda token: token.is_space) - 1
    if colon < 1 or doc[colon].text != ":":
        return None
    first = start_of_run(doc, max(0, colon - MAX_SIGNATURE), colon, lambda one: not is_break(one))
    if not begins_line(doc, first) or any(predicates(token) for token in doc[first:colon]):
        return None
    for at in range(first, colon):
        if doc[at].lower_ in _FROM:
            source = doc[at + 1 : colon]
            entity = index.source_entity(source) if len(source) else None
            if entity is None or entity.type != "person":
                return None
            return Signature(Stretch(colon, colon + 1), Stretch(at + 1, colon))
    return None
