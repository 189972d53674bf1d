"""Names of which the tagger marked only a piece, made whole from the words beside it.

Given names and surnames, Jr., a body's last noun, the other half of a hyphenated name, the article
of “The Guardian”, and the rest of a name that the gazetteer knows.
"""

from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.clubs import is_team
from worker.nlp.entities.finding.edges import Bounds, begins_with_prefix, fits_edge
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.finding.splitting import HYPHENS, PREFIXES
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import MISC
from worker.nlp.entities.names import is_chinese_person, parts
from worker.nlp.entities.titles import THRONES, is_title
from worker.nlp.tokens import tokens_of

_SUFFIXES: Final = word_list("suffixes")
_BODIES: Final = word_list("body_nouns")
_DEPARTMENTS: Final = word_list("departments")
_NO_NAMES: Final = word_list("general_openers") | word_list("event_words") | FIRM_WORDS
_POSSESSIVES: Final = word_list("possessives")
_OWN_NOTHING: Final = word_list("auxiliaries") | frozenset({"in", "at", "on", "since"})
_PARTY_BODIES: Final = word_list("party_bodies")
_NO_SURNAMES: Final = word_list("not_names") | word_list("months") | _BODIES
_FIRST_IN_LOWER_CASE: Final = word_list("leading_particles")
_GIVEN_WORDS: Final = word_list("given_words")
_NEWSPAPERS: Final = word_list("newspapers")
_HEADS: Final = word_list("body_heads")
_CHAMBERS: Final = frozenset({"House", "Senate"})
_FUNCTION_WORDS: Final = word_list("english_function_words")
_COMMITTEES: Final = frozenset({"committee", "subcommittee"})
_SUBJECT: Final = 4
"""Words that say what a committee is for, and its noun."""

_OF: Final = frozenset({"of", "for"})
_NEIGHBOURS: Final = ((1, 0), (2, 0), (0, 1), (0, 2))
"""Tokens before and after a piece that may be the rest of its name."""


class Gap(NamedTuple):
    """The part of an article in which a name may grow: between the names before and after it."""

    doc: Doc
    gazetteer: Gazetteer
    start: int
    end: int


def with_given_name(gap: Gap, start: int, end: int) -> Bounds:
    """“Jay” before “Inslee”, or “Kolb” behind “Anna”, where only one of the two was marked."""
    doc = gap.doc
    titled = start > 0 and is_title(doc[start - 1].text)
    if end - start != 1 or (capitals_say_little(sentence_of(doc[start])) and not titled):
        return start, end
    if end < gap.end and _is_chinese(doc, end) and not doc[end].is_sent_start:
        return start, end + 1
    if end < gap.end and _is_surname(doc[end]) and _may_be_given(gap, start):
        return start, end + 1
    if start - 1 >= gap.start and not doc[start].is_sent_start:
        before = doc[start - 1]
        word = before.is_title and before.lower_ in _GIVEN_WORDS and not before.is_sent_start
        if word or _is_given(before) or _is_chinese(doc, start):
            return start - 1, end
    return start, end


def _may_be_given(gap: Gap, start: int) -> bool:
    """A given name, or a word that no list has and that a name has behind it: “Chukwuemeka Obi”."""
    doc = gap.doc
    word, after = doc[start], doc[start + 1]
    if _is_given(word):
        return True
    strange = word.is_title and word.is_alpha and not gap.gazetteer.knows(word.text)
    return bool(
        strange
        and word.lower_ not in gap.gazetteer.surnames
        and after.is_title
        and after.lower_ not in _NO_NAMES
        and not gap.gazetteer.knows(after.text)
        and not capitals_say_little(sentence_of(word))
    )


def _is_chinese(doc: Doc, start: int) -> bool:
    """“He” before “Lifang”: a surname, though it is also a word."""
    return doc[start - 1].is_title and is_chinese_person(parts(doc[start - 1 : start + 1].text))


def _is_given(token: Token) -> bool:
    return bool(token.is_title) and usual_gender(token.lower_) is not None


