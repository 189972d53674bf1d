"""Names in headlines with a capital on every word: “GMB Chief Kicks Tesco Over Pay”.

Where all words have a capital, the tagger takes common words for pieces of a name. There a name
ends before a verb or a link of headlines, and before the office of whoever speaks for a body. What
the gazetteer or a plain sentence of the article has as a whole stays whole.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import capitals_say_little, is_shouted
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import plain_marks
from worker.nlp.tokens import span_of, text_of, tokens_of

_VERBS: Final = word_list("headline_verbs")
_LINKS: Final = word_list("headline_links")
_HEADS: Final = word_list("headline_heads")
_APART: Final = _VERBS | _LINKS
_CHIEFS: Final = frozenset({"boss", "bosses", "chief"})
_BODY: Final = TABLE.label_of["organization"]
_PLACE: Final = TABLE.label_of["place"]


def with_headlines(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, those in headlines without the words around the names."""
    plain = _plain_text(doc) if any(_is_doubtful(one.span) for one in findings) else ""
    return [piece for one in findings for piece in _pieces(one, gazetteer, plain)]


def is_between_names(token: Token) -> bool:
    """Whether it is a verb or a link of headlines, and so no piece of a name."""
    return token.lower_ in _APART


def _is_doubtful(span: TokenSpan) -> bool:
    """Whether it has a word that headlines have between names, where capitals say nothing."""
    words = tokens_of(span.doc).lowers[span.start : span.end]
    doubtful = len(words) > 1 and not (_APART | _HEADS).isdisjoint(words)
    sentence = sentence_of(span)
    return doubtful and capitals_say_little(sentence) and not is_shouted(sentence)


def _plain_text(doc: Doc) -> str:
    """The sentences in which a capital says something, with a mark between them."""
    calm = (sentence for sentence in doc.sents if not capitals_say_little(sentence))
    return plain_marks(" | ".join(text_of(sentence) for sentence in calm))


def _pieces(finding: Finding, gazetteer: Gazetteer, plain: str) -> Iterator[Finding]:
    span, label = finding
    text = text_of(span)
    known = gazetteer.knows(text) or gazetteer.person(text) or plain_marks(text) in plain
    if known or not _is_doubtful(span):
        yield Finding(span, _BODY) if _is_led(span, label, gazetteer) else finding
        return
    start, end = int(span.start), int(span.end)
    apart = [at for at in range(start, end) if span.doc[at].lower_ in _APART]
    for before, cut in pairwise([start - 1, *apart, end]):
        first, last = before + 1, _before_head(span.doc, before + 1, cut)
        if first < last:
            piece = span_of(span.doc, first, last)
            yield Finding(piece, _BODY if _is_led(piece, label, gazetteer) else label)


def _is_led(span: TokenSpan, label: str, gazetteer: Gazetteer) -> bool:
    """Whether it has a chief in a headline, and is no place that a list has: “Stellantis Chief”."""
    if label != _PLACE or int(span.end) >= sentence_of(span).end:
        return False
    led = span.doc[span.end].lower_ in _CHIEFS and span.doc[span.end].is_title
    known = gazetteer.knows(text_of(span)) or cities().named(text_of(span))
    return led and not known and capitals_say_little(sentence_of(span))


def _before_head(doc: Doc, start: int, end: int) -> int:
    """The end of a body's name without the office of who speaks for it: “GMB Chief”."""
    return end - (end - start > 1 and doc[end - 1].lower_ in _HEADS)
