"""Marked words that are several names, taken apart: “Israeli-Palestinian”, “House Republicans”."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from spacy.tokens import Doc

from worker.nlp.english import marks
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.clubs import is_team
from worker.nlp.entities.finding.firms import FIRM_WORDS, SURE
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import CONFUSED
from worker.nlp.entities.names import nickname
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import span_of, tokens_of

HYPHENS: Final = frozenset(f"/{marks.HYPHENS}{marks.EN_DASH}")

_POSSESSIVES: Final = word_list("possessives")
_LISTS: Final = frozenset({",", ";"})
_INSIDE: Final = word_list("inside_places")
_FROM: Final = frozenset({"of", "from"})
_OFFICES: Final = word_list("offices_of_bodies") | word_list("hint_person")
_INITIALS: Final = 2
"""Letters that may be the initials of a given name: “JK Rowling”."""

_SLASH: Final = frozenset("/")
_AND: Final = frozenset({"and", "&"})
_PARTY_LETTERS: Final = word_list("party_letters")
PREFIXES: Final = word_list("prefixes")
_HOUSES: Final = word_list("house_bodies")
_PARTY_WORDS: Final = word_list("group_adjectives")
_DIRECTIONS: Final = word_list("direction_adjectives")
_LINKS: Final = word_list("name_links")
"""Words that link what follows to the name: “Daughters of Republicans” is one name."""

_PARTY_INITIALS: Final = word_list("party_initials")
_HYPHENATED: Final = word_list("hyphenated_peoples")
"""Peoples that are one with the people before them: “Cuban Americans”."""

_BODIES: Final = word_list("body_nouns")
_CENTERS: Final = word_list("center_nouns")
_ROLES: Final = word_list("sport_roles")
_NO_SURNAMES: Final = (
    _BODIES | _CENTERS | FIRM_WORDS | word_list("work_words") | word_list("facility_words")
)
_SUFFIXES: Final = word_list("suffixes")

Piece: TypeAlias = tuple[int, int, str]


def split(doc: Doc, bounds: tuple[int, int], label: str, gazetteer: Gazetteer) -> Iterator[Piece]:
    """The names among the words, each with its label."""
    splitter = _Splitter(doc, gazetteer)
    if label == "organization" and splitter.is_in_its_country(*bounds):
        label = "location"
    for start, end, kind in splitter.lists(*bounds, label):
        for first, last, owner in splitter.owners(start, end, kind):
            yield from splitter.followers(first, last, owner)


class _Splitter:
    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        self._doc = doc
        self._gazetteer = gazetteer

    def lists(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“Texas, Florida” is two places, “Washington, D.C.” is one, “D-Mass.” Massachusetts."""
        words = span_of(self._doc, start, end)
        if len(words) > 1 and words[0].text in _PARTY_LETTERS and words[1].text in HYPHENS:
            place = self._text(start + 2, end)
            if self._gazetteer.place(place) or self._gazetteer.postal(place):
                yield start + 2, end, "location"
            return
        if self._gazetteer.knows(words.text):
            yield start, end, label
            return
        body = self._body_before_person(start, end, label)
        if body is not None:
            yield start, *body
            start, label = body[0], "person"
        for first, last, kind in self._parted(start, end, label) or [(start, end, label)]:
            yield from self._listed(first, last, kind)

    def _parted(self, start: int, end: int, label: str) -> list[Piece]:
        """Two names that stand together; none where it is one, or a list of names."""
        if self._is_presidents(start, end):
            return [(start, start + 1, "person"), (start + 1, end, "organization")]
        role = self._role(start, end) if label in {"organization", "person"} else None
        if role is not None:
            return [(start, role, "organization"), (role + 1, end, "person")]
        of = self._origin(start, end) if label == "person" else None
        of = self._inside(start, end) if label == "organization" else of
        return [] if of is None else [(start, of, label), (of + 1, end, "location")]

    def _listed(self, start: int, end: int, label: str) -> Iterator[Piece]:
        marks = {"location": _LISTS | _SLASH, "person": _AND | _LISTS}.get(label, _SLASH)
        if self._doc[end - 1].lower_.rstrip(".") in _SUFFIXES:
            marks -= _LISTS
        pieces = self._cut(start, end, _AND) if label == "organization" else []
        if pieces and all(self._gazetteer.organization(self._text(*piece)) for piece in pieces):
            marks |= _AND
        for first, last in self._cut(start, end, marks):
            if label == "location":
                for one, after in self._phrases(first, last):
                    yield one, after, label
            else:
                yield first, last, label

    def _body_before_person(self, start: int, end: int, label: str) -> tuple[int, str] | None:
        """Where the person begins in “the leader of UCN Anna Kolb”, and what stands before it.

        None if it is one name.
        """
        if label not in {"person", "organization"}:
            return None
        for cut in range(start + 1, end - 1):
            person = span_of(self._doc, cut, end)
            named = all(token.is_title or not token.text[0].isupper() for token in person)
            given = usual_gender(person[0].lower_) is not None
            before = self._before_person(start, cut) if named else None
            sure = label == "person" and (before == "location" or self._is_letters(start, cut))
            # Nothing comes behind the word that only firms have but another name.
            sure = sure or (
                self._doc[cut - 1].lower_ in SURE and all(one.is_title for one in person)
            )
            if before is not None and (given or sure):
                return cut, before
        return None

    def _role(self, start: int, end: int) -> int | None:
        """The word between a club and who plays for it: “Herons guard Anna Kolb”."""
        doc = self._doc
        return next(
            (
                at
                for at in range(start + 1, end - 1)
                if doc[at].text in _ROLES and doc[at - 1].is_title and doc[at + 1].is_title
            ),
            None,
        )

    def _is_presidents(self, start: int, end: int) -> bool:
        """Whether it is a listed body under somebody: “the Clinton White House”."""
        rest = self._text(start + 1, end)
        body = self._gazetteer.organization(rest) if " " in rest else None
        lead = self._doc[start]
        named = lead.lower_ in self._gazetteer.surnames and not self._gazetteer.knows(lead.text)
        return body is not None and named

    def _before_person(self, start: int, cut: int) -> str | None:
        """The label of what stands before a person's name: a body's letters, a firm, a town."""
        if self._is_letters(start, cut):
            return "organization"
        lead = [token.lower_ for token in self._doc[max(0, start - 2) : start]]
        if lead[-1:] not in (["of"], ["for"], ["at"]) and lead != ["of", "the"]:
            return None
        office = lead[0] in _OFFICES or is_title(lead[0])
        if office and self._is_place(self._text(start, cut)):
            return "location"
        last = self._doc[cut - 1]
        body = last.is_title and last.lower_ in FIRM_WORDS | _BODIES
        return "organization" if body and (cut - start > 1 or lead[-1] == "the") else None

    def is_in_its_country(self, start: int, end: int) -> bool:
        """Whether it is a city and, behind a comma, where that is: “Cambridge, England”."""
        comma = next((at for at in range(start, end) if self._doc[at].text == ","), end)
        if comma in {start, end} or not self._is_place(self._text(comma + 1, end)):
            return False
        return bool(cities().named(self._text(start, comma)))

    def _is_letters(self, start: int, cut: int) -> bool:
        """Whether it is an acronym and nobody's initials or surname."""
        word = self._doc[start].text
        if cut - start > 1 or not (word.isalpha() and word.isupper() and len(word) > _INITIALS):
            return False
        return word.lower() not in self._gazetteer.surnames and usual_gender(word.lower()) is None

    def _phrases(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """“Nice and in Bath” is two places: no name goes on behind a verb or a preposition."""
        doc, first, at = self._doc, start, start
        while at < end:
            after = end_of_run(doc, at, end, lambda token: token.is_alpha and token.text.islower())
            small = [token.text for token in doc[at:after]]
            strange = any(word not in _INSIDE for word in small)
            apart = small == ["and"] and self._is_place(self._text(first, at))
            apart = apart and doc[first].lower_ not in _DIRECTIONS
            apart = apart and self._is_place(self._text(after, end))
            if first < at < after < end and (strange or apart or (small[0] == "and" and small[1:])):
                yield first, at
                first = after
            at = max(after, at + 1)
        yield first, end

    def _origin(self, start: int, end: int) -> int | None:
        """The “of” before where a person is from: “Anna Kolb of Iowa”, but “Lawrence of Arabia”."""
        doc = self._doc
        of = next((at for at in range(start + 2, end - 1) if doc[at].text in _FROM), None)
        if of is None or not self._is_place(self._text(of + 1, end)):
            return None
        return of

    def _inside(self, start: int, end: int) -> int | None:
        """The “in” before where a body is: “Orbo Institute in Ann Arbor, Michigan”."""
        at = next((at for at in range(start + 1, end - 1) if self._doc[at].text == "in"), None)
        return at if at is not None and self.is_in_its_country(at + 1, end) else None

    def _is_city(self, start: int, end: int) -> bool:
        return start < end and bool(cities().named(self._text(start, end)))

    def _is_place(self, text: str) -> bool:
        known = self._gazetteer.country(text) or self._gazetteer.place(text)
        return known is not None or bool(cities().named(text))

    def owners(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“Somalia's Lower Shabelle” is two names; “Children's Defense Fund” is one."""
        mark = next((i for i in range(start + 1, end) if self._doc[i].text in _POSSESSIVES), None)
        nicknamed = label == "person" and nickname(self._text(start, end))
        if mark is None or mark + 1 >= end or nicknamed:
            yield start, end, label
            return
        body = self._doc[mark + 1].lower_ in _BODIES | _CENTERS
        owned = body or self._doc[end - 1].lower_ in _BODIES or self._known(mark + 1, end)
        known = self._known(start, mark) or (label == "location" and self._is_city(start, mark))
        lead = self._text(start, mark)
        listed = self._gazetteer.organization(lead) is not None
        listed = listed or bool(self._gazetteer.conditional("organization", lead))
        outlet = listed and self._is_two_words(mark + 1, end)
        if label == "organization" and (self._is_person(mark + 1, end) or outlet):
            yield start, mark, label
            yield mark + 1, end, "person" if self._is_person(mark + 1, end) else label
        elif label == "organization" and owned and self._has_body(start, mark):
            yield start, mark, label
            yield mark + 1, end, label
        elif label == "person" or (
            known and (label in {"location", "facility"} or (label == "organization" and owned))
        ):
            yield start, mark, "location" if known else label
            yield mark + 1, end, label
        else:
            yield start, end, label

    def _is_two_words(self, start: int, end: int) -> bool:
        last = self._doc[end - 1]
        return end - start > 1 and last.is_title and last.lower_ not in _NO_SURNAMES

    def _is_person(self, start: int, end: int) -> bool:
        """Whether it is a given name and a surname: in “Fox's Brit Hume”."""
        words = span_of(self._doc, start, end)
        last = words[-1].lower_
        if len(words) == 1 or not all(token.is_title for token in words) or last in _NO_SURNAMES:
            return False
        return usual_gender(words[0].lower_) is not None or last in self._gazetteer.surnames

    def _has_body(self, start: int, end: int) -> bool:
        """Whether it names a body: the first in “Orbo Institute's Centre for Law”."""
        words = span_of(self._doc, start, end)
        return len(words) > 1 and any(
            token.is_title and token.lower_ in _BODIES | _CENTERS for token in words
        )

    def followers(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“House Republicans” is a body and a people, “Israeli-Palestinian” two peoples."""
        if label not in CONFUSED or self._is_one(start, end):
            yield from self._after_prefix(start, end, label)
            return
        head, last = self._doc[start], self._doc[end - 1]
        rest = self._text(start + 1, end)
        of_party = self._doc[start + 1].lower_ in _HOUSES or self._gazetteer.organization(rest)
        if head.lower_ in _PARTY_WORDS and of_party:
            yield start, start + 1, "norp"
            yield start + 1, end, label
        elif self._is_city(start, end - 1) and self._is_team(end - 1):
            yield start, end, "organization"
        elif self._is_people(last.text) and self._doc[end - 2].text not in _LINKS:
            yield from self._without_people(start, end, label)
        else:
            yield from self._compound(start, end, label)

    def _is_one(self, start: int, end: int) -> bool:
        """Whether it is one word, a listed name, or a people such as “Mexican Americans”."""
        hyphenated = self._doc[end - 1].text in _HYPHENATED
        if end - start == 1 or (hyphenated and self._gazetteer.group(self._doc[start].text)):
            return True
        text = self._text(start, end)
        return self._gazetteer.knows(text) or bool(cities().named(text))

    def _without_people(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“Texas Republican”, “Northern Democrats”; but “Standing Rock Sioux” is one name."""
        rest = self._doc[start : end - 1]
        people = "organization" if self._gazetteer.organization(self._doc[end - 1].text) else "norp"
        if rest.text.lower() in _DIRECTIONS:
            yield end - 1, end, people
        elif rest[0].lower_ in _HOUSES:
            yield start, end - 1, "organization"
            yield end - 1, end, people
        elif self._known(start, end - 1):
            yield start, end - 1, "location" if label == "norp" else label
            yield end - 1, end, people
        else:
            yield start, end, label

    def _after_prefix(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“anti-EU U.K. Independence Party”: the word after a prefix, EU, is a name of its own."""
        doc = self._doc
        hyphenated = start > 1 and doc[start - 1].text in HYPHENS and not doc[start - 1].whitespace_
        if (
            end - start > 1
            and hyphenated
            and doc[start - 2].lower_ in PREFIXES
            and self._known(start, start + 1)
        ):
            yield start, start + 1, "norp" if self._gazetteer.group(doc[start].text) else label
            yield start + 1, end, label
        else:
            yield start, end, label

    def _compound(self, start: int, end: int, label: str) -> Iterator[Piece]:
        """“Israeli-Palestinian” is two names; “Guinea-Bissau” is one."""
        pieces = self._cut(start, end, HYPHENS)
        places = label == "location" and any(
            mark.text in HYPHENS and mark.whitespace_ and mark.nbor(-1).whitespace_
            for mark in self._doc[start + 1 : end]
        )
        if len(pieces) > 1 and all(
            self._known(first, last) or (places and self._is_city(first, last))
            for first, last in pieces
        ):
            for first, last in pieces:
                yield first, last, label
        else:
            yield from self._after_prefix(start, end, label)

    def _cut(self, start: int, end: int, marks: frozenset[str]) -> list[tuple[int, int]]:
        cuts = [token for token in range(start, end) if self._doc[token].text in marks]
        return list(zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True))

    def _is_team(self, at: int) -> bool:
        """“Mumbai Indians”; but a party's people in a town are no team."""
        people = self._gazetteer.group(self._doc[at].text)
        return is_team(self._doc, at) and (people is None or people.country is not None)

    def _is_people(self, word: str) -> bool:
        return self._gazetteer.group(word) is not None or word in _PARTY_INITIALS

    def _known(self, start: int, end: int) -> bool:
        text = self._text(start, end)
        return bool(
            self._gazetteer.country(text)
            or self._gazetteer.group(text)
            or self._gazetteer.place(text)
            or (start == end - 1 and self._gazetteer.organization(text))
        )

    def _text(self, start: int, end: int) -> str:
        return tokens_of(self._doc).text_of(start, end) if start < end else ""
