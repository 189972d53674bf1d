"""The spaCy Doc of an article, and what each component leaves on it for the next.

One Doc holds title and body, joined by a blank line, so that every component sees one text; spans
are told apart again by the field that they stand in.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

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
    Topic,
)

TITLE_SEPARATOR = "\n\n"

MAX_TOKENS: Final = 40_000
"""Tokens of an article that are read; prose as long as the contract allows has fewer."""


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

    ``mentions`` are its names, in text order, never none; ``references`` the pronouns and
    descriptions that stand for it, in text order.
    """

    id: str
    name: str
    type: EntityType
    salience: float
    mentions: tuple[TokenSpan, ...]
    pronouns: tuple[TokenSpan, ...] = ()
    references: tuple[Reference, ...] = ()
    polarity: EntityPolarity | None = None
    country: str | None = None
    """of a people: the id of its country"""

    serves: str | None = None
    """of a president or prime minister: the id of the country"""

    gender: Literal["m", "f"] | None = None
    """of a person: what the gazetteer, a title or the given name says"""


@dataclass(frozen=True)
class DocAttribution:
    """Who said what. ``content`` in text order, never empty.

    One that is not ``sure`` is not published; it is kept because what it holds may all the same be
    no words of the article's author.
    """

    kind: AttributionKind
    content: tuple[TokenSpan, ...]
    cue: TokenSpan | None = None
    source: TokenSpan | None = None
    source_entity: str | None = None
    confidence: float = 1.0
    sure: bool = True
    signals: tuple[float, ...] = ()
    """what the confidence was made of"""


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


@dataclass(frozen=True)
class DocStanceCount:
    """In how many sentences a holder is for a target, and in how many against."""

    holder: HolderKind
    holder_id: str | None
    target_id: str
    favor: int
    against: int


@dataclass
class Findings:
    """What the components have found so far; lives in ``doc._.findings``."""

    title_chars: int = 0
    language: str | None = None
    skipped: bool = False
    entities: list[DocEntity] = field(default_factory=list)
    attributions: list[DocAttribution] = field(default_factory=list)
    stances: list[DocStance] = field(default_factory=list)
    stance_counts: list[DocStanceCount] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    abstentions: Counter[str] = field(default_factory=Counter)


def findings(doc: Doc) -> Findings:
    """What was found in the doc so far; made empty at the first call."""
    if doc._.findings is None:
        doc._.findings = Findings()
    found: Findings = doc._.findings
    return found


def _register(**getters: Callable[[Doc], object]) -> None:
    if not Doc.has_extension("findings"):
        Doc.set_extension("findings", default=None)
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
    """The tokenised Doc of an article, ready for ``nlp.pipe``; nothing of the text is changed.

    A body that is no prose, such as 100,000 single letters, is read up to ``MAX_TOKENS``; what is
    left unread is counted as ``text_over_limit``.
    """
    # Each part is tokenised by itself: white space at the end of a title and at the beginning of
    # a body would else become one token that stands in both.
    parts = [title, TITLE_SEPARATOR, body] if title else [body]
    doc = joined([nlp.make_doc(part) for part in parts], MAX_TOKENS)
    found = findings(doc)
    found.title_chars = len(title)
    if len(doc) == MAX_TOKENS and len(doc.text) < sum(len(part) for part in parts):
        found.abstentions["text_over_limit"] += 1
    return doc


def joined(docs: Sequence[Doc], most: int | None = None) -> Doc:
    """One Doc with the tokens of several, or the first so many; its text is theirs together."""
    words = [token.text for doc in docs for token in doc][:most]
    spaces = [bool(token.whitespace_) for doc in docs for token in doc][:most]
    return Doc(docs[0].vocab, words=words, spaces=spaces)


def words_of(span: TokenSpan) -> list[Token]:
    """The tokens that are not white space: what the heads were trained on."""
    return [token for token in span if not token.is_space]


def contract_span(span: TokenSpan) -> Span:
    """The span as the contract has it: field, offsets into that field, verbatim text.

    White space at its edges is left out. Raises ValueError for a span that is empty or crosses
    from the title into the body: sentence boundaries keep components from making one.
    """
    text = span.text
    start = span.start_char + len(text) - len(text.lstrip())
    text = text.strip()
    end = start + len(text)
    if not text:
        raise ValueError(f"span {span.start_char}:{span.end_char} has no text")
    title_chars = findings(span.doc).title_chars
    offset = title_chars + len(TITLE_SEPARATOR) if title_chars else 0
    if end <= title_chars:
        return Span(field="title", start=start, end=end, text=text)
    if start < offset:
        raise ValueError(f"span {start}:{end} crosses from title to body")
    return Span(field="body", start=start - offset, end=end - offset, text=text)


def overlaps(one: TokenSpan, other: TokenSpan) -> bool:
    """Whether two spans of one doc share a token."""
    return bool(one.start < other.end and other.start < one.end)


def text_order(spans: Sequence[TokenSpan]) -> tuple[TokenSpan, ...]:
    """The spans sorted by where they begin."""
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
