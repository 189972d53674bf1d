"""Who speaks to whom in a headline: "Kolb to Ruiz: Peru will not pay".

A headline of this form has no verb of saying; the colon says that what follows was said.
"""

from typing import Final, NamedTuple

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Stretch

MAX_NAME_WORDS: Final = 5
MIN_SAID_WORDS: Final = 3


class Announced(NamedTuple):
    """The three parts of such a headline."""

    source: Stretch
    cue: Stretch
    content: Stretch


def announced(doc: Doc, sentence: Stretch) -> Announced | None:
    """What a sentence of the form "NAME to NAME: words" says, or None for any other."""
    to = _name_end(doc, sentence.start, sentence.end)
    if to == sentence.start or to >= sentence.end or doc[to].lower_ != "to":
        return None
    if doc[sentence.start].lower_ == "from":
        return None
    colon = _name_end(doc, to + 1, sentence.end)
    if colon == to + 1 or colon >= sentence.end or doc[colon].text != ":":
        return None
    end = sentence.end
    while end > colon + 1 and not doc[end - 1].text[-1].isalnum():
        end -= 1
    said = sum(doc[token].text[0].isalnum() for token in range(colon + 1, end))
    if said < MIN_SAID_WORDS:
        return None
    return Announced(
        Stretch(sentence.start, to), Stretch(colon, colon + 1), Stretch(colon + 1, end)
    )


def _name_end(doc: Doc, start: int, end: int) -> int:
    """Where the capitalised words that begin at ``start`` end."""
    last = min(end, start + MAX_NAME_WORDS)
    at = start
    while at < last and doc[at].text[:1].isupper():
        at += 1
    return at
