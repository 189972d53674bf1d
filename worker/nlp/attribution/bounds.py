"""Where the parts of an attribution begin and end: what the tagger marked, put right.

The ends are those of PolNeAR's annotators: a comma closes an apposition that a comma opened, and
belongs to no cue.
"""

from collections.abc import Container
from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Parts, Stretch
from worker.nlp.english.words import word_list

_PAUSES: Final = word_list("pauses")
_UNFINISHED: Final = word_list("unfinished_ends")
_JOINING: Final = word_list("joining")
_ASIDES: Final = word_list("asides")


def worded(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch without the pauses at its edges; None where no word is left."""
    while start < end and (doc[start].text in _PAUSES or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in _PAUSES or doc[end - 1].is_space):
        end -= 1
    return (
        Stretch(start, end) if any(doc[at].text[0].isalnum() for at in range(start, end)) else None
    )


def finished(doc: Doc, part: Parts, content: Stretch, inside_names: Container[int]) -> Stretch:
    """A content that the tagger ended in the middle of a phrase or name, up to the phrase's end.

    Where something else begins there, an "and" at the end joins that, and is left out.

    Args:
        doc: the article.
        part: the sentence's other parts.
        content: what the tagger marked.
        inside_names: the tokens before which a mention of an entity is not yet over.

    """
    end, limit = content.end, part.sentence.end
    if doc[end - 1].lower_ not in _UNFINISHED and end not in inside_names:
        return content
    others = [*part.sources, *part.cues, *part.contents]
    while (
        end < limit
        and doc[end].text not in _PAUSES
        and doc[end].text[0].isalnum()
        and not any(other.start == end for other in others)
    ):
        end += 1
    if end == content.end and doc[end - 1].lower_ in _JOINING:
        return worded(doc, content.start, end - 1) or content
    return Stretch(content.start, end)


def cue_of(doc: Doc, start: int, end: int) -> Stretch | None:
    """A cue as the tagger marked it; None where neither word nor colon is in it.

    A colon is a cue of its own in transcripts and headlines ("Kolb: No deal with Peru"), and part
    of one in "told reporters:".
    """
    while end > start and doc[end - 1].text == ",":
        end -= 1
    speaks = any(doc[at].text[0].isalnum() or doc[at].text == ":" for at in range(start, end))
    return Stretch(start, end) if speaks else None


def trimmed(doc: Doc, start: int, end: int) -> Stretch | None:
    """The stretch from its first word to its last; None where no word is in it."""
    while start < end and not doc[start].text[0].isalnum():
        start += 1
    while end > start and not doc[end - 1].text[0].isalnum():
        end -= 1
    return Stretch(start, end) if end > start else None


def apposed(doc: Doc, source: Stretch) -> Stretch:
    """The source with the comma behind it, where that closes what a comma in it opened."""
    end = source.end
    if end >= len(doc) or doc[end].text not in _ASIDES:
        return source
    opened = any(doc[at].text == doc[end].text for at in range(source.start, end))
    return Stretch(source.start, end + 1) if opened else source
