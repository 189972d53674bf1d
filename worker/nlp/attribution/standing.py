"""Quotations that are sentences by themselves, and who says them.

"Kolb was furious. “Nobody asked us.”" has no verb of saying: the person whom the sentence before is
about says it.
"""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Stretch
from worker.nlp.english.quotations import Quotation
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import begins_word, end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import MentionIndex

MIN_WORDS: Final = 4
"""A shorter quotation may be a title or an exclamation that the author puts in."""

MAX_BEFORE_SPEAKER: Final = 8
"""The most tokens of an office before the speaker's name."""

_TIMES_AND_PLACES: Final = word_list("place_prepositions") | word_list("before_month")
_FULL_STOPS: Final = frozenset(".!?…")
_PRONOUNS: Final = word_list("speaking_pronouns")
_OPENERS: Final = word_list("before_speaker")
_POSSESSIVES: Final = word_list("possessives")


def stands_alone(doc: Doc, quotation: Quotation, end: int) -> bool:
    """Whether a quotation is one or more whole sentences; ``end`` is where the last one ends."""
    span = quotation.span
    words = [token for token in span if begins_word(token)]
    return (
        quotation.closed
        and len(words) >= MIN_WORDS
        and words[0].text[0].isupper()
        and bool(doc[span.start].is_sent_start)
        and span[-2].text[-1] in _FULL_STOPS
        and not any(begins_word(token) for token in doc[span.end : end])
    )


def speaker(doc: Doc, sentence: Stretch, index: MentionIndex) -> Stretch | None:
    """The person whom a sentence is about, with a title or office before the name.

    They are its first words, or the first behind a phrase such as "In her speech on Sunday,".
    """
    start = end_of_run(
        doc, sentence.start, sentence.end, lambda token: token.is_space or token.lower_ in _OPENERS
    )
    if start < sentence.end and doc[start].lower_ in _TIMES_AND_PLACES:
        comma = end_of_run(doc, start, sentence.end, lambda token: token.text != ",")
        start = min(comma + 1, sentence.end)
    if start == sentence.end:
        return None
    if doc[start].lower_ in _PRONOUNS:
        return Stretch(start, start + 1)
    limit = min(sentence.end, start + MAX_BEFORE_SPEAKER)
    name = end_of_run(doc, start, limit, lambda token: index.at(token.i) is None)
    mention = index.at(name) if name < limit else None
    if mention is None or index.entities[mention.entity].type != "person":
        return None
    whole = doc[start : mention.end]
    if any(predicates(token) for token in doc[start:name]):
        return None
    owns = mention.end < len(doc) and doc[mention.end].text in _POSSESSIVES
    return None if owns or index.source_entity(whole) is None else Stretch(start, mention.end)
