"""Spans to entities: one for each thing in the article, with all its mentions.

The tagger's spans are cleaned, typed by majority and gazetteer, completed with what it overlooked,
and put together: people by surname, organisations by acronym and short form, everything else by its
name. A people is an entity of its own beside its country, and a capital stays a place.
"""

from collections import Counter, defaultdict
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.cleaning import cleaned
from worker.nlp.clusters import Cluster, Name
from worker.nlp.documents import DocEntity, findings, text_order
from worker.nlp.entity_seats import EntitySeat, Finding
from worker.nlp.gazetteer import Evidence, Gazetteer, gazetteer
from worker.nlp.kinds import kind
from worker.nlp.names import fold, parts, slug
from worker.nlp.organizations import organizations
from worker.nlp.overlooked import overlooked
from worker.nlp.people import people
from worker.nlp.pronouns import genders, pronouns
from worker.nlp.salience import saliences
from worker.nlp.wordlists import wordlist

MAX_NAME_CHARS: Final = 512
"""What the contract has room for in a name."""

_ORG_TAILS: Final = wordlist("org_tails")
_DIGITS: Final = 4
_FULL_NAME: Final = 3
"""Votes that a full name has in what its short form is."""


class EntityComponent:
    """Fills ``findings(doc).entities``, the most salient first."""

    def __init__(self, seat: EntitySeat) -> None:
        self._seat = seat
        self._gazetteer = gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of an article that is not skipped."""
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        evidence = Evidence(doc)
        names = self._names(doc, evidence)
        names += overlooked(doc, names, self._gazetteer, evidence)
        clusters = self._clusters(doc, names, evidence)
        genders(doc, clusters)
        found.entities = _entities(doc, clusters)
        return doc

    def _names(self, doc: Doc, evidence: Evidence) -> list[Name]:
        """What the tagger found, typed; what has no type in the contract is counted."""
        marked = list(cleaned(doc, self._seat(doc), self._gazetteer))
        fitting = [one for one in marked if len(one.span.text) <= MAX_NAME_CHARS]
        abstentions = findings(doc).abstentions
        if len(fitting) < len(marked):
            abstentions["over_limit"] += len(marked) - len(fitting)
        labels = _agreed(fitting)
        names = []
        for finding in fitting:
            text = finding.span.text
            label = labels[fold(text)]
            entity_type, record = kind(
                label, text, self._gazetteer, evidence, quoted=_in_marks(doc, finding.span)
            )
            if entity_type is None:
                abstentions["entity_untyped"] += 1
            else:
                names.append(Name(finding.span, entity_type, record))
        return names

    def _clusters(self, doc: Doc, names: list[Name], evidence: Evidence) -> list[Cluster]:
        by_type: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_type[name.type].append(name)
        persons = [self._person(name, evidence) for name in by_type.pop("person", [])]
        clusters, lost = people(persons)
        if lost:
            findings(doc).abstentions["ambiguous_alias"] += lost
        _link_surnames(clusters, self._gazetteer)
        places = frozenset(name.text for name in by_type.get("place", []))
        bodies = by_type.pop("organization", [])
        clusters += organizations(doc, bodies, self._gazetteer, places)
        for same_type in by_type.values():
            clusters += _by_name(same_type)
        return _unique(clusters)

    def _person(self, name: Name, evidence: Evidence) -> Name:
        record = self._gazetteer.person(name.span.text)
        if record is not None and evidence.supports(record):
            return Name(name.span, "person", record)
        return name


def _agreed(marked: list[Finding]) -> dict[str, str]:
    """One label for each form: what most mentions say; full names count for surnames."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for finding in marked:
        votes[fold(finding.span.text)][finding.label] += 1
        said = parts(finding.span.text)
        if finding.label == "person" and len(said) > 1:
            surnames[said[-1]] += _FULL_NAME
        elif finding.label == "organization" and said[1:] and _ORG_TAILS.issuperset(said[1:]):
            short[said[0]] += _FULL_NAME
    for form, counted in votes.items():
        for label, others in (("person", surnames), ("organization", short)):
            if form in others:
                counted[label] += others[form]
    return {form: max(counted, key=lambda label: counted[label]) for form, counted in votes.items()}


def _in_marks(doc: Doc, span: TokenSpan) -> bool:
    """Whether the span alone stands between quotation marks."""
    if span.start == 0 or span.end >= len(doc):
        return False
    return doc[span.start - 1].is_quote and doc[span.end].is_quote


def _link_surnames(clusters: list[Cluster], known: Gazetteer) -> None:
    """“Putin” alone is the president where no other Putin is in the article."""
    for cluster in clusters:
        if cluster.record is None and all(len(name.parts) == 1 for name in cluster.names):
            record = known.person_by_surname(cluster.names[0].text)
            taken = record is not None and any(other.record == record for other in clusters)
            cluster.record = None if taken else record


def _by_name(names: list[Name]) -> list[Cluster]:
    clusters: dict[object, Cluster] = {}
    for name in names:
        same = name.record or name.parts or name.text
        cluster = clusters.setdefault(same, Cluster(name.type, [], name.record))
        cluster.names.append(name)
    return list(clusters.values())


def _unique(clusters: list[Cluster]) -> list[Cluster]:
    """One cluster for an id, in the order of the text; two that share an id are one thing."""
    by_id: dict[str, Cluster] = {}
    for cluster in sorted(clusters, key=lambda cluster: cluster.first()):
        known = by_id.setdefault(_identifier(cluster), cluster)
        if known is not cluster:
            known.names += cluster.names
            known.record = known.record or cluster.record
    return list(by_id.values())


def _identifier(cluster: Cluster) -> str:
    """The gazetteer's id, or one made of type and canonical name."""
    if cluster.record is not None and cluster.record.id is not None:
        return cluster.record.id
    return f"name:{cluster.type}:{slug(cluster.canonical())}"


def _entities(doc: Doc, clusters: list[Cluster]) -> list[DocEntity]:
    meant = pronouns(doc, clusters)
    scores = saliences(clusters, findings(doc).title_chars, len(doc))
    entities = [
        DocEntity(
            id=_identifier(cluster),
            name=cluster.canonical(),
            type=cluster.type,
            salience=round(score, _DIGITS),
            mentions=text_order([name.span for name in cluster.names]),
            pronouns=meant.get(number, ()),
        )
        for number, (cluster, score) in enumerate(zip(clusters, scores, strict=True))
    ]
    return sorted(entities, key=lambda entity: (-entity.salience, entity.id))