def _is_surname(token: Token) -> bool:
    word = token.lower_
    return (
        bool(token.text[0].isupper() and token.is_alpha and not token.is_sent_start)
        and not token.text.isupper()
        and word not in _NO_SURNAMES
        and not is_title(word)
    )


def with_suffix(doc: Doc, end: int) -> int:
    """The end of a name with the Jr. that follows it: it tells Donald Trump Jr. from his father."""
    for after in (end, end + 1):
        if after >= len(doc) or doc[after].is_sent_start:
            break
        if after == end + 1 and doc[end].text != ",":
            break
        word = doc[after].text
        if word.rstrip(".").lower() in _SUFFIXES and word[0].isupper():
            return after + 1
    return end


def completed(gap: Gap, bounds: Bounds, label: str) -> tuple[Bounds, str]:
    """The name of which this is a piece, and its label.

    “Qaeda” and “State” are pieces of names in the gazetteer; a committee may lack its last word,
    and a name may be cut at its hyphen.
    """
    doc, gazetteer = gap.doc, gap.gazetteer
    start, end = bounds
    whole = tokens_of(doc).text_of(start, end)
    if gazetteer.organization(whole) or gazetteer.country(whole) or gazetteer.person(whole):
        return bounds, label
    for before, after in _NEIGHBOURS:
        first, last = start - before, end + after
        if _may_hold_name(gap, first, last):
            listed = _listed(gazetteer, tokens_of(doc).text_of(first, last), label)
            if listed is not None:
                return (first, last), listed
    head = _head_before(gap, start)
    if head is not None and label in {"organization", "location", "norp", MISC}:
        return (head, end), "organization"
    if label in {"organization", "location"} and _goes_on(doc, end):
        end, label = end + 1, "organization"
    if label == "norp" and _is_party(doc, end):
        end, label = end + 1, "organization"
    if (
        label in {"location", "organization"}
        and is_team(doc, end)
        and not gazetteer.group(doc[end].text)
    ):
        end, label = end + 1, "organization"
    if label == "location":
        end = _to_hyphen(gap, start, end)
    return (_from_hyphen(gap, start, end), end), label


def with_committee(gap: Gap, start: int, end: int, label: str) -> int:
    """The end of a house's committee that has small letters: “House intelligence committee”."""
    doc = gap.doc
    if label != "organization" or end - start > 1 or doc[start].text not in _CHAMBERS:
        return end
    bound = min(gap.end, sentence_of(doc[start]).end, end + _SUBJECT)
    last = end_of_run(
        doc, end, bound, lambda token: token.is_lower and token.text not in _FUNCTION_WORDS
    )
    nouns = [at for at in range(end + 1, last) if doc[at].text in _COMMITTEES]
    return nouns[0] + 1 if nouns else end


def _may_hold_name(gap: Gap, first: int, last: int) -> bool:
    doc = gap.doc
    if first < gap.start or last > len(doc) or not fits_edge(doc[last - 1]):
        return False
    if any(doc[token].is_sent_start for token in range(first + 1, last)):
        return False
    if doc[first].lower_ in THRONES:
        return False
    return not doc[first].is_lower or doc[first].text in _FIRST_IN_LOWER_CASE


def _listed(gazetteer: Gazetteer, text: str, label: str) -> str | None:
    if gazetteer.organization(text):
        return "organization"
    if label == "person" and gazetteer.person(text):
        return label
    return "facility" if gazetteer.look_up("facility", text) else None


def _goes_on(doc: Doc, end: int) -> bool:
    """Whether a body's own noun follows: “Senate Judiciary” Committee, “Preston” Homes."""
    if end >= len(doc) or doc[end - 1].lower_ in _BODIES or doc[end].is_sent_start:
        return False
    noun = doc[end]
    if not noun.is_title:
        return False
    last = end + 1 >= len(doc) or not doc[end + 1].text[0].isupper()
    firm = (
        noun.lower_ in FIRM_WORDS | _NEWSPAPERS
        and last
        and not capitals_say_little(sentence_of(noun))
    )
    return firm or noun.lower_ in _BODIES


