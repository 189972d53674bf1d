"""One label for each form of a name: what most of its mentions say, and the words beside them."""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Final

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.clubs import (
    is_called_club,
    is_joined,
    is_played_for,
    speaks_of_sport,
)
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.finding.initials import letters_of_bodies
from worker.nlp.entities.finding.shouting import is_shouted
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.given_names import is_given, usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import MAX_ACRONYM_LETTERS, SPOKEN, fold, is_acronym, parts
from worker.nlp.entities.typing import persons
from worker.nlp.entities.typing.beside import (
    is_owned,
    is_spoken_for,
    is_where,
    is_worked_at,
    owns_works,
    said_beside,
)
from worker.nlp.entities.typing.rivals import rivals
from worker.nlp.tokens import text_of

_BODY_WORDS: Final = (
    word_list("org_tails") | FIRM_WORDS | word_list("body_nouns") | word_list("general_openers")
)
_TAILS: Final = word_list("org_tails") | FIRM_WORDS
_FULL_NAME: Final = 3
"""Votes that a full name has in what its short form is."""

_LONG: Final = 3
"""Words of a body's name that may be called by its last: Royal Dutch Shell."""

_GIVEN_AND_LAST: Final = 2
_BODY: Final = TABLE.label_of["organization"]
_NO_ACRONYMS: Final = {TABLE.label_of["person"]: 3, TABLE.label_of["group"]: 5}
"""From so many letters on, an acronym is nobody's initials and no movement's slogan."""

_USUAL: Final = frozenset({TABLE.label_of[kind] for kind in ("person", "organization", "place")})
"""Labels that most names have: of two with as many votes, one of these is right more often."""

_CHINESE: Final = word_list("chinese_surnames")
_UNSURE_CLUBS: Final = frozenset({"location", "product", "misc", "facility"})
_CLUBS: Final = frozenset({"club", "clubs", "team", "teams"})
_HINT: Final = 5
"""Votes of a word beside the name: “software company Acme”."""

_FIRST_PLACES: Final = word_list("first_of_all_places")
"""Places that the gazetteer has only under longer names: Washington, D.C., Washington State."""


