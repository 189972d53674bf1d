"""The spaCy component that groups the issues that somebody may be for or against."""

from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from topics.limits import MAX_NAME_CHARS
from worker.nlp.documents import DocEntity, findings
from worker.nlp.entities.issues.clusters import IssueCluster, issues
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.references.phrases import PRONOUNS
from worker.nlp.entities.salience import salience

_DIGITS: Final = 4


class IssueComponent:
    """Fills ``findings(doc).issues`` from ``findings(doc).targets``."""

    def __call__(self, doc: Doc) -> Doc:
        """Group the targets that no entity is meant by."""
        found = findings(doc)
        index = MentionIndex(doc)
        clusters = issues(doc, [one.span for one in found.targets if _is_issue(index, one.span)])
        most = max((len(entity.mentions) for entity in found.entities), default=1)
        found.issues = [_entity(doc, cluster, most) for cluster in clusters]
        return doc


def _is_issue(index: MentionIndex, span: TokenSpan) -> bool:
    if len(span.text) > MAX_NAME_CHARS or span.text.lower() in PRONOUNS:
        return False
    return index.meant_by(span) is None


def _entity(doc: Doc, cluster: IssueCluster, most: int) -> DocEntity:
    score = salience(cluster.mentions, findings(doc).title_chars, len(doc), most)
    return DocEntity(
        id=cluster.id,
        name=cluster.name,
        type="issue",
        salience=round(score, _DIGITS),
        mentions=cluster.mentions,
        vague=cluster.vague,
    )
