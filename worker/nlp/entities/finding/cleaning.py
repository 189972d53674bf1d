"""From what the tagger marked to the names themselves, each with its own words and no others.

``edges`` cuts off what is no part of a name, ``completing`` adds what is missing, and ``splitting``
takes apart what are several names.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.marks import OPENING_BRACKETS
from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.completing import (
    Gap,
    completed,
    with_article,
    with_committee,
    with_given_name,
    with_possessive,
    with_suffix,
)
from worker.nlp.entities.finding.edges import (
    inside_brackets,
    trimmed,
    without_small_words,
)
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.headlines import is_between_names
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.finding.splitting import HYPHENS, split
from worker.nlp.entities.finding.trades import after_trade, is_called_by_trade, is_trade
from worker.nlp.entities.gazetteer.given_names import is_given, usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import CONFUSED
from worker.nlp.entities.titles import (
    THRONES,
    after_post_nominals,
    before_post_nominals,
    end_of_title,
    is_rank_alone,
    names_person,
)
from worker.nlp.tokens import span_of, tokens_of

_LANGUAGE_HEADS: Final = word_list("language_heads")
_OF_STATE: Final = word_list("offices_of_state")
_IN_TITLES: Final = word_list("title_links")
_PERSONS: Final = word_list("hint_person")
_MAY_BE_RANKS: Final = CONFUSED | {"person", "location"}
_BEFORE_TITLE: Final = 9
"""Tokens of a marked person among which a title may stand."""


def cleaned(doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> Iterator[Finding]:
    """The names themselves, in text order; what has no letter or digit is left out."""
    done = named = 0
    bounds = [*(int(finding.span.start) for finding in findings[1:]), len(doc)]
    for finding, bound in zip(findings, bounds, strict=False):
        gap = Gap(doc, gazetteer, done, bound)
        honour = bool(named) and finding.span.end <= after_post_nominals(doc, named)
        whole = None if honour else _whole(gap, finding)
        if whole is not None:
            for start, end, label in split(doc, (whole[0], whole[1]), whole[2], gazetteer):
                first, last = trimmed(doc, start, end)
                if first < last and _is_name(doc, first, last, label):
                    first, last = with_article(gap, first, last, label)
                    last = with_possessive(gap, first, last, label)
                    yield Finding(span_of(doc, first, last), label)
            done = whole[1]
            named = done if whole[2] == "person" and done - whole[0] > 1 else 0


def _whole(gap: Gap, finding: Finding) -> tuple[int, int, str] | None:
    """Start, end and label of what was marked, without what is no name and with what is missing."""
    doc, label = gap.doc, finding.label
    start, end = trimmed(doc, max(gap.start, finding.span.start), finding.span.end)
    start, end = without_small_words(doc, *inside_brackets(doc, start, end), label)
    if start >= end:
        return None
    if label in _MAY_BE_RANKS:
        if is_rank_alone(doc, start, end):
            return None
        end = _before_ranks(doc, start, end)
    begun = _begun_by_given_name(gap, start, end, label)
    called = names_person(doc, start, end) or is_called_by_trade(doc, start, end)
    if called or begun < start or _is_honoured(doc, start, end, label):
        label, start = "person", begun
    if label == "person":
        start = _after_titles(doc, start, end, gap.gazetteer)
        start = after_trade(doc, start, end, gap.gazetteer)
        start, end = inside_brackets(doc, start, end)
        end = before_post_nominals(doc, start, end)
        start, end = with_given_name(gap, start, end)
        end = with_suffix(doc, end)
    (start, end), label = completed(gap, (start, end), label)
    return start, with_committee(gap, start, end, label), label


def _before_ranks(doc: Doc, start: int, end: int) -> int:
    """The end of a name without the rank of whoever follows: the Army of “Army Spc. Anna Kolb”."""
    cut = next((at for at in range(start + 1, end) if is_rank_alone(doc, at, end)), end)
    return trimmed(doc, start, cut)[1]


def _is_honoured(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether honours behind a full name say that it is a person's: “Anna Kolb PhD”."""
    name = before_post_nominals(doc, start, end)
    if label not in CONFUSED or name == end:
        return False
    # The tagger may have parted the given name from the rest.
    first = start - (start > 0 and name == start + 1)
    named = first + 1 < name and is_given(doc[first].lower_)
    return named and all(token.is_title for token in doc[first:name])


def _begun_by_given_name(gap: Gap, start: int, end: int, label: str) -> int:
    """Where a person begins of whom a word tells that it is one: “activist Chase Iron Bear”."""
    doc, before = gap.doc, start - 2
    piece = label in CONFUSED or (label == "person" and end - start == 1)
    if not piece or before < gap.start or not doc[end - 1].is_title:
        return start
    trade = is_trade(doc[before]) and not capitals_say_little(sentence_of(doc[before]))
    said = doc[before].text in _PERSONS or trade
    if not said or not doc[start - 1].is_title or is_between_names(doc[start - 1]):
        return start
    given = label != "organization" or usual_gender(doc[start - 1].lower_) is not None
    return start - 1 if given else start


def _after_titles(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Past “Russian President”, “Sen.” and the like, as long as a name remains."""
    title = _last_of_titles(doc, start, end, gazetteer)
    is_name = gazetteer.person(tokens_of(doc).text_of(start, end)) is not None
    if title is None or (is_name and doc[start].lower_ not in THRONES):
        return start
    first, _ = trimmed(doc, title + 1, end)
    return first if first < end else start


def _last_of_titles(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> int | None:
    """The last token of the titles at the beginning; a country, people or place may precede."""
    title = None
    for token in range(start, min(end - 1, start + _BEFORE_TITLE)):
        text = doc[token].text
        after = end_of_title(doc, token, end)
        if token < after < end or (title is not None and text.lower() in _OF_STATE):
            title = max(token, after - 1)
        elif title is not None and token <= title:
            continue
        elif title is not None:
            if text not in _IN_TITLES:
                break
        elif not (gazetteer.group(text) or gazetteer.country(text) or gazetteer.place(text)):
            break
    return title


def _is_name(doc: Doc, start: int, end: int, label: str) -> bool:
    """Not a language, and with a capital, a digit or a script that has no capitals."""
    if label == "norp" and names_language(doc, end):
        return False
    first, last = doc[start].text[0], doc[end - 1].text[-1]
    if not (first.isalnum() or first == "#") or last in OPENING_BRACKETS:
        return False
    text = tokens_of(doc).text_of(start, end)
    return text != text.lower() or text == text.upper()


def names_language(doc: Doc, end: int) -> bool:
    """Whether the word for a people that ends here means its language: “an English translation”."""
    if end < len(doc) - 1 and doc[end].text in HYPHENS:
        end += 1
    return end < len(doc) and doc[end].lower_ in _LANGUAGE_HEADS
