"""Tells quotes and paraphrases from what the author says."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import Reporting
from worker.nlp.documents import DocAttribution
from worker.nlp.english.windows import begins_word
from worker.nlp.english.words import word_list

DENIALS: Final = word_list("denials")
"""Cues that say that the source rejects the content."""

QUESTIONS: Final = word_list("questions")
"""Cues that leave open whether the content is true."""


class Reported:
    """Which tokens of a doc are quoted, attributed to somebody, or cues."""

    def __init__(
        self, doc: Doc, quoted: Sequence[TokenSpan], attributions: Sequence[DocAttribution]
    ) -> None:
        self._quoted = _mask(doc, quoted)
        self._content = _mask(doc, [span for said in attributions for span in said.content])
        self._cues = _mask(doc, [said.cue for said in attributions if said.cue is not None])

    def is_content(self, start: int, end: int) -> bool:
        """Whether any of the tokens is attributed to somebody."""
        return any(self._content[start:end])

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether all of the tokens are in quotation marks."""
        return all(self._quoted[start:end])

    def has_cue(self, start: int, end: int) -> bool:
        """Whether any of the tokens belongs to a cue."""
        return any(self._cues[start:end])

    def how(self, span: TokenSpan) -> Reporting:
        """How a span is told: a quote, a paraphrase, or narration if no attribution covers it."""
        words = [token.i for token in span if begins_word(token)]
        if not words or not all(self._content[token] for token in words):
            return "narration"
        return "quote" if all(self._quoted[token] for token in words) else "paraphrase"


def _mask(doc: Doc, spans: Sequence[TokenSpan]) -> list[bool]:
    mask = [False] * len(doc)
    for span in spans:
        mask[span.start : span.end] = [True] * len(span)
    return mask
