"""One label for each form of a name: what most of its mentions say, and what stands beside them."""

from collections import Counter, defaultdict
from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.first_words import is_distinctive, small_words
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import fold, parts
from worker.nlp.entities.titles import titles_before

_ORG_TAILS: Final = word_list("org_tails")
_HINTS: Final = {
    TABLE.label_of[hinted]: word_list(f"hint_{hinted}")
    for hinted in ("organization", "person", "place")
}
"""What a word says of the name behind it: company, singer, town."""

_HALLS: Final = frozenset(
    (use, hall) for use in word_list("hall_uses") for hall in word_list("halls")
)
"""“Manege exhibition hall” is the hall's name, where “Kabul hospital” would be a town's."""

_OWNED: Final = word_list("hint_owned")
_POSSESSIVES: Final = word_list("possessives")
_FULL_NAME: Final = 3
"""Votes that a full name has in what its short form is."""

_GIVEN_AND_LAST: Final = 2
_HINT: Final = 5
"""Votes of a word beside the name: “software company Acme”."""

_FIRST_PLACES: Final = frozenset({"washington"})
"""Places that the gazetteer has only in longer names, Washington, D.C. and Washington State."""

_PERSONAL: Final = frozenset({"mr", "mrs", "ms", "sen", "rep", "gov", "dr", "president"})


def agreed(marked: list[Finding], gazetteer: Gazetteer) -> dict[str, str]:
    """The label of each form, by its folded text.

    Full names count for surnames and given names, but not for a word that is first of all a place,
    unless the tagger took one of its mentions for a person: Washington beside George Washington.
    """
    small = small_words(marked[0].span.doc) if marked else frozenset()
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    people: Counter[str] = Counter()
    given: Counter[str] = Counter()
    short: Counter[str] = Counter()
    for finding in marked:
        form = fold(finding.span.text)
        votes[form][finding.label] += 1
        hint = _hint(finding.span)
        if hint is not None:
            votes[form][hint] += _HINT
        said = parts(finding.span.text)
        if finding.label == "person" and len(said) > 1:
            people[said[-1]] += _FULL_NAME
            given[said[0]] += _FULL_NAME
        elif finding.label == "organization" and said[1:]:
            brand = is_distinctive(finding.span[0].text, gazetteer, small)
            if brand or _ORG_TAILS.issuperset(said[1:]):
                short[said[0]] += _FULL_NAME
    for form, counted in votes.items():
        place = gazetteer.country(form) or gazetteer.place(form)
        if counted["person"] or (place is None and form not in _FIRST_PLACES):
            counted["person"] += people[form] + given[form]
        elif place is not None and place.ordinary:
            counted["person"] += people[form]
        if form in short and not counted["location"]:
            counted["organization"] += short[form]
    labels = {
        form: max(counted, key=lambda label: counted[label]) for form, counted in votes.items()
    }
    return labels | _people_by_surname(labels, gazetteer)


def _people_by_surname(labels: dict[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """“Wout Terpstra”, a product, ends in Terpstra, a person everywhere else: so it is one too."""
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
    """All words of the people's names that have several."""
    return frozenset(
        word
        for finding in marked
        if finding.label == "person" and len(said := parts(finding.span.text)) > 1
        for word in said
    )


def _hint(span: TokenSpan) -> str | None:
    """What the words beside it say that it is.

    Right before it, or before a comma: “software company Acme”, “his son, Hunter”; or behind: only
    companies have shares and a chief executive.
    """
    doc, at = span.doc, int(span.start) - 1
    if _is_company(span):
        return "organization"
    if len(span) == 1 and tuple(token.text for token in doc[span.end : span.end + 2]) in _HALLS:
        return "facility"
    if at < span.sent.start:
        return None
    if _PERSONAL.intersection(titles_before(doc, span.start)[-1:]):
        return "person"
    if doc[at].text == "," and at > span.sent.start:
        at -= 1
    return next((label for label, words in _HINTS.items() if doc[at].text in words), None)


def _is_company(span: TokenSpan) -> bool:
    doc, end = span.doc, int(span.end)
    if end + 1 < len(doc) and doc[end].text in _POSSESSIVES:
        owned = doc[end + 1].lower_
        following = doc[end + 2].lower_ if end + 2 < len(doc) else ""
        return owned in _OWNED or (owned, following) == ("chief", "executive")
    at = int(span.start) - 1
    return at > 0 and doc[at].lower_ in {"in", "of"} and doc[at - 1].lower_ == "shares"
