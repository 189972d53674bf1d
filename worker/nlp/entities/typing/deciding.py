"""The type of a name: the tagger's label, corrected by the gazetteer and by the name's words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding import initials
from worker.nlp.entities.finding.acronyms import reads_as_word
from worker.nlp.entities.finding.shouting import is_shouted
from worker.nlp.entities.finding.turn_names import is_turn
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.disambiguation import Disambiguator
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.kinds import CONFUSED, MISC, TABLE
from worker.nlp.entities.names import fold, is_acronym, is_chinese_person, parts
from worker.nlp.entities.titles import is_title
from worker.nlp.entities.typing.type_words import (
    body,
    is_called,
    is_case,
    is_currency,
    is_date,
    is_personal,
    is_ruled,
    law,
    location,
    misc,
    no_name,
    people_of,
)
from worker.nlp.tokens import text_of

_ALSO_PLACES: Final = word_list("also_places")
_MONTHS: Final = word_list("months")
_PARTIES: Final = word_list("group_adjectives")
_PLACES_AT: Final = word_list("places_at")
_HUGE: Final = 1000
"""Thousands of people in a city that no club or paper of its name is meant before."""

_LARGE: Final = 300
"""Thousands of people in a city that is taken for one whatever the tagger took it for."""


Answer: TypeAlias = tuple[EntityType | None, Record | None]
"""The type of a name, None if it names nothing; and what the gazetteer has under it."""

_NOTHING: Final[Answer] = (None, None)


def _listed_as(record: Record) -> Answer:
    return record.type, record


@dataclass(frozen=True)
class TypeDecider:
    """Decides what the names of one article are."""

    gazetteer: Gazetteer
    disambiguator: Disambiguator
    person_words: frozenset[str]
    """The words of which the people's names in the article are made."""

    small: frozenset[str]
    """The words that the article also writes in lower case."""

    capitals: frozenset[str]
    """The words that have a capital in the middle of a sentence."""

    bodies: frozenset[str] = frozenset()
    """The letters that the names of the article's bodies spell."""

    def decide(self, label: str, span: TokenSpan) -> Answer:
        """The type of a name and what the gazetteer knows of it.

        A country's name is the country whatever the tagger took it for, unless it took it for a
        person and the name can be one, such as Jordan. What the tagger calls misc is an event, a
        law or a work where its own words say so.
        """
        if self._names_nothing(span):
            return _NOTHING
        if initials.is_person(span, self.gazetteer, self.bodies):
            return "person", None
        if (
            label in CONFUSED - {MISC}
            and is_personal(span)
            and not self.gazetteer.knows(text_of(span))
        ):
            label = "person"
        chinese = label == "organization" and is_chinese_person(parts(text_of(span)))
        if chinese and not self.gazetteer.knows(text_of(span)):
            label = "person"
        if label == "person":
            return self._person(span)
        listed = self._listed(label, span)
        if listed is not None:
            return _listed_as(listed)
        known = label in CONFUSED and self._is_known_person(span)
        if known or (label == "location" and self._is_called_as_people_are(span)):
            return "person", None
        return self._by_words(label, span), None

    def _names_nothing(self, span: TokenSpan) -> bool:
        """Whether it is not the name of one thing, whatever the tagger took it for."""
        if no_name(text_of(span)) or is_case(span):
            return True
        if reads_as_word(span) and not is_shouted(sentence_of(span)):
            return True
        return self._is_pair(span) or self._is_common(span) or is_currency(span)

    def _person(self, span: TokenSpan) -> Answer:
        """A person, unless the one word is listed as something else and is in nobody's name.

        The tests are tried in order, and the first that applies decides, so they stay together.
        """
        text = text_of(span)
        form = fold(text)
        if is_date(span) or (form in _MONTHS and form not in self.person_words):
            return _NOTHING
        country = self._find("country", text)
        if country is not None and is_ruled(span):
            return _listed_as(country)
        named = form in self.person_words or self.gazetteer.person(text) is not None
        if named or is_turn(span):
            return "person", None
        if is_acronym(text) and len(span) == 1 and "." not in text:
            organization = self._find("organization", text)
            return _NOTHING if organization is None else _listed_as(organization)
        records = self._each(TABLE.listed_under("person"), text)
        other = next((record for record in records if _is_no_person(record, form)), None)
        if other is None:
            return "place" if self._is_city(span) else "person", None
        return _listed_as(other)

    def _is_city(self, span: TokenSpan) -> bool:
        """Whether it is a city's name, and nobody's whom the article or a list knows."""
        words = parts(text_of(span))
        if self.gazetteer.conditional("place", text_of(span)):
            return False
        if not words or usual_gender(words[0]) is not None or words[-1] in self.gazetteer.surnames:
            return False
        before = span.doc[span.start - 1] if span.start > sentence_of(span).start else None
        if before is not None and is_title(before.text):
            return False
        largest = max((city.thousands for city in cities().named(text_of(span))), default=0)
        if before is not None and before.lower_ in _PLACES_AT:
            return largest > 0
        return largest >= _LARGE

    def _listed(self, label: str, span: TokenSpan) -> Record | None:
        """What the gazetteer has under the name, of the types that the label may mean.

        An acronym that the article explains is that body before it is a state: the PA in Ramallah.
        """
        if is_acronym(text_of(span)) and not _says_where(span):
            said = self.gazetteer.conditional("organization", text_of(span))
            body_ = next((record for record in said if self.disambiguator.supports(record)), None)
            if body_ is not None:
                return body_
        records = (self._of_type(type_, label, span) for type_ in TABLE.listed_under(label))
        return next((record for record in records if record is not None), None)

    def _of_type(self, type_: EntityType, label: str, span: TokenSpan) -> Record | None:
        if type_ == "country":
            return self._country(label, text_of(span))
        if type_ == "place":
            return self._place(label, text_of(span))
        if type_ == "organization":
            return self._organization(label, span)
        return self._find(type_, text_of(span))

    def _country(self, label: str, text: str) -> Record | None:
        """A country; “the North” is North Korea where the article speaks of the Koreas."""
        country = self._find("country", text)
        if country is None and label == "location":
            half = self.gazetteer.half(text)
            if half is not None and self.disambiguator.supports(half):
                country = self._find("country", half.name)
        if country is not None and country.ordinary and label not in CONFUSED:
            return None
        return country

    def _place(self, label: str, text: str) -> Record | None:
        state = self.gazetteer.postal(text) if label == "location" else None
        place = state or self._find("place", text)
        if place is not None and place.ordinary and label == "norp":
            return None
        return place

    def _organization(self, label: str, span: TokenSpan) -> Record | None:
        text = text_of(span)
        record = self._find("organization", text)
        before = span.doc[span.start - 1].lower_ if span.start else ""
        if record is None and before == "the" and label == "organization":
            record = self._find("organization", f"The {text}")
        if record is None or label in {"organization", "norp", MISC}:
            return record
        if record.ordinary or (label != "product" and not _means_one_thing(text)):
            return None
        return record

    def _by_words(self, label: str, span: TokenSpan) -> EntityType | None:
        """The type of a name that no list has."""
        text = text_of(span)
        if label == "location":
            return location(text)
        if label == "norp":
            return people_of(text, self.person_words | self.gazetteer.surnames)
        if label == "organization":
            huge = any(city.thousands >= _HUGE for city in cities().named(text))
            return "place" if huge else body(text, self.person_words)
        if label == MISC:
            return misc(text, called=is_called(span))
        if law(text):
            return "law"
        return None if label == "law" else TABLE.type_of.get(label)

    def _is_known_person(self, span: TokenSpan) -> bool:
        text = text_of(span)
        person = self.gazetteer.person(text) if " " in text else None
        if person is not None:
            return self.disambiguator.means(person, [span])
        known = self.gazetteer.person_by_surname(text)
        return known is not None and self._find("place", text) is None

    def _is_called_as_people_are(self, span: TokenSpan) -> bool:
        """Whether it is a given name and a common surname, and no city: “Maria Lopez”."""
        words = parts(text_of(span))
        if len(words) != len(("given", "surname")) or usual_gender(words[0]) is None:
            return False
        before = span.doc[span.start - 1].lower_ if span.start else ""
        surname = self.gazetteer.is_surname(words[1]) and words[1] not in self.small
        return surname and before not in _PLACES_AT | {"the"} and not cities().named(text_of(span))

    def _is_pair(self, span: TokenSpan) -> bool:
        """Whether two names are one word here, “U.S.-Mexico”, and no institute or treaty."""
        lefts = [token.text.split("-", 1)[0] for token in span if "-" in token.text]
        named = (self.gazetteer.country(left) or self.gazetteer.place(left) for left in lefts)
        return any(named) and location(text_of(span)) != "organization" and not law(text_of(span))

    def _is_common(self, span: TokenSpan) -> bool:
        """Whether it is no name here but a word that begins a sentence.

        “Turkey” is the bird where the article speaks of turkeys, and so is any one word that the
        article has in lower case, and with a capital only at the beginning of sentences.
        """
        text = text_of(span)
        country = self.gazetteer.country(text)
        if country is not None and country.condition is not None:
            doubted = text.lower() in country.condition.doubts
            if doubted and not self.disambiguator.supports(country):
                return True
        if len(span) > 1 or text.lower() not in self.small or self.gazetteer.knows(text):
            return False
        return text not in self.capitals and fold(text) not in self.person_words

    def _each(self, types: Iterable[EntityType], text: str) -> Iterator[Record]:
        found = (self._find(type_, text) for type_ in types)
        return (record for record in found if record is not None)

    def _find(self, type_: EntityType, text: str) -> Record | None:
        return self.disambiguator.find(type_, text)


def _is_no_person(record: Record, form: str) -> bool:
    """Whether a name that the tagger took for a person means what the gazetteer has under it."""
    people = record.type == "group" and (form.endswith("s") or form in _PARTIES)
    return people or record.type == "organization" or not record.ordinary


def _says_where(span: TokenSpan) -> bool:
    """Whether it says where something is: “Scranton, PA”."""
    return bool(
        span.start > sentence_of(span).start and span.doc[span.start - 1].text in {",", "("}
    )


def _means_one_thing(text: str) -> bool:
    return is_acronym(text) or text.lower() not in _ALSO_PLACES
