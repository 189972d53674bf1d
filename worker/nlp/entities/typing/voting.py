"""One label for each form of a name: what most of its mentions say, and the words beside them."""

from collections import Counter, defaultdict
from typing import Final

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import fold, parts
from worker.nlp.entities.titles import titles_before

_ORG_TAILS: Final = word_list("org_tails")
_HINTS: Final = {
    TABLE.label_of["organization"]: word_list("hint_organization"),
    TABLE.label_of["person"]: word_list("hint_person"),
    TABLE.label_of["place"]: word_list("hint_place"),
}
"""Words that say what the name behind them is: company, singer, town."""

_HALLS: Final = frozenset(
    (use, hall) for use in word_list("hall_uses") for hall in word_list("halls")
)
"""“Manege exhibition hall” is a hall called Manege; “Kabul hospital” is a hospital in Kabul."""

_OWNED: Final = word_list("hint_owned")
_POSSESSIVES: Final = word_list("possessives")
_PHRASE_ENDS: Final = word_list("phrase_ends")
_DETERMINERS: Final = frozenset({"a", "an", "the", "one"})
_APPOSITION: Final = 6
"""Words of a phrase behind a comma that are read."""

_FULL_NAME: Final = 3
"""Votes that a full name has in what its short form is."""

_GIVEN_AND_LAST: Final = 2
_HINT: Final = 5
"""Votes of a word beside the name: “software company Acme”."""

_FIRST_PLACES: Final = word_list("first_of_all_places")
"""Places that the gazetteer has only under longer names: Washington, D.C., Washington State."""

_PERSONAL: Final = word_list("personal_titles")


class _Votes:
    """What the names of an article say of the forms in it."""

    def __init__(self, gazetteer: Gazetteer, small: frozenset[str]) -> None:
        self._gazetteer = gazetteer
        self._small = small
        self._of: dict[str, Counter[str]] = defaultdict(Counter)
        self._surnames: Counter[str] = Counter()
        self._given: Counter[str] = Counter()
        self._first_words: Counter[str] = Counter()
        """Of organisations that may be called by their first word alone."""

    def count(self, finding: Finding) -> None:
        """Count one name: its label, the words beside it, and what it says of shorter forms."""
        form = fold(finding.span.text)
        self._of[form][finding.label] += 1
        hint = _hint(finding.span)
        if hint is not None:
            self._of[form][hint] += _HINT
        said = parts(finding.span.text)
        if finding.label == "person" and len(said) > 1:
            self._surnames[said[-1]] += _FULL_NAME
            self._given[said[0]] += _FULL_NAME
        elif finding.label == "organization" and said[1:] and self._has_short_form(finding, said):
            self._first_words[said[0]] += _FULL_NAME

    def _has_short_form(self, finding: Finding, said: tuple[str, ...]) -> bool:
        brand = is_distinctive(finding.span[0].text, self._gazetteer, self._small)
        return brand or _ORG_TAILS.issuperset(said[1:])

    def labels(self) -> dict[str, str]:
        """The label with most votes for each form."""
        for form, counted in self._of.items():
            self._add_full_names(form, counted)
        return {
            form: max(counted, key=lambda label: counted[label])
            for form, counted in self._of.items()
        }

    def _add_full_names(self, form: str, counted: Counter[str]) -> None:
        place = self._gazetteer.country(form) or self._gazetteer.place(form)
        if counted["person"] or (place is None and form not in _FIRST_PLACES):
            counted["person"] += self._surnames[form] + self._given[form]
        elif place is not None and place.ordinary:
            counted["person"] += self._surnames[form]
        if form in self._first_words and not counted["location"]:
            counted["organization"] += self._first_words[form]


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
    return labels | _people_by_surname(labels, gazetteer)


def _people_by_surname(labels: dict[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """“Wout Terpstra”, marked as a product, is a person where Terpstra is one everywhere else."""
    persons = {form for form, label in labels.items() if label == "person"}
    return {
        form: "person"
        for form, label in labels.items()
        if label in {"product", "location", "misc"}
        and len(words := form.split()) == _GIVEN_AND_LAST
        and not persons.isdisjoint(words)
        and not gazetteer.knows(form)
    }


def person_words(marked: list[Finding]) -> frozenset[str]:
    """All words of those people's names that have several."""
    return frozenset(
        word
        for finding in marked
        if finding.label == "person" and len(said := parts(finding.span.text)) > 1
        for word in said
    )


def _hint(span: TokenSpan) -> str | None:
    """The label that the words beside a name give it.

    They stand right before it, or before a comma: “software company Acme”, “his son, Hunter”; or
    after it: only companies have shares and a chief executive.
    """
    doc, at = span.doc, int(span.start) - 1
    if _is_company(span):
        return "organization"
    apposed = _apposed(span)
    if apposed is not None:
        return apposed
    if len(span) == 1 and tuple(token.text for token in doc[span.end : span.end + 2]) in _HALLS:
        return "facility"
    if at < span.sent.start:
        return None
    if _PERSONAL.intersection(titles_before(doc, span.start)[-1:]):
        return "person"
    if doc[at].text == "," and at > span.sent.start:
        at -= 1
    return next((label for label, words in _HINTS.items() if doc[at].text in words), None)


def _apposed(span: TokenSpan) -> str | None:
    """What a phrase behind a comma says: “Acme, a software company, hired her”."""
    doc, at = span.doc, int(span.end)
    if at + 1 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in _DETERMINERS:
        return None
    end = end_of_run(doc, at + 2, min(span.sent.end, at + 2 + _APPOSITION), _goes_on)
    head = doc[end - 1].text
    return next((label for label, words in _HINTS.items() if head in words), None)


def _goes_on(token: Token) -> bool:
    return (token.is_alpha or token.text == "-") and token.lower_ not in _PHRASE_ENDS


def _is_company(span: TokenSpan) -> bool:
    doc, end = span.doc, int(span.end)
    if end + 1 < len(doc) and doc[end].text in _POSSESSIVES:
        owned = doc[end + 1].lower_
        following = doc[end + 2].lower_ if end + 2 < len(doc) else ""
        return owned in _OWNED or (owned, following) == ("chief", "executive")
    at = int(span.start) - 1
    return at > 0 and doc[at].lower_ in {"in", "of"} and doc[at - 1].lower_ == "shares"
