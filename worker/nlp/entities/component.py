"""From marked words to entities: one for each thing in the article, with all its mentions.

The finder's names are cleaned, put together where they were cut, given a type, completed with what
the finder overlooked, and grouped: people by surname, organisations by acronym and short form,
everything else by its name. A people is another entity than its country, and a capital is a place.
docs/entities.md has the rules.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from spacy.tokens import Doc

from topics.limits import MAX_NAME_CHARS
from worker.nlp.documents import DocEntity, findings, text_order
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.acronyms import with_owners
from worker.nlp.entities.finding.cleaning import cleaned
from worker.nlp.entities.finding.clubs import with_clubs
from worker.nlp.entities.finding.expansions import expanded
from worker.nlp.entities.finding.finders import Finding, NameFinder
from worker.nlp.entities.finding.firms import with_firms
from worker.nlp.entities.finding.first_words import inner_capitals, small_words
from worker.nlp.entities.finding.headlines import with_headlines
from worker.nlp.entities.finding.holidays import with_holidays, with_parades
from worker.nlp.entities.finding.initials import letters_of_bodies
from worker.nlp.entities.finding.overlooked import overlooked
from worker.nlp.entities.finding.parted_names import (
    with_parted_names,
    with_storms,
)
from worker.nlp.entities.finding.shops import with_shops
from worker.nlp.entities.finding.shouting import believable
from worker.nlp.entities.finding.state_bodies import with_state_bodies
from worker.nlp.entities.finding.trades import with_trades
from worker.nlp.entities.finding.turn_names import with_turns
from worker.nlp.entities.finding.weapons import with_weapons
from worker.nlp.entities.finding.whole_names import whole
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.disambiguation import Disambiguator
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Cluster, Name
from worker.nlp.entities.grouping.genders import genders
from worker.nlp.entities.grouping.organizations import organizations
from worker.nlp.entities.grouping.people import people, usual_form
from worker.nlp.entities.kinds import MISC, TABLE
from worker.nlp.entities.locating import located
from worker.nlp.entities.metonyms import seats
from worker.nlp.entities.names import fold, is_year, slug, without_nickname
from worker.nlp.entities.salience import saliences
from worker.nlp.entities.states import governments
from worker.nlp.entities.titles import after_post_nominals, throne_name
from worker.nlp.entities.typing.deciding import TypeDecider
from worker.nlp.entities.typing.explained import explained
from worker.nlp.entities.typing.voting import agreed, is_there, person_words
from worker.nlp.tokens import text_of

_DIGITS: Final = 4
_TAILS: Final = word_list("place_tails")
_STORMS: Final = word_list("storms")
_LOOKS: Final = 2
"""The second look finds in the title what the first found only in the body."""


class EntityComponent:
    """Fills ``findings(doc).entities``, the most salient first."""

    def __init__(self, finder: NameFinder) -> None:
        self._finder = finder
        self._gazetteer = gazetteer()
        self._cities = cities()

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities of an article that is not skipped."""
        found = findings(doc)
        if found.skipped or len(doc) == 0:
            return doc
        disambiguator = Disambiguator(doc, self._gazetteer)
        marked = self._marked(doc)
        names = explained(doc, self._typed(doc, marked, disambiguator))
        titles = _untyped_titles(marked, names) | _honours(doc, names)
        for _ in range(_LOOKS):
            names += list(overlooked(doc, names, self._gazetteer, disambiguator, titles))
        names = explained(doc, names)
        names = governments(seats(names, self._gazetteer), self._gazetteer)
        names = located(names, self._cities)
        clusters = self._clusters(doc, names, disambiguator)
        genders(clusters.values())
        found.entities = _entities(doc, clusters)
        return doc

    def _marked(self, doc: Doc) -> list[Finding]:
        """The names that the finder marked; those too long for the contract are counted."""
        marked = with_headlines(doc, self._finder(doc), self._gazetteer)
        found = list(believable(doc, marked, self._gazetteer))
        believed = with_parted_names(doc, with_turns(doc, found, self._gazetteer))
        believed = with_trades(doc, with_storms(doc, believed))
        named = with_owners(doc, with_firms(doc, with_holidays(doc, believed)))
        clean = with_parades(doc, list(cleaned(doc, named, self._gazetteer)))
        clean = with_clubs(doc, with_shops(doc, clean), self._gazetteer)
        names = whole(doc, clean, self._gazetteer)
        marked = with_weapons(doc, expanded(doc, names), self._gazetteer)
        marked = with_state_bodies(doc, marked, self._gazetteer)
        fitting = [one for one in marked if len(text_of(one.span)) <= MAX_NAME_CHARS]
        if len(fitting) < len(marked):
            findings(doc).abstentions["over_limit"] += len(marked) - len(fitting)
        return fitting

    def _typed(self, doc: Doc, marked: list[Finding], disambiguator: Disambiguator) -> list[Name]:
        """The names with their types; those that name nothing in the contract are counted."""
        labels = agreed(marked, self._gazetteer)
        decider = TypeDecider(
            self._gazetteer,
            disambiguator,
            person_words(marked),
            small_words(doc),
            inner_capitals(doc),
            letters_of_bodies(marked),
        )
        names = []
        for finding in marked:
            label = labels[fold(text_of(finding.span))]
            if label == TABLE.label_of["person"] and is_there(finding):
                label = finding.label
            entity_type, record = decider.decide(label, finding.span)
            if entity_type is None:
                findings(doc).abstentions["entity_untyped"] += 1
            else:
                names.append(Name(finding.span, entity_type, record))
        return names

    def _clusters(
        self, doc: Doc, names: list[Name], disambiguator: Disambiguator
    ) -> dict[str, Cluster]:
        by_type: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_type[name.type].append(name)
        persons = [
            Name(name.span, "person", self._record(name)) for name in by_type.pop("person", [])
        ]

        def meant(cluster: Cluster) -> tuple[list[Name], list[Name]]:
            if cluster.record is None:
                return [], cluster.names
            own = disambiguator.meant(cluster.record, [name.span for name in cluster.names])
            others = [name for at, name in enumerate(cluster.names) if at not in own]
            return [cluster.names[at] for at in own], others

        clusters, lost = people(persons, self._gazetteer, meant)
        if lost:
            findings(doc).abstentions["ambiguous_alias"] += lost
        places = frozenset(name.text for name in by_type.get("place", []))
        bodies = by_type.pop("organization", [])
        clusters += organizations(doc, bodies, self._gazetteer, places)
        for same_type in by_type.values():
            clusters += _by_name(same_type)
        return _unique(clusters)

    def _record(self, name: Name) -> Record | None:
        doc, start, end = name.span.doc, name.start, int(name.span.end)
        with_title = self._gazetteer.person(throne_name(doc, start, end))
        return with_title or self._gazetteer.person(without_nickname(text_of(name.span)))


