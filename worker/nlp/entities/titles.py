"""The titles before a name. They are no part of it, but say who is meant."""

from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english import marks
from worker.nlp.english.windows import tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.gazetteer.records import Gender, Record
from worker.nlp.tokens import tokens_of

TITLES: Final = word_list("titles") | word_list("titles_more")

_RANKS: Final = word_list("ranks_in_capitals")
"""Titles that are words, names or nothing in lower case: “PC Anna Kolb”."""

_PAIRS: Final = frozenset(tuple(pair.split("=")) for pair in word_list("title_pairs"))
"""Titles of two words of which the first may be a name: “Tan Sri”, “Wing Commander”."""

_SURE: Final = word_list("sure_titles")
_WITH_STOP: Final = word_list("titles_with_stop")
"""Titles only where the full stop is there: “Del. Anna Kolb”, but Martín del Potro."""

_ABBREVIATIONS: Final = word_list("rank_abbreviations")
"""Titles that are no words: the tagger may take one alone for a body, “Pfc. Anna Kolb”."""

_POST_NOMINALS: Final = word_list("post_nominals") | word_list("post_nominals_more")
_POST_NOMINALS_OF_TWO: Final = word_list("post_nominals_of_two")
"""Letters that are honours only behind a full name: “Ian Kolb AM”, but the AM of the morning."""

_GENERAL: Final = word_list("general_openers") | word_list("body_nouns") | word_list("work_words")
_FULL_NAME: Final = 2

THRONES: Final = word_list("regnal")
"""Titles that people are known by: Pope Francis."""

_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(word_list("masculine"), "m"),
    **dict.fromkeys(word_list("feminine"), "f"),
}
_MOST: Final = 6
_JOINTS: Final = frozenset({".", "-"})
_TITLE_MARKS: Final = frozenset(f".{marks.APOSTROPHES}")
"""Behind a title of two words: “Dato' Sri”."""

_OF_STATE: Final = word_list("offices_of_state")

_OFFICES: Final = ("vice president", "president", "prime minister", "chancellor", "pope")
"""The first that fits counts, so that a vice president is no president."""


def is_title(word: str) -> bool:
    """Whether the word is a title or a piece of one, with or without its full stop."""
    lower = word.lower()
    return word in _RANKS or lower in _WITH_STOP or lower.rstrip(".") in TITLES


def end_of_title(doc: Doc, token: int, end: int) -> int:
    """The token after the title that begins at a token, or that token where none does."""
    word = doc[token].lower_.rstrip(".")
    second = token + 1 + (token + 1 < end and doc[token + 1].text in _TITLE_MARKS)
    if second < end and (word, doc[second].lower_.rstrip(".")) in _PAIRS:
        return second + 1
    return token + (is_title(doc[token].text) or _has_stop(doc, token))


def _has_stop(doc: Doc, token: int) -> bool:
    """Whether it is a title that counts with its full stop alone, as a token of its own or not."""
    word = doc[token].lower_
    apart = token + 1 < len(doc) and doc[token + 1].text == "."
    return word in _WITH_STOP or (apart and f"{word}." in _WITH_STOP)


def is_sure(doc: Doc, token: int) -> bool:
    """Whether the title at a token has a person's name behind it, and never a firm's or a town's.

    “Dr. Kolb” has; “President” may be a hotel, and the DR of “DR Congo” is no title.
    """
    word = doc[token]
    known = word.lower_.rstrip(".") in _SURE or _has_stop(doc, token)
    title = known and not (word.text.isupper() and len(word) > 1)
    return bool(title and word.text[0].isupper()) or word.text in _RANKS


