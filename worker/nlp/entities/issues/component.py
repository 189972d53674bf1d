"""The spaCy component that groups the targets that have no name: issues, people, groups."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from topics.limits import MAX_NAME_CHARS
from worker.nlp.documents import DocEntity, DocTarget, Findings, Reference, findings
from worker.nlp.entities.issues.clusters import PREFIX, IssueCluster, digest, issues
from worker.nlp.entities.issues.pointed import merged, references, stands_for
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.salience import salience
from worker.nlp.tokens import text_of

TYPES: Final[Mapping[str, EntityType]] = MappingProxyType(
    {
        "person": "person",
        "organization": "organization",
        "country": "country",
        "place": "place",
        "group": "group",
        "unnamed": "group",
    }
)
"""The type of a target without a name, by what the reader takes it for; all others are issues."""

ONLY_HERE: Final = frozenset({"person", "country", "place"})
"""Types of which a description says who is meant only together with its article: "the officer"."""

_DIGITS: Final = 4


@dataclass(frozen=True)
class _Described:
    """One thing without a name."""

    cluster: IssueCluster
    type: EntityType
    article: str
    """a digest of the article"""

    @property
    def vague(self) -> bool:
        """Whether only the article says which one is meant."""
        return self.cluster.vague or self.type in ONLY_HERE

    @property
    def id(self) -> str:
        """``medtop:CODE``, ``issue:SLUG``, or ``name:TYPE:SLUG``, with the digest if vague."""
        identifier = self.cluster.id
        if self.type == "issue":
            return identifier
        identifier = f"name:{self.type}:{identifier.removeprefix(PREFIX)}"
        if self.vague and not self.cluster.vague:
            return f"{identifier}-{self.article}"
        return identifier


class IssueComponent:
    """Fills ``findings(doc).described`` from ``findings(doc).targets``."""

    def __call__(self, doc: Doc) -> Doc:
        """Group the targets that no entity is meant by."""
        found = findings(doc)
        index = MentionIndex(doc)
        unknown = [one for one in found.targets if index.meant_by(one.span) is None]
        kinds = {one.span: one.kind for one in unknown if _is_described(one.span)}
        clusters = merged(issues(doc, kinds), unknown)
        article = digest(doc)
        described = [_Described(cluster, _type(cluster, kinds), article) for cluster in clusters]
        known = {entity.id for entity in found.entities}
        most = max((len(entity.mentions) for entity in found.entities), default=1)
        found.described = [_entity(doc, one, most) for one in described if one.id not in known]
        _refer(found, unknown)
        return doc


def _is_described(span: TokenSpan) -> bool:
    return len(text_of(span)) <= MAX_NAME_CHARS and not stands_for(span)


def _refer(found: Findings, unknown: Sequence[DocTarget]) -> None:
    """Give what has been found the pronouns among the targets that stand for it."""
    every = [*found.entities, *found.described]
    more: dict[int, list[Reference]] = defaultdict(list)
    for number, reference in references(unknown, [one.mentions for one in every]):
        more[number].append(reference)
    every = [
        replace(one, references=_in_order([*one.references, *more[number]]))
        if number in more
        else one
        for number, one in enumerate(every)
    ]
    count = len(found.entities)
    found.entities, found.described = every[:count], every[count:]


def _in_order(some: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(sorted(some, key=lambda one: int(one.span.start)))


def _type(cluster: IssueCluster, kinds: Mapping[TokenSpan, str]) -> EntityType:
    """What most of its wordings are taken for; of equals the first. A concept is an issue."""
    if not cluster.id.startswith(PREFIX):
        return "issue"
    votes = Counter(TYPES.get(kinds[span], "issue") for span in cluster.mentions)
    return votes.most_common(1)[0][0]


def _entity(doc: Doc, one: _Described, most: int) -> DocEntity:
    mentions = one.cluster.mentions
    score = salience(mentions, findings(doc).title_chars, len(doc), most)
    return DocEntity(
        id=one.id,
        name=one.cluster.name,
        type=one.type,
        salience=round(score, _DIGITS),
        mentions=mentions,
        vague=one.vague,
        named=one.type == "issue",
    )
