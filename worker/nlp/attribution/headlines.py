"""Attributions in headlines such as "Kolb to Ruiz: Peru will not pay".

Such a headline has no verb of saying. The colon shows that somebody said the rest.
"""

from typing import Final, NamedTuple

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Stretch
from worker.nlp.english.windows import count_words, end_of_run, ends_word, start_of_run

MAX_NAME_WORDS: Final = 5
MIN_SAID_WORDS: Final = 3


class Announced(NamedTuple):
    """The three parts of such a headline."""

    source: Stretch
    cue: Stretch
    content: Stretch


def announced(doc: Doc, sentence: Stretch) -> Announced | None:
    """The parts of a sentence of the form "NAME to NAME: words"; None for any other sentence."""
    to = _name_end(doc, sentence.start, sentence.end)
    if to == sentence.start or to >= sentence.end or doc[to].lower_ != "to":
        return None
    if doc[sentence.start].lower_ == "from":
        return None
    colon = _name_end(doc, to + 1, sentence.end)
    if colon == to + 1 or colon >= sentence.end or doc[colon].text != ":":
        return None
    end = start_of_run(doc, colon + 1, sentence.end, lambda token: not ends_word(token))
    if count_words(doc, colon + 1, end) < MIN_SAID_WORDS:
        return None
    return Announced(
        Stretch(sentence.start, to), Stretch(colon, colon + 1), Stretch(colon + 1, end)
    )


def _name_end(doc: Doc, start: int, end: int) -> int:
    """The end of the capitalised words that begin at ``start``."""
    last = min(end, start + MAX_NAME_WORDS)
    return end_of_run(doc, start, last, lambda token: token.text[:1].isupper())
