"""One label for each form of a name: what most of its mentions say, and the words beside them."""

from collections import Counter, defaultdict
from typing import Final

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.finding.shouting import is_shouted
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import MAX_ACRONYM_LETTERS, fold, is_acronym, parts
from worker.nlp.entities.typing.beside import (
    is_owned,
    is_spoken_for,
    is_worked_at,
    said_beside,
)
from worker.nlp.entities.typing.rivals import rivals

_BODY_WORDS: Final = (
    word_list("org_tails") | FIRM_WORDS | word_list("body_nouns") | word_list("general_openers")
)
_TAILS: Final = word_list("org_tails") | FIRM_WORDS
_FULL_NAME: Final = 3
"""Votes that a full name has in what its short form is."""

_GIVEN_AND_LAST: Final = 2
_BODY: Final = TABLE.label_of["organization"]
_NO_ACRONYMS: Final = {TABLE.label_of["person"]: 3, TABLE.label_of["group"]: 5}
"""From so many letters on, an acronym is nobody's initials and no movement's slogan."""

_USUAL: Final = frozenset({TABLE.label_of[kind] for kind in ("person", "organization", "place")})
"""Labels that most names have: of two with as many votes, one of these is right more often."""

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
        self._short: Counter[str] = Counter()
        """Short forms of organisations: their first word, or all but a general word at the end."""

    def count(self, finding: Finding) -> None:
        """Count one name: its label, the words beside it, and what it says of shorter forms."""
        form = fold(finding.span.text)
        self._of[form][finding.label] += 1
        self._letters[form] += self._is_letters(finding)
        if is_spoken_for(finding.span):
            self._spoken_for[form] += _HINT
        hint = said_beside(finding.span, finding.label) or self._belongings(finding)
        if hint is not None:
            self._of[form][hint] += _HINT
        said = parts(finding.span.text)
        if finding.label == "person" and len(said) > 1:
            self._surnames[said[-1]] += _FULL_NAME
            self._given[said[0]] += _FULL_NAME
        elif finding.label == "organization" and len(said) > 1:
            for short in self._short_forms(finding, said):
                self._short[short] += _FULL_NAME

    def _is_letters(self, finding: Finding) -> bool:
        """Whether it is an acronym that was taken for a person or a people."""
        span, label = finding
        if len(span) > 1 or len(span.text) < _NO_ACRONYMS.get(label, MAX_ACRONYM_LETTERS + 1):
            return False
        text = span.text
        if not (is_acronym(text) and text.isalpha()) or self._gazetteer.person(text):
            return False
        doc, end = span.doc, int(span.end)
        speaks = end < len(doc) and doc[end].text == ":"
        return not speaks and not is_shouted(span.sent)

    def _short_forms(self, finding: Finding, said: tuple[str, ...]) -> set[str]:
        """What else it may be called: “Foster Wheeler” and “Foster” for Foster Wheeler Inc."""
        end = len(said)
        while end > 1 and said[end - 1] in _TAILS:
            end -= 1
        forms = {" ".join(said[:end])} if end < len(said) else set()
        if is_distinctive(finding.span[0].text, self._gazetteer, self._small):
            forms.add(said[0])
        return forms

    def _belongings(self, finding: Finding) -> str | None:
        """A firm where it has what firms have, and is no place: “Wexley workers”."""
        span = finding.span
        if finding.label == "norp" or self._gazetteer.knows(span.text):
            return None
        firm = is_owned(span) or (finding.label != "location" and is_worked_at(span))
        return "organization" if firm and not cities().named(span.text) else None

    def labels(self) -> dict[str, str]:
        """The label with most votes for each form."""
        for form, counted in self._of.items():
            self._add_full_names(form, counted)
        return {
            form: max(counted, key=lambda label: (counted[label], label in _USUAL))
            for form, counted in self._of.items()
        }

    def _add_full_names(self, form: str, counted: Counter[str]) -> None:
        place = self._gazetteer.country(form) or self._gazetteer.place(form)
        if counted["person"] or (place is None and form not in _FIRST_PLACES):
            counted["person"] += self._surnames[form] + self._given[form]
        elif place is not None and place.ordinary:
            counted["person"] += self._surnames[form]
        if counted[_BODY]:
            counted[_BODY] += self._letters[form]
            counted.subtract(dict.fromkeys(_NO_ACRONYMS, self._letters[form]))
        if form in self._short and not counted["location"]:
            counted[_BODY] += self._short[form]
        named = self._surnames[form] + self._given[form] or form in self._gazetteer.surnames
        if not named and " " not in form and not self._gazetteer.knows(form):
            counted[_BODY] += self._spoken_for[form]


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
    return labels | rivals(marked, labels, gazetteer)


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
        if finding.label == "person" and len(said := parts(finding.span.text)) > 1
        for word in said
    )