def _is_party(doc: Doc, end: int) -> bool:
    """Whether a party's noun follows its people: “Sadrist Movement”."""
    if end >= len(doc) or doc[end].is_sent_start or capitals_say_little(sentence_of(doc[end])):
        return False
    return doc[end].is_title and doc[end].lower_ in _PARTY_BODIES


def _from_hyphen(gap: Gap, start: int, end: int) -> int:
    """The start of the whole name: “MRA” after “EPIC-” is EPIC-MRA.

    After “anti-”, and after a name, the piece is a name of its own; “Anti-” may begin a body's.
    """
    doc, gazetteer = gap.doc, gap.gazetteer
    first = start - 2
    if first < gap.start or doc[start - 1].text not in HYPHENS or doc[start].is_sent_start:
        return start
    left = doc[first]
    if doc[start - 1].whitespace_ or left.whitespace_ or not left.text[0].isupper():
        return start
    known = gazetteer.knows(left.text) or gazetteer.person_by_surname(left.text)
    if left.lower_ in PREFIXES:
        return first if begins_with_prefix(doc, first, end) else start
    return start if known else first


def _head_before(gap: Gap, start: int) -> int | None:
    """The noun of a body of which only what follows was marked: “Organisation of” Orbo States."""
    doc = gap.doc
    of = start - 1 - (start > gap.start and doc[start - 1].text == "the")
    head = of - 1
    if head < gap.start or doc[of].text not in _OF or not doc[head].is_title:
        return None
    if doc[head].lower_ not in _HEADS or capitals_say_little(sentence_of(doc[head])):
        return None
    return head if sentence_of(doc[head]).start == sentence_of(doc[start]).start else None


def _to_hyphen(gap: Gap, start: int, end: int) -> int:
    """The end of a city's whole name: “Ijebu” before “-Igbo” is Ijebu-Igbo."""
    doc, last = gap.doc, end + 2
    if last > gap.end or doc[end].text not in HYPHENS or doc[end].whitespace_:
        return end
    return last if cities().named(doc[start:last].text) else end


def with_article(gap: Gap, start: int, end: int, label: str) -> Bounds:
    """The name with its article, where it is part of it: “The Guardian”, “The Bahamas”."""
    doc, gazetteer = gap.doc, gap.gazetteer
    before = start - 1
    if before < gap.start or start >= end or doc[before].text != "The":
        return start, end
    text = tokens_of(doc).text_of(before, end)
    organization = gazetteer.organization(text)
    if organization is not None and organization.ordinary:
        return (before, end) if label == "organization" else (start, end)
    listed = organization or gazetteer.country(text)
    general = doc[start].lower_ in _DEPARTMENTS and end - start > 1
    if listed is None and label == "organization" and general:
        return start, end
    if listed is None and label in {"organization", MISC} and _is_capital_inside(doc, before):
        return (start, end) if gazetteer.knows(doc[start:end].text) else (before, end)
    return (before, end) if listed and not doc[before].is_sent_start else (start, end)


def with_possessive(gap: Gap, start: int, end: int, label: str) -> int:
    """The end of a shop's name that ends in a possessive: “Hecht's was sold”.

    Nothing can be owned there, as a verb or a preposition follows; or a list has the name.
    """
    doc = gap.doc
    if label != "organization" or end - start > 1 or end + 1 >= sentence_of(doc[start]).end:
        return end
    name = doc[start]
    if doc[end].text in _POSSESSIVES and gap.gazetteer.organization(f"{name.text}'s"):
        return end + 1
    if doc[end].text not in _POSSESSIVES or not name.is_title or gap.gazetteer.knows(name.text):
        return end
    return end + (doc[end].text != "'" and doc[end + 1].text in _OWN_NOTHING)


def _is_capital_inside(doc: Doc, article: int) -> bool:
    """Whether the capital of “The” says something: “told The Jordan Times”."""
    token = doc[article]
    if token.is_sent_start or capitals_say_little(sentence_of(token)):
        return False
    before = doc[article - 1].text
    return before.isalpha() and before.islower()
