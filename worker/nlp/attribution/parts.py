"""The parts of attributions: source (who), cue (the words that report it) and content (what)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.quotations import Quotation
from worker.nlp.english.windows import count_words

MIN_CONTENT_WORDS: Final = 1


@dataclass(frozen=True, order=True)
class Stretch:
    """The tokens of a doc from ``start`` to before ``end``."""

    start: int
    end: int

    def touches(self, other: "Stretch") -> bool:
        """Whether the two share a token."""
        return self.start < other.end and other.start < self.end

    def gap(self, other: "Stretch") -> int:
        """The number of tokens between the two; 0 if they touch or meet."""
        return max(0, other.start - self.end, self.start - other.end)

    def hull(self, other: "Stretch") -> "Stretch":
        """The shortest stretch that covers both."""
        return Stretch(min(self.start, other.start), max(self.end, other.end))


@dataclass
class Parts:
    """What the tagger found in one sentence."""

    sentence: Stretch
    sources: list[Stretch] = field(default_factory=list)
    cues: list[Stretch] = field(default_factory=list)
    contents: list[Stretch] = field(default_factory=list)
    scores: dict[tuple[str, int], float] = field(default_factory=dict)
    """the tagger's score of each stretch, by label and first token"""

    def add(self, label: str, stretch: Stretch, score: float) -> None:
        """Keep a stretch and its score under a label: source, cue or content."""
        {"source": self.sources, "cue": self.cues, "content": self.contents}[label].append(stretch)
        self.scores[label, stretch.start] = score

    def clear(self) -> None:
        """Forget all stretches and scores."""
        self.sources, self.cues, self.contents = [], [], []
        self.scores = {}

    def settle(self, doc: Doc) -> None:
        """Merge contents that meet, and drop those without enough words."""
        settled: list[Stretch] = []
        for content in sorted(self.contents):
            if settled and settled[-1].gap(content) == 0:
                settled[-1] = settled[-1].hull(content)
            else:
                settled.append(content)
        self.contents = [
            content
            for content in settled
            if count_words(doc, content.start, content.end) >= MIN_CONTENT_WORDS
        ]

    def nearest_source(self, cue: Stretch) -> Stretch | None:
        """The source that is nearest to the cue; the first if two are equally near."""
        return min(self.sources, key=lambda source: (source.gap(cue), source.start), default=None)

    def hull(self, cue: Stretch) -> Stretch:
        """Cue and source together, unless a content or another cue is between them."""
        source = self.nearest_source(cue)
        if source is None:
            return cue
        both = cue.hull(source)
        strangers = (other for other in (*self.contents, *self.cues) if other != cue)
        return cue if any(both.touches(other) for other in strangers) else both


@dataclass
class Content:
    """What somebody said; the tagger, quotation marks or both have found it."""

    stretch: Stretch
    quotation: Quotation | None = None
    only_marks: bool = False


@dataclass(eq=False)
class Draft:
    """An attribution in the making."""

    cue: Stretch | None
    source: Stretch | None
    contents: list[Stretch] = field(default_factory=list)
    by_marks: bool = False
    """whether marks alone make it one, and no verb: the tagger does not know such attributions"""

    @property
    def start(self) -> int:
        """The first token of its first part."""
        beside = [part for part in (self.cue, self.source) if part is not None]
        return min(part.start for part in (*self.contents, *beside))


def contents_of(parts: Sequence[Parts], speech: Sequence[Quotation]) -> list[Content]:
    """The tagger's contents and the quotations in text order; those that overlap are merged.

    Quotations that meet are merged too.
    """
    pieces = [Content(stretch) for part in parts for stretch in part.contents]
    pieces += [
        Content(Stretch(quotation.span.start, quotation.span.end), quotation, only_marks=True)
        for quotation in speech
    ]
    pieces.sort(key=lambda piece: (piece.stretch.start, piece.stretch.end))
    overlapping = _merged(pieces, lambda one, other: one.stretch.touches(other.stretch))
    return _merged(overlapping, _same_speech)


def _merged(pieces: Sequence[Content], belong: Callable[[Content, Content], bool]) -> list[Content]:
    contents: list[Content] = []
    for piece in pieces:
        last = contents[-1] if contents else None
        if last is not None and belong(last, piece):
            contents[-1] = Content(
                last.stretch.hull(piece.stretch),
                piece.quotation or last.quotation,
                only_marks=last.only_marks and piece.only_marks,
            )
        else:
            contents.append(piece)
    return contents


def _same_speech(one: Content, other: Content) -> bool:
    """Whether two quotations meet: then they are one speech, and one mark is missing or extra."""
    adjacent = one.stretch.end == other.stretch.start
    return adjacent and one.quotation is not None and other.quotation is not None
