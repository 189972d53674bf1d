"""Corrects where the parts of an attribution begin and end.

The ends follow PolNeAR's annotation: a comma that closes an apposition belongs to it, and no comma
belongs to a cue.
"""

from collections.abc import Container
from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.english.marks import ASIDES, STOPS
from worker.nlp.english.windows import (
    begins_word,
    end_of_run,
    has_word,
    start_of_run,
    stripped,
)
from worker.nlp.english.words import word_list

_UNFINISHED: Final = word_list("unfinished_ends")
_JOINING: Final = word_list("joining")


def worded(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch without pauses at its edges; None if it has no word."""
    start, end = stripped(doc, start, end, lambda token: token.text in STOPS or token.is_space)
    return Stretch(start, end) if has_word(doc, start, end) else None


def finished(doc: Doc, part: Parts, content: Stretch, inside_names: Container[int]) -> Stretch:
    """The content, extended to the end of the phrase or name that the tagger cut.

    If another part begins there, a final "and" belongs to that part, and is left out.

    Args:
        doc: the article.
        part: the other parts of the sentence.
        content: the stretch that the tagger marked.
        inside_names: the tokens of all entity mentions except the first of each.

    """
    end = content.end
    if doc[end - 1].lower_ not in _UNFINISHED and end not in inside_names:
        return content
    begun = {other.start for other in (*part.sources, *part.cues, *part.contents)}
    end = end_of_run(
        doc,
        end,
        part.sentence.end,
        lambda token: token.text not in STOPS and begins_word(token) and token.i not in begun,
    )
    if end == content.end and doc[end - 1].lower_ in _JOINING:
        return worded(doc, content.start, end - 1) or content
    return Stretch(content.start, end)


def cue_of(doc: Doc, start: int, end: int) -> Stretch | None:
    """The cue without commas at its end; None if it has neither a word nor a colon.

    A colon alone is a cue in transcripts and headlines ("Kolb: No deal with Peru"). In "told
    reporters:" it is part of one.
    """
    end = start_of_run(doc, start, end, lambda token: token.text == ",")
    speaks = any(begins_word(doc[at]) or doc[at].text == ":" for at in range(start, end))
    return Stretch(start, end) if speaks else None


def trimmed(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch from its first word to its last; None if it has no word."""
    start, end = stripped(doc, start, end, lambda token: not begins_word(token))
    return Stretch(start, end) if end > start else None


def apposed(doc: Doc, source: Stretch) -> Stretch:
    """The source, with the comma after it if that closes an apposition in the source."""
    end = source.end
    if end >= len(doc) or doc[end].text not in ASIDES:
        return source
    opened = any(doc[at].text == doc[end].text for at in range(source.start, end))
    return Stretch(source.start, end + 1) if opened else source
