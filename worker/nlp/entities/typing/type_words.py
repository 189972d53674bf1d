"""What the words of a name, and those right beside it, say of its type."""

from typing import Final

from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.words import word_list
from worker.nlp.entities.names import fold, is_acronym, parts
from worker.nlp.entities.titles import is_sure
from worker.nlp.tokens import text_of

_EVENTS: Final = word_list("event_words")
_EVENT_TAILS: Final = word_list("event_tails")
_EVENT_HEADS: Final = word_list("event_heads")
_LAWS: Final = word_list("law_words")
_LAW_TAILS: Final = word_list("law_tails")
_NUMBERED: Final = frozenset({"hb", "hr", "prop", "proposition", "sb", "section"})
_TRADE: Final = frozenset({("trade", "area"), ("trade", "zone")})
_WORKS: Final = word_list("work_words")
_BUILDINGS: Final = word_list("facility_words")
_BODIES: Final = word_list("body_nouns")
_HOUSES: Final = word_list("house_bodies") - {"house", "commons"}
"""Legislatures; most other houses are buildings."""

_CHIEFS: Final = word_list("chief_nouns")
_NOT_NAMES: Final = word_list("not_names")
_NO_GROUPS: Final = word_list("no_groups")
_MONTHS: Final = word_list("months")
_BEFORE_MONTH: Final = word_list("before_month")
_CURRENCIES: Final = word_list("currencies")
_RULERS: Final = word_list("rulers")
_TV_CUES: Final = word_list("tv_cues")
_POSSESSIVES: Final = word_list("possessives")
_SUFFIXES: Final = word_list("suffixes")
_ORDINALS: Final = word_list("ordinals")
_OF: Final = (("of",), ("for",))
_SHORT: Final = 5
"""Words in capitals with fewer letters name no people: KKK, MAGA."""

_MADE_OF_NAMES: Final = ("ian", "ite", "esque", "an", "")
"""Endings of words for a person's followers: Trumpian, Reaganite."""

_CASE: Final = word_list("case_marks")
"""As in “Roe v. Wade”. A middle initial is a capital."""


def no_name(text: str) -> bool:
    """Whether the text is one letter, Jr., a plural such as IDs, or a word that is never a name."""
    if text.lower() in _NOT_NAMES or (is_acronym(text[:-1]) and text[-1] == "s"):
        return True
    if text.lower().rstrip(".") in _SUFFIXES:
        return True
    return len(text) == 1 and text.isascii()


def is_case(span: TokenSpan) -> bool:
    """Whether the words name a case before a court."""
    return any(token.text in _CASE for token in span)


def is_date(span: TokenSpan) -> bool:
    """Whether the word is a month: “in May”, “May 3”."""
    doc, start, end = span.doc, int(span.start), int(span.end)
    if len(span) > 1 or fold(text_of(span)) not in _MONTHS:
        return False
    before = doc[start - 1].lower_ if start else ""
    return before in _BEFORE_MONTH or (end < len(doc) and doc[end].text[0].isdigit())


def is_currency(span: TokenSpan) -> bool:
    """Whether it says whose money it is, and names no country: “US dollars”, “US$ 5”."""
    doc, end = span.doc, int(span.end)
    return end < len(doc) and doc[end].lower_ in _CURRENCIES


def is_ruled(span: TokenSpan) -> bool:
    """Whether it has a ruler, so that it is no person: “the president of Chad”."""
    doc, of = span.doc, int(span.start) - 1
    if of < 1 or doc[of].text != "of":
        return False
    return doc[of - 1].lower_ in _RULERS or (of > 1 and doc[of - 2].lower_ in _RULERS)


def is_personal(span: TokenSpan) -> bool:
    """Whether Mr., Ms., Cllr or the like stands before it, so that it is a person and no firm."""
    doc, start = span.doc, int(span.start)
    if doc[start].is_sent_start:
        return False
    title = start - 1 - (start > 1 and doc[start - 1].text == ".")
    if title > 0 and doc[title - 1].is_quote:
        return False
    return title >= 0 and is_sure(doc, title)


def is_called(span: TokenSpan) -> bool:
    """Whether it is a quoted title after a word that announces one, or after its owner.

    As in: on “Face the Nation”, NBC's “Meet the Press”.
    """
    doc, start, end = span.doc, int(span.start), int(span.end)
    if start < 1 or end >= len(doc) or not (doc[start - 1].is_quote and doc[end].is_quote):
        return False
    return start > 1 and doc[start - 2].lower_ in _TV_CUES | _POSSESSIVES


def law(text: str) -> bool:
    """Whether the last word says that it is a law: act, amendment, treaty."""
    return not _LAW_TAILS.isdisjoint(parts(text)[-1:])


def _is_law(words: tuple[str, ...]) -> bool:
    """“Section 230”, “SB 1070”, “African Continental Free Trade Area”: agreed on or passed."""
    numbered = len(words) > 1 and words[0] in _NUMBERED and words[1][0].isdigit()
    return numbered or words[-2:] in _TRADE


def location(text: str) -> EntityType | None:
    """The type of what the tagger calls a location: a place, a building or an organisation.

    A bare “Northern” names nothing.
    """
    words = parts(text)
    if len(words) == 1 and words[0] in _NO_GROUPS:
        return None
    if len(words) > 1 and words[-1] in _BUILDINGS:
        return "facility"
    if len(words) > 1 and (
        words[-1] in _BODIES | _HOUSES or (words[0] in _BODIES and words[1:2] in _OF)
    ):
        return "organization"
    return "place"


def people_of(text: str, surnames: frozenset[str]) -> EntityType | None:
    """A group that no list has; None for a faith, a direction, or the followers of a person."""
    form = fold(text)
    if form in _NO_GROUPS or form.endswith("ism") or (is_acronym(text) and len(text) < _SHORT):
        return None
    for ending in _MADE_OF_NAMES:
        if form.endswith(ending) and form.removesuffix(ending) in surnames:
            return None
    return "group"


def body(text: str, person_words: frozenset[str]) -> EntityType | None:
    """The type of what the tagger calls an organisation: that, a law or an event.

    None for an office such as Secretary of Labor, a family, and a bare “Department”. The cases
    are tried in this order, so the function is not split.
    """
    words = parts(text)
    if not words or (words[0] in _CHIEFS and words[1:2] in _OF):
        return None
    if len(words) == 1:
        family = words[0].endswith("s") and words[0].removesuffix("s") in person_words
        return None if family or words[0] in _BODIES | _NO_GROUPS else "organization"
    if words[-1] in _LAW_TAILS or _is_law(words):
        return "law"
    happens = words[-1] in _EVENT_TAILS or words[0] in _EVENT_HEADS
    return "event" if happens else "organization"


def misc(text: str, *, called: bool) -> EntityType | None:
    """A law, an event, a work or a body, where the words say so; else None.

    They are tried in this order, one test each, so the function is not split.
    """
    found = parts(text)
    if not found:
        return None
    if found[-1] in _LAW_TAILS or not _LAWS.isdisjoint(found) or _is_law(found):
        return "law"
    numbered = found[-1] in _ORDINALS or found[-1].isdigit()
    ends = {found[0], found[-2] if numbered and len(found) > 1 else found[-1]}
    if not _EVENTS.isdisjoint(ends):
        return "event"
    if not _WORKS.isdisjoint(ends) or (called and len(found) > 1):
        return "work"
    return "organization" if len(found) > 1 and found[-1] in _BODIES else None