class _Votes:
    """What the names of an article say of the forms in it."""

    def __init__(self, gazetteer: Gazetteer, small: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._small = small
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        self._surnames: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()
        """How often an acronym was taken for a person: once more for a body, if it is one once."""

        self._spoken_for: Counter[str] = Counter()
        self._somewhere: Counter[str] = Counter()
        self._short: Counter[str] = Counter()
        """Short forms of organisations: their first word, or all but a general word at the end."""

    def count(self, finding: Finding) -> None:
        """Count one name: its label, the words beside it, and what it says of shorter forms."""
        form = fold(text_of(finding.span))
        self._of[form][finding.label] += 1
        self._letters[form] += self._is_letters(finding)
        if is_spoken_for(finding.span) or owns_works(finding.span):
            self._spoken_for[form] += _HINT
        hint = self._club(finding) or said_beside(finding.span, finding.label)
        hint = hint or self._belongings(finding) or self._person(finding)
        self._somewhere[form] += is_where(finding.span)
        if hint is not None:
            self._of[form][hint] += _HINT
        said = parts(text_of(finding.span))
        if finding.label == "person" and len(said) > 1:
            self._surnames[said[-1]] += _FULL_NAME
            self._given[said[0]] += _FULL_NAME
        elif finding.label == "organization" and len(said) > 1:
            for short in self._short_forms(finding, said):
                self._short[short] += _FULL_NAME

    def _person(self, finding: Finding) -> str | None:
        """A person whose name is like that of a place or a thing: “told Rose Hill”."""
        span, label = finding
        if label in {"person", "norp"} or not persons.may_be_person(span, self._gazetteer):
            return None
        if persons.acts(span) or persons.contests(span, self._gazetteer):
            return "person"
        if label == _BODY or persons.is_somewhere(span):
            return None
        joined = persons.beside(span, self._gazetteer) is not None
        return "person" if persons.speaks(span) or joined else None

    def _club(self, finding: Finding) -> str | None:
        """A club by its words, or as players come and go, where the sentence speaks of sport."""
        span, label = finding
        if label in _UNSURE_CLUBS | {"person"} and is_played_for(span):
            known = self._gazetteer.knows(text_of(span)) or cities().named(text_of(span))
            return None if known or is_given(span[0].lower_) else _BODY
        if not (is_called_club(span) or (label in _UNSURE_CLUBS and is_joined(span))):
            return None
        known = self._gazetteer.knows(text_of(span)) or cities().named(text_of(span))
        clubs = any(token.lower_ in _CLUBS for token in sentence_of(span))
        return _BODY if not known and (clubs or speaks_of_sport(sentence_of(span))) else None

    def _is_letters(self, finding: Finding) -> bool:
        """Whether it is an acronym that was taken for a person or a people."""
        span, label = finding
        if len(span) > 1 or len(text_of(span)) < _NO_ACRONYMS.get(label, MAX_ACRONYM_LETTERS + 1):
            return False
        text = text_of(span)
        if not (is_acronym(text) and text.isalpha()) or self._gazetteer.person(text):
            return False
        doc, end = span.doc, int(span.end)
        speaks = end < len(doc) and doc[end].text == ":"
        return not speaks and not is_shouted(sentence_of(span))

    def _short_forms(self, finding: Finding, said: tuple[str, ...]) -> set[str]:
        """What else it may be called: “Foster Wheeler” and “Foster” for Foster Wheeler Inc."""
        end = len(said)
        while end > 1 and said[end - 1] in _TAILS:
            end -= 1
        forms = {" ".join(said[:end])} if end < len(said) else set()
        if is_distinctive(finding.span[0].text, self._gazetteer, self._small):
            forms.add(said[0])
        plain = end == len(said) >= _LONG and not any(map(is_given, said))
        if plain and is_distinctive(finding.span[-1].text, self._gazetteer, self._small):
            forms.add(said[-1])
        return forms

    def _belongings(self, finding: Finding) -> str | None:
        """A firm where it has what firms have, and is no place: “Wexley workers”."""
        span = finding.span
        if finding.label == "norp" or self._gazetteer.knows(text_of(span)):
            return None
        firm = is_owned(span) or (finding.label != "location" and is_worked_at(span))
        return "organization" if firm and not cities().named(text_of(span)) else None

    def labels(self) -> dict[str, str]:
        """The label with most votes for each form."""
        for form, counted in self._of.items():
            self._add_full_names(form, counted)
        labels = {
            form: max(counted, key=lambda label: (counted[label], label in _USUAL))
            for form, counted in self._of.items()
        }
        self._follow_firms(labels)
        return labels

    def _follow_firms(self, labels: dict[str, str]) -> None:
        """“Schwab” is the firm where the article says that Charles Schwab, no person, is one."""
        firms = {
            form.split()[-1]
            for form, label in labels.items()
            if label == _BODY and " " in form and self._of[form]["person"]
        }
        people = {
            form.split()[-1] for form, label in labels.items() if label == "person" and " " in form
        }
        for short in firms - people:
            if labels.get(short) == "person":
                labels[short] = _BODY

    def _add_full_names(self, form: str, counted: Counter[str]) -> None:
        place = self._gazetteer.country(form) or self._gazetteer.place(form)
        if counted["person"] or (place is None and form not in _FIRST_PLACES):
            counted["person"] += self._surnames[form] + self._given[form]
        elif place is not None and place.ordinary:
            counted["person"] += self._surnames[form]
        if counted[_BODY]:
            counted[_BODY] += self._letters[form]
            counted.subtract(dict.fromkeys(_NO_ACRONYMS, self._letters[form]))
        if form in self._short and not (counted["location"] or self._surnames[form]):
            counted[_BODY] += self._short[form]
        named = self._surnames[form] + self._given[form] or form in self._gazetteer.surnames
        if not named and " " not in form and not self._gazetteer.knows(form):
            # Whoever is a person has a given name somewhere in the article.
            counted[_BODY] += self._spoken_for[form] and self._spoken_for[form] + counted["person"]
            counted["location"] += self._somewhere[form] and counted["person"] + 1


def agreed(marked: list[Finding], gazetteer: Gazetteer) -> dict[str, str]:
    """The label of each form, by its folded text.

    Full names vote for surnames and given names. They do not where the word is a place before it is
    a name, as Washington is beside George Washington, unless the tagger took one of its mentions
    for a person.
    """
    votes = _Votes(gazetteer, small_words(marked[0].span.doc) if marked else frozenset())
    for finding in marked:
        votes.count(finding)
    labels = votes.labels()
    labels |= _people_by_surname(labels, gazetteer)
    labels |= _spoken_letters(marked, labels)
    labels |= _people_beside_people(marked, labels, gazetteer)
    return labels | rivals(marked, labels, gazetteer)


def is_there(finding: Finding) -> bool:
    """Whether one mention is the town of somebody's name: “Paris Kolb flew to Paris”."""
    span, label = finding
    if label != "location" or not cities().named(text_of(span)):
        return False
    doc, end = span.doc, int(span.end)
    comma = end + 1 < sentence_of(span).end and doc[end].text == ","
    return is_where(span) or (comma and cities().region(doc[end + 1].text) is not None)


def _people_beside_people(
    marked: list[Finding], labels: dict[str, str], gazetteer: Gazetteer
) -> dict[str, str]:
    """“Gao Min and Pony Lin”: a given name or a Chinese surname that *and* joins to a person."""
    found: dict[str, str] = {}
    for one, other in pairwise(marked):
        after = one.span.end
        if other.span.start != after + 1 or one.span.doc[after].lower_ != "and":
            continue
        kinds = [labels[fold(text_of(each.span))] for each in (one, other)]
        if sorted(kinds) != sorted(["person", _BODY]):
            continue
        person, body = (one, other) if kinds[0] == "person" else (other, one)
        said = parts(text_of(body.span))
        named = len(said) > 1 and (is_given(said[0]) or said[-1] in _CHINESE)
        known = gazetteer.knows(text_of(body.span)) or not _BODY_WORDS.isdisjoint(said)
        if len(person.span) > 1 and named and not known:
            found[fold(text_of(body.span))] = "person"
    return found


def _spoken_letters(marked: list[Finding], labels: dict[str, str]) -> dict[str, str]:
    """“Numsa”, taken for a person, where a body in the article has these letters."""
    words = {form.split()[-1] for form, label in labels.items() if " " in form and label != _BODY}
    forms = {
        fold(text_of(one.span))
        for one in marked
        if len(one.span) == 1 and one.span[0].is_title and len(text_of(one.span)) in SPOKEN
    }
    doubtful = {form for form in forms - words if labels[form] != _BODY}
    return dict.fromkeys(doubtful & letters_of_bodies(marked), _BODY) if doubtful else {}


def _people_by_surname(labels: dict[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """“Wout Terpstra”, marked as a product, is a person where Terpstra is one everywhere else."""
    persons = {form for form, label in labels.items() if label == "person"}
    return {
        form: "person"
        for form, label in labels.items()
        if label in {"product", "location", "misc", _BODY}
        and len(words := form.split()) == _GIVEN_AND_LAST
        and (label != _BODY or _may_be_person(words, gazetteer))
        and (words[1] in persons or (words[0] in persons and usual_gender(words[0])))
        and not gazetteer.knows(form)
    }


def _may_be_person(words: list[str], gazetteer: Gazetteer) -> bool:
    """Whether no word is a firm's or a town's: not “Foster Foods”, “Real Madrid”."""
    places = any(gazetteer.knows(word) or cities().named(word) for word in words)
    return not places and _BODY_WORDS.isdisjoint(words)


def person_words(marked: list[Finding]) -> frozenset[str]:
    """All words of those people's names that have several."""
    return frozenset(
        word
        for finding in marked
        if finding.label == "person" and len(said := parts(text_of(finding.span))) > 1
        for word in said
    )
