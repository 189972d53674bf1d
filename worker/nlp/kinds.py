"""What kind of thing a name is: the tagger's label, corrected by the gazetteer and by its words."""

from collections.abc import Mapping
from typing import Final

from topics.events import EntityType
from worker.nlp.gazetteer import Evidence, Gazetteer, Record
from worker.nlp.names import is_acronym, parts
from worker.nlp.wordlists import wordlist

_TYPES: Final[Mapping[str, EntityType]] = {
    "person": "person",
    "organization": "organization",
    "location": "place",
    "facility": "facility",
    "norp": "group",
    "product": "product",
    "event": "event",
    "law": "law",
    "work": "work",
}
_EVENTS: Final = wordlist("event_words")
_LAWS: Final = wordlist("law_words")
_WORKS: Final = wordlist("work_words")
_ALSO_PLACES: Final = wordlist("also_places")
_PLAIN: Final = frozenset({"location", "organization", "norp", "misc"})
"""Labels that taggers mix up for countries, peoples and organisations."""


def kind(
    label: str, text: str, gazetteer: Gazetteer, evidence: Evidence, *, quoted: bool = False
) -> tuple[EntityType | None, Record | None]:
    """The type of a name and what the gazetteer knows of it; no type if it is none of the contract.

    A country's name is the country whatever the tagger took it for, unless it took it for a person
    and the name is one, such as Jordan. What the tagger calls misc is an event, a law or a work
    where its own words say so.
    """
    country = gazetteer.country(text)
    if (
        country is not None
        and evidence.supports(country)
        and (label in _PLAIN or (label in {"person", "product"} and not country.ambiguous))
    ):
        return "country", country
    person = gazetteer.person(text) if " " in text else None
    if label in _PLAIN and person is not None and evidence.supports(person):
        return "person", person
    if label in _PLAIN:
        for known in (gazetteer.group(text), gazetteer.place(text)):
            if known is not None:
                return known.type, known
    organization = gazetteer.organization(text)
    if (
        organization is not None
        and evidence.supports(organization)
        and (
            label in {"organization", "norp", "misc", "product"}
            or (label in {"location", "facility"} and _means_one_thing(text))
        )
    ):
        return "organization", organization
    if label == "misc":
        return _misc(text, quoted=quoted), None
    return _TYPES.get(label), None


def _means_one_thing(text: str) -> bool:
    return is_acronym(text) or text.lower() not in _ALSO_PLACES


def _misc(text: str, *, quoted: bool) -> EntityType | None:
    found = set(parts(text))
    for vocabulary, entity_type in ((_LAWS, "law"), (_EVENTS, "event"), (_WORKS, "work")):
        if not vocabulary.isdisjoint(found):
            return _TYPES[entity_type]
    return "work" if quoted and " " in text else None
