"""The spaCy Doc of an article, and the findings that each component leaves on it for the next.

One Doc holds title and body with a blank line between them, so that every component reads a single
text. ``contract_span`` tells the two fields apart again. The Doc has the clean view of an article,
so ``contract_span`` is also the only way from its characters back to the text as published.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from spacy.attrs import ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from topics.events import (
    AttributionKind,
    EntityPolarity,
    EntityType,
    HolderKind,
    Polarity,
    Reporting,
    Span,
    TextField,
    Topic,
)
from worker.nlp.read_passage import ReadPassage
from worker.nlp.text.cleaning import clean_body, clean_title
from worker.nlp.text.view import CleanText
from worker.nlp.tokens import tokens_of

TITLE_SEPARATOR = "\n\n"

_KEY: Final = "stancewire_findings"

MAX_TOKENS: Final = 40_000
"""Tokens of an article that are looked at; fewer of them may be read, see `EncoderComponent`."""

MAX_DAMAGE: Final = 1_000
"""Characters that a span may have more in the text as published than in the one that is read.

Crawled text has a few; the limit keeps a text that is made to have thousands out of the events."""


@dataclass(frozen=True)
class Reference:
    """A pronoun or a description that stands for an entity."""

    span: TokenSpan
    kind: Literal["pronoun", "description"]
    probability: float
    """that it is this entity's"""


@dataclass(frozen=True)
class DocEntity:
    """One thing in the article.

    ``mentions`` are its names in text order, or descriptions if it has no name; there is at least
    one. ``references`` are the pronouns and descriptions that stand for an entity with a name.
    """

    id: str
    name: str
    type: EntityType
    salience: float
    mentions: tuple[TokenSpan, ...]
    references: tuple[Reference, ...] = ()
    polarity: EntityPolarity | None = None
    country: str | None = None
    """for a people: the id of its country"""

    vague: bool = False
    """whether only this article says which one is meant, as in "the bill\""""

    named: bool = True
    """whether ``mentions`` are names, or wordings of an issue; descriptions if not"""

    gender: Literal["m", "f"] | None = None
    """for a person: what the gazetteer, a title or the given name says"""


@dataclass(frozen=True)
class DocAttribution:
    """Who said what; ``content`` is in text order and never empty.

    An attribution that is not ``sure`` is not published. It is kept because its content may still
    be somebody else's words, and not the author's.
    """

    kind: AttributionKind
    content: tuple[TokenSpan, ...]
    cue: TokenSpan | None = None
    source: TokenSpan | None = None
    source_entity: str | None = None
    confidence: float = 1.0
    sure: bool = True
    signals: tuple[float, ...] = ()
    """what the confidence was computed from"""


@dataclass(frozen=True)
class Pointer:
    """Where the reader sees the name for which a pronoun or a description stands."""

    names: Mapping[int, float]
    """how probable each token of the doc is as part of that name"""
    nowhere: float
    """how probable it is that there is none, or that it is further away than the reader sees"""


@dataclass(frozen=True)
class DocTarget:
    """Words toward which a sentence takes a side, as the reader marks them."""

    span: TokenSpan
    sentence: int
    polarity: Polarity
    probability: float
    """that somebody is for it, or against it, as ``polarity`` says"""
    opposite: float
    """that the polarity is the other one"""
    plain: float
    """that it is said plainly, not implied"""
    kind: str
    """what the target is most probably: one of `worker.nlp.model.reader.KINDS`"""
    holders: Mapping[int, float]
    """how probable each token of the doc is as part of the holder's words"""
    author: float
    """how probable it is that the author holds the stance"""
    elsewhere: float
    """how probable it is that the holder is named further away than the reader sees"""
    name: Pointer
    """where the name is of what the target's words mean"""
    passage: ReadPassage | None = field(default=None, compare=False, repr=False)
    """the passage that it was found in; None where nothing was kept of it"""


@dataclass(frozen=True)
class DocStance:
    """Who is for or against whom; ``holder_id`` exactly when ``holder`` is ``entity``."""

    holder: HolderKind
    holder_id: str | None
    target_id: str
    polarity: Polarity
    reporting: Reporting
    confidence: float
    evidence: tuple[TokenSpan, ...]
    holder_words: TokenSpan | None = None
    target_words: TokenSpan | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    """what the confidence was computed from"""


@dataclass(frozen=True)
class DocStanceCount:
    """The number of sentences in which a holder is for a target, and against it."""

    holder: HolderKind
    holder_id: str | None
    target_id: str
    favor: int
    against: int


@dataclass
class Findings:
    """What the components have found so far; lives on the doc, see ``findings``."""

    title_chars: int = 0
    """of the title as it is read"""
    views: tuple[CleanText, CleanText] | None = None
    """of title and body; None where the doc's text is the published one"""
    language: str | None = None
    skipped: bool = False
    entities: list[DocEntity] = field(default_factory=list)
    attributions: list[DocAttribution] = field(default_factory=list)
    targets: list[DocTarget] = field(default_factory=list)
    pointers: dict[tuple[int, int], Pointer] = field(default_factory=dict)
    """of pronouns and descriptions, by their tokens"""
    described: list[DocEntity] = field(default_factory=list)
    """issues, and people and groups without a name; those with a stance become entities"""
    stances: list[DocStance] = field(default_factory=list)
    stance_counts: list[DocStanceCount] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    abstentions: Counter[str] = field(default_factory=Counter)


