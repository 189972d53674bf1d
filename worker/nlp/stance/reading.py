"""One article while its stances are read: mentions, sentences, limits, and what is withheld."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import HolderKind, Polarity
from worker.nlp.attribution.reporting import Reported
from worker.nlp.documents import DocAttribution, DocTarget, findings
from worker.nlp.english.quotations import quotations
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.model.judge import Scores, StanceJudge
from worker.nlp.model.read_sentences import read_sentences
from worker.nlp.model.verifier import StanceVerifier
from worker.nlp.stance.capitals import Capitals
from worker.nlp.stance.claims import Claim
from worker.nlp.stance.confidence import StanceConfidence
from worker.nlp.stance.evidence import evidence
from worker.nlp.stance.guards.case import Case
from worker.nlp.stance.guards.table import GUARDS, Guard, objection

VoteKey: TypeAlias = tuple[HolderKind, int | None, int]


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


class Reading:
    """What is known about the article, and the count of what is withheld."""

    def __init__(
        self,
        doc: Doc,
        judge: StanceJudge,
        confidence: StanceConfidence,
        guards: Sequence[Guard] = GUARDS,
        verifier: StanceVerifier | None = None,
    ) -> None:
        self.doc = doc
        self.confidence = confidence
        self.verifier = verifier
        self.thresholds = judge.thresholds
        self._judge = judge
        self._guards = guards
        self.index = MentionIndex(doc)
        self.capitals = Capitals(self.index.entities)
        self.targets: Sequence[DocTarget] = findings(doc).targets
        self.has_title = findings(doc).title_chars > 0
        self.attributions: Sequence[DocAttribution] = findings(doc).attributions
        quoted = [quotation.span for quotation in quotations(doc)]
        self._numbers = {entity.id: at for at, entity in enumerate(self.index.entities)}
        self.reported = Reported(doc, quoted, self.attributions)
        self.abstentions: Counter[str] = Counter()
        self.sentences: list[tuple[int, int]] = [(sent.start, sent.end) for sent in doc.sents]
        self._said: dict[int, list[tuple[int, TokenSpan]]] = defaultdict(list)
        for number, said in enumerate(self.attributions):
            for content in said.content:
                for token in range(content.start, content.end):
                    self._said[token].append((number, content))
        self._starts = [start for start, _ in self.sentences]
        self._evidence: dict[tuple[tuple[int, int], tuple[int, int]], TokenSpan] = {}

    def said_at(self, token: int) -> Sequence[tuple[int, TokenSpan]]:
        """The contents that have a token, each with the number of its attribution."""
        return self._said.get(token, ())

    def evidence(self, bounds: tuple[int, int], must: tuple[int, int]) -> TokenSpan:
        """The same as `worker.nlp.stance.evidence.evidence`, once for all holders of a target."""
        if (bounds, must) not in self._evidence:
            self._evidence[bounds, must] = evidence(self.doc, bounds, must)
        return self._evidence[bounds, must]

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that the token is in."""
        return bisect_right(self._starts, token) - 1

    def allows(self, claim: Claim) -> bool:
        """Whether no guard objects; if one does, its reason is counted."""
        reason = objection(Case(self.doc, self.index, claim), self._guards)
        if reason is not None:
            self.abstentions[reason] += 1
        return reason is None

    def entity_number(self, identifier: str | None) -> int | None:
        """The number of the entity with this id, or None where there is none."""
        return None if identifier is None else self._numbers.get(identifier)

    def tone(self, number: int, target: TokenSpan) -> Scores:
        """How a sentence sounds toward a target: scores of against, neutral and favor."""
        sentence = read_sentences(self.doc)[number]
        return self._judge.tone(sentence.encoded, sentence.span(target.start, target.end))