def _untyped_titles(marked: list[Finding], names: list[Name]) -> frozenset[int]:
    """The tokens of things without a type, such as songs: “Nights in Lyon” does not name Lyon."""
    named = {name.start for name in names}
    return frozenset(
        token.i
        for finding in marked
        if finding.label == MISC and len(finding.span) > 1 and finding.span.start not in named
        for token in finding.span
    )


def _honours(doc: Doc, names: list[Name]) -> frozenset[int]:
    """The tokens of letters behind people's full names: the MD of “Anna Kolb, MD” is no state."""
    full = (int(name.span.end) for name in names if name.type == "person" and len(name.span) > 1)
    return frozenset(token for end in full for token in range(end, after_post_nominals(doc, end)))


def _by_name(names: list[Name]) -> list[Cluster]:
    clusters: dict[object, Cluster] = {}
    for name in names:
        same = name.record or _same_words(name) or name.text
        cluster = clusters.setdefault(same, Cluster(name.type, [], name.record))
        cluster.names.append(name)
    return list(clusters.values())


def _same_words(name: Name) -> tuple[str, ...]:
    """The words of a name; those of a law without its year: “Voting Rights Act of 1965”.

    A strip or peninsula is what it is called after.
    """
    words = name.parts
    if name.type == "place" and len(words) > 1 and words[-1] in _TAILS:
        return words[:-1]
    if name.type == "event" and len(words) > 1 and words[0] in _STORMS:
        return words[1:]
    if name.type == "law":
        plain = tuple(word for word in words if not is_year(word))
        return plain[:-1] if plain[-1:] == ("of",) else plain
    return words


def _unique(clusters: list[Cluster]) -> dict[str, Cluster]:
    """One cluster for each id, in text order: two that share an id are one thing."""
    usual = Counter(_identifier(cluster) for cluster in clusters)
    by_id: dict[str, Cluster] = {}
    for cluster in sorted(clusters, key=lambda cluster: cluster.first()):
        identifier = _identifier(cluster)
        if usual[identifier] > 1:
            # Two people whom only their initials tell apart.
            identifier = _identifier(cluster, exact=True)
        known = by_id.setdefault(identifier, cluster)
        if known is not cluster:
            known.names += cluster.names
            known.not_called |= cluster.not_called
            known.record = known.record or cluster.record
    return by_id


def _identifier(cluster: Cluster, *, exact: bool = False) -> str:
    """The gazetteer's id, or one made of type and canonical name; a person's in its usual form."""
    if cluster.record is not None and cluster.record.id is not None:
        return cluster.record.id
    name = cluster.canonical()
    if cluster.type == "person" and cluster.record is None and not exact:
        name = usual_form(name)
    return f"name:{cluster.type}:{slug(name)}"


def _entities(doc: Doc, by_id: Mapping[str, Cluster]) -> list[DocEntity]:
    clusters = list(by_id.values())
    scores = saliences(clusters, findings(doc).title_chars, len(doc))
    entities = [
        DocEntity(
            id=identifier,
            name=cluster.canonical(),
            type=cluster.type,
            salience=round(score, _DIGITS),
            mentions=text_order([name.span for name in cluster.names]),
            country=None if cluster.record is None else cluster.record.country,
            gender=cluster.gender,
        )
        for (identifier, cluster), score in zip(by_id.items(), scores, strict=True)
    ]
    return sorted(entities, key=lambda entity: (-entity.salience, entity.id))
