"""One article while its stances are read: mentions, sentences, limits, and what is withheld."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind, Polarity
from worker.nlp.attribution.reporting import Reported
from worker.nlp.documents import DocAttribution, DocTarget, findings
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import Mention, MentionIndex
from worker.nlp.model.judge import Scores, StanceJudge
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.stance.claims import Claim, worried
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard, objection

VoteKey: TypeAlias = tuple[HolderKind, int | None, int]

OPINIONS: Final[tuple[Polarity, Polarity]] = ("against", "favor")

WORRIED_THRESHOLD: Final = 0.5
"""Confidence that is enough where the words say that the holder is worried about the target."""

MAX_MENTIONS: Final = 12
"""Most mentions of one sentence that are compared: a list of fifty names shows no stance."""

MAX_READINGS: Final = 600
"""Most questions to the heads in one article; more are counted as ``pairs_over_limit``."""


@dataclass(frozen=True)
class Vote:
    """What one sentence shows: a holder is for or against a target."""

    holder: HolderKind
    holder_entity: int | None
    target: int
    polarity: Polarity
    confidence: float
    evidence: TokenSpan
    sentence: int
    holder_words: TokenSpan | None = None
    target_words: TokenSpan | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    """what the confidence was computed from"""

    @property
    def key(self) -> VoteKey:
        """Holder and target, which all votes on the same pair share."""
        return (self.holder, self.holder_entity, self.target)

    @property
    def order(self) -> tuple[str, int, int]:
        """A fixed order for votes with the same evidence."""
        return (self.holder, -1 if self.holder_entity is None else self.holder_entity, self.target)


class Heard(NamedTuple):
    """What a voice says of an article."""

    votes: list[Vote]
    tones: Mapping[int, Scores] = MappingProxyType({})
    """how the author sounds toward each entity, by its number; only the author's voice has any"""


def leading(scores: Scores) -> tuple[Polarity | None, float]:
    """The opinion that is at least as probable as any other label, or None."""
    for polarity in OPINIONS:
        if scores[polarity] == max(scores.values()):
            return polarity, scores[polarity]
    return None, scores["neutral"]


class Reading:
    """What every voice needs to know about the article, and the count of what they withhold."""

    def __init__(
        self,
        doc: Doc,
        judge: StanceJudge,
        confidence: StanceConfidence,
        guards: Sequence[Guard] = GUARDS,
    ) -> None:
        self.doc = doc
        self.confidence = confidence
        self.targets: Sequence[DocTarget] = findings(doc).targets
        self.has_title = findings(doc).title_chars > 0
        self.thresholds = judge.thresholds
        self._judge = judge
        self._guards = guards
        self.index = MentionIndex(doc)
        self.attributions: Sequence[DocAttribution] = findings(doc).attributions
        quoted = [quotation.span for quotation in quotations(doc)]
        self._numbers = {entity.id: at for at, entity in enumerate(self.index.entities)}
        self.reported = Reported(doc, quoted, self.attributions)
        self.abstentions: Counter[str] = Counter()
        self.sentences: list[tuple[int, int]] = [(sent.start, sent.end) for sent in doc.sents]
        self._starts = [start for start, _ in self.sentences]
        self._left = MAX_READINGS

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that the token is in."""
        return bisect_right(self._starts, token) - 1

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between two tokens, up to the limit of a sentence."""
        found = self.index.within(start, end)
        if len(found) > MAX_MENTIONS:
            self.abstentions["pairs_over_limit"] += 1
        return found[:MAX_MENTIONS]

    def may_read(self) -> bool:
        """Whether one more question to a head is within the article's limit; it is used up."""
        if self._left == 0:
            self.abstentions["pairs_over_limit"] += 1
            return False
        self._left -= 1
        return True

    def passes(self, claim: Claim, confidence: float) -> bool:
        """Whether no guard objects and the head is sure enough; if not, the reason is counted."""
        reason = objection(Case(self.doc, self.index, claim), self._guards)
        threshold = self.thresholds.get("stance", 1.0)
        if worried(self.doc, claim):
            threshold = min(threshold, WORRIED_THRESHOLD)
        if reason is None and confidence >= threshold:
            return True
        self.abstentions[reason or "stance_below_threshold"] += 1
        return False

    def entity_number(self, identifier: str | None) -> int | None:
        """The number of the entity with this id, or None where there is none."""
        return None if identifier is None else self._numbers.get(identifier)

    def polarity(self, number: int, target: TokenSpan) -> Scores:
        """How a sentence sounds toward a target: scores of against, neutral and favor."""
        sentence = read_sentences(self.doc)[number]
        return self._judge.polarity(sentence.encoded, sentence.span(target.start, target.end))

    def tone(self, number: int, target: TokenSpan) -> Scores:
        """The same at a glance: cheaper, and less sure."""
        sentence = read_sentences(self.doc)[number]
        return self._judge.tone(sentence.encoded, sentence.span(target.start, target.end))

    def relation(self, number: int, p: TokenSpan, q: TokenSpan) -> Scores:
        """Which of two in a sentence is for or against the other."""
        sentence = read_sentences(self.doc)[number]
        return self._judge.relation(
            sentence.encoded, sentence.span(p.start, p.end), sentence.span(q.start, q.end)
        )