def findings(doc: Doc) -> Findings:
    """What was found in the doc so far; empty at the first call."""
    found: Findings | None = doc.user_data.get(_KEY)
    if found is None:
        # An extension of spaCy's would cost ten times as much at each look, and there are many.
        found = doc.user_data[_KEY] = Findings()
    return found


def _register(**getters: Callable[[Doc], object]) -> None:
    for name, getter in getters.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


_register(
    entities=lambda doc: findings(doc).entities,
    attributions=lambda doc: findings(doc).attributions,
    stances=lambda doc: findings(doc).stances,
    topics=lambda doc: findings(doc).topics,
)


def article_doc(nlp: Language, title: str, body: str) -> Doc:
    """The tokenised Doc of an article, ready for ``nlp.pipe``.

    It has the clean view of the article: no damaged characters, and no furniture of the page.
    A body with more tokens than ``MAX_TOKENS``, such as 100,000 single letters, is read up to
    there, and counted as ``text_over_limit``.
    """
    views = clean_title(title), clean_body(body)
    doc = doc_as_published(nlp, *(view.text for view in views))
    findings(doc).views = views
    return doc


def doc_as_published(nlp: Language, title: str, body: str) -> Doc:
    """The Doc of an article with all of its text, damage and furniture included."""
    # Each part is tokenised by itself. Otherwise white space at the end of the title and at the
    # beginning of the body would become one token that belongs to both.
    parts = [title, TITLE_SEPARATOR, body] if title else [body]
    doc = concatenated([nlp.make_doc(part) for part in parts], MAX_TOKENS)
    found = findings(doc)
    found.title_chars = len(title)
    if len(doc) == MAX_TOKENS and len(doc.text) < sum(len(part) for part in parts):
        found.abstentions["text_over_limit"] = 1
    return doc


def concatenated(docs: Sequence[Doc], most: int | None = None) -> Doc:
    """One Doc with the tokens of several, in order; only the first ``most`` of them if given."""
    numbers, spaces = np.concatenate([doc.to_array([ORTH, SPACY]) for doc in docs])[:most].T
    words: Any = numbers.tolist()
    return Doc(docs[0].vocab, words=words, spaces=spaces.astype(bool).tolist())


def cut_off(doc: Doc, end: int) -> Doc:
    """A Doc of the first tokens of another, with its findings; counted as ``text_over_limit``."""
    short = concatenated([doc], end)
    found = short.user_data[_KEY] = findings(doc)
    found.abstentions["text_over_limit"] = 1
    # spaCy keeps here what `nlp.pipe(..., as_tuples=True)` gives back with each doc.
    short._context = doc._context  # noqa: SLF001
    return short


def words_of(span: TokenSpan) -> list[Token]:
    """The tokens that are not white space; the heads were trained on these alone."""
    return [token for token in span if not token.is_space]


class Place(NamedTuple):
    """Where a span is in the article as published: field, offsets into it, verbatim text."""

    field: TextField
    start: int
    end: int
    text: str


def contract_span(span: TokenSpan) -> Span:
    """The span in the form of the contract; see `published_at`."""
    return Span(**published_at(span)._asdict())


def published_at(span: TokenSpan) -> Place:
    """Where a span is in the article as published.

    Offsets and text are those of the article as published. White space at the edges is left out.

    Raises:
        ValueError: the span is empty, crosses from the title into the body, or was published with
            more than ``MAX_DAMAGE`` characters that are not read. Sentence boundaries keep the
            components from making a span that crosses.

    """
    text, begin = "", 0
    if span.start < span.end:
        tokens = tokens_of(span.doc)
        text, begin = tokens.text_of(span.start, span.end), tokens.starts[span.start]
    start = begin + len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    if not text:
        raise ValueError(f"span {span.start_char}:{span.end_char} has no text")
    found = findings(span.doc)
    offset = found.title_chars + len(TITLE_SEPARATOR) if found.title_chars else 0
    if end <= found.title_chars:
        return _published("title", start, end, text, found.views and found.views[0])
    if start < offset:
        raise ValueError(f"span {start}:{end} crosses from title to body")
    return _published("body", start - offset, end - offset, text, found.views and found.views[1])


def _published(field: TextField, start: int, end: int, text: str, view: CleanText | None) -> Place:
    if view is not None:
        start, end = view.place(start, end)
        if end - start > len(text) + MAX_DAMAGE:
            raise ValueError(f"{end - start} characters were published of a span of {len(text)}")
        text = view.published[start:end]
    return Place(field, start, end, text)


def overlaps(one: TokenSpan, other: TokenSpan) -> bool:
    """Whether two spans of one doc share a token."""
    return bool(one.start < other.end and other.start < one.end)


def text_order(spans: Sequence[TokenSpan]) -> tuple[TokenSpan, ...]:
    """The spans sorted by where they begin."""
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
