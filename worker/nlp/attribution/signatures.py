"""Quotations with a name under them: “We are proud.” — Anna Kolb, Open Door."""

from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from worker.nlp.attribution.parts import Stretch
from worker.nlp.english.marks import DASHES, HYPHENS, TYPED_DASH
from worker.nlp.english.quotations import Quotation
from worker.nlp.english.sentences import begins_line, is_break
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import begins_word, end_of_run, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.titles import is_title

MAX_SIGNATURE: Final = 24
"""The most tokens of a name and an office."""

_SIGNS: Final = frozenset({*DASHES, *HYPHENS, TYPED_DASH, "~", "\N{HORIZONTAL BAR}"})
_BRACKET: Final = "("
_AFTER_NAME: Final = frozenset({",", "(", ")", ".", "on", "at", "in"})
_ENDS: Final = frozenset(".!?")
_LINKS: Final = word_list("title_links")


class Signature(NamedTuple):
    """The mark that sets the name off, and the name with its office."""

    mark: Stretch | None
    source: Stretch


def signature(doc: Doc, quotation: Quotation, index: MentionIndex) -> Signature | None:
    """The name that signs a quotation of whole sentences; None where nobody does.

    It is on the same line or the next. A byline, which has a dash too, follows words that are no
    quotation: the quotation has to begin its paragraph.
    """
    start, end = int(quotation.span.start), int(quotation.span.end)
    if not begins_line(doc, start):
        return None
    plain = _plainly(doc, quotation, index)
    return Signature(None, plain) if plain else _behind_mark(doc, end, index)


def _behind_mark(doc: Doc, end: int, index: MentionIndex) -> Signature | None:
    """A name behind a dash or in brackets, at the end of a quotation."""
    mark = end_of_run(doc, end, len(doc), lambda token: token.is_space or token.text == ",")
    if mark + 1 >= len(doc) or doc[mark].text not in {*_SIGNS, _BRACKET}:
        return None
    limit = min(len(doc), mark + 1 + MAX_SIGNATURE)
    last = end_of_run(doc, mark + 1, limit, lambda token: not is_break(token))
    if last == limit < len(doc):
        return None
    if doc[mark].text == _BRACKET:
        closed = end_of_run(doc, mark + 1, last, lambda token: token.text != ")")
        if closed == last or any(begins_word(token) for token in doc[closed:last]):
            return None
        last = closed
    if not _is_signed(doc, mark + 1, last, index):
        return None
    last = start_of_run(doc, mark + 1, last, lambda token: token.is_space or token.text == ".")
    return Signature(Stretch(mark, mark + 1), Stretch(mark + 1, last))


def _plainly(doc: Doc, quotation: Quotation, index: MentionIndex) -> Stretch | None:
    """A name and an office right behind a quotation, to the end of the line: “…” Anna Kolb, mayor.

    The quotation is a whole sentence, and no verb says what the person did.
    """
    start = int(quotation.span.end)
    mention = index.at(start) if start < len(doc) else None
    if not quotation.closed or quotation.span[-2].text not in _ENDS or mention is None:
        return None
    last = end_of_run(doc, start, len(doc), lambda token: not is_break(token))
    comma = mention.end < last and doc[mention.end].text == ","
    if not comma or last - start > MAX_SIGNATURE or not _is_signed(doc, start, last, index):
        return None
    verb = any(predicates(token) for token in doc[start:last])
    return None if verb else Stretch(start, last)


def _is_signed(doc: Doc, start: int, end: int, index: MentionIndex) -> bool:
    """Whether the words are a person's name, with titles before it and an office behind it."""
    name = end_of_run(doc, start, end, lambda token: index.at(token.i) is None and _is_lead(token))
    mention = index.at(name) if name < end else None
    if mention is None or index.entities[mention.entity].type != "person" or mention.end > end:
        return False
    if index.source_entity(doc[start : mention.end]) is not index.entities[mention.entity]:
        return False
    after = mention.end
    return after == end or doc[after].is_space or doc[after].text in _AFTER_NAME


def _is_lead(token: Token) -> bool:
    """Whether a word may stand before the name: a title, or another with a capital."""
    return is_title(token.text) or token.is_title or token.text == "." or token.text in _LINKS