def names_person(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch is sure titles and a name: “Det Sgt Anna Kolb”.

    Behind a rank in capitals a given name has to say so: “PC World” is a magazine.
    """
    first, sure, letters = start, False, True
    while first < end and (after := end_of_title(doc, first, end)) > first:
        sure = sure or after > first + 1 or is_sure(doc, first)
        letters = letters and doc[first].text in _RANKS
        first = after + (after < end and doc[after].text == ".")
    if not sure or first >= end or not doc[first].is_title:
        return False
    if letters and not is_given(doc[first].lower_):
        return first + 1 == end and len(doc[first]) > 1 and doc[first].lower_ not in _GENERAL
    return True


def is_rank_alone(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch is abbreviated ranks with somebody's name behind: the “Pfc” of Pfc. Kolb.

    The stretch may end inside a rank of two words: the “Lance” of Lance Cpl. Kolb.
    """
    first = end_of_ranks(doc, start)
    named = first < len(doc) and doc[first].is_title and not doc[first].is_sent_start
    return bool(first >= end and named)


def end_of_ranks(doc: Doc, start: int) -> int:
    """The token after the abbreviated ranks that begin at a token, and after their full stops."""
    first = start
    while first < len(doc):
        after = end_of_title(doc, first, len(doc))
        short = doc[after - 1].lower_.rstrip(".") in _ABBREVIATIONS if after > first else False
        if not short:
            break
        first = after + (after < len(doc) and doc[after].text == ".")
    return first


def is_post_nominal(doc: Doc, token: int, words: int) -> bool:
    """Whether letters are an honour, a degree or an office behind a name of so many words."""
    text = doc[token].text
    return text in _POST_NOMINALS or (words >= _FULL_NAME and text in _POST_NOMINALS_OF_TWO)


def before_post_nominals(doc: Doc, start: int, end: int) -> int:
    """The end of a person's name without letters for honours and offices: “Anna Kolb KC”."""
    last, sure = end, 0
    while last - start > 1:
        text = doc[last - 1].text
        # The MA of “(D-MA)” is a state.
        behind = doc[last - 2].text == "," or doc[last - 2].text[-1].isalnum()
        honour = behind and is_post_nominal(doc, last - 1, last - 1 - start + sure)
        if text != "," and not honour:
            break
        sure += text in _POST_NOMINALS
        last -= 1
    return last


def after_post_nominals(doc: Doc, end: int) -> int:
    """The token after such letters behind a full name, with commas or without: “, KC, FRS”.

    ``end`` itself where there are none.
    """
    last = at = end
    while at < len(doc) and not doc[at].is_sent_start:
        if is_post_nominal(doc, at, _FULL_NAME):
            last = at + 1
        elif doc[at].text != ",":
            break
        at += 1
    return last


def titles_before(doc: Doc, token: int) -> tuple[str, ...]:
    """The title's words right before a token, in lower case without full stops, in text order."""
    said: list[str] = []
    if doc[token].is_sent_start:
        return ()
    for at in reversed(tokens_before(token, _MOST)):
        word = doc[at].lower_.rstrip(".")
        of_state = doc[at].is_title and word in _OF_STATE
        if is_title(doc[at].text) or of_state:
            said.append(word)
        elif not _is_joint(doc[at], said):
            break
        if doc[at].is_sent_start:
            break
    return tuple(reversed(said))


def _is_joint(token: Token, after: list[str]) -> bool:
    """A mark between a title's words, or the “of” before “state”; ``after`` is read backwards."""
    if token.text in _JOINTS:
        return True
    of = token.lower_.rstrip(".") == "of"
    return of and bool(after) and after[-1] in _OF_STATE


def throne_name(doc: Doc, start: int, end: int) -> str:
    """The name with the title of a pope or a queen before it, as the gazetteer lists them."""
    if start > 0 and not doc[start].is_sent_start and doc[start - 1].lower_ in THRONES:
        return tokens_of(doc).text_of(start - 1, end)
    return tokens_of(doc).text_of(start, end)


def gender_said(titles: tuple[str, ...]) -> Gender | None:
    """The gender that the titles say; None if they say none, or both."""
    said = {_GENDERS[title] for title in titles if title in _GENDERS}
    if titles[-2:] == ("first", "lady"):
        return "f"
    return said.pop() if len(said) == 1 else None


def office_said(titles: tuple[str, ...]) -> str | None:
    """The office that the titles name, such as president."""
    text = f" {' '.join(titles)} "
    return next((office for office in _OFFICES if f" {office} " in text), None)


def may_be(record: Record, titles: tuple[str, ...]) -> bool:
    """Whether the titles can be those of a person in the gazetteer."""
    gender = gender_said(titles)
    return gender is None or record.gender is None or record.gender == gender
