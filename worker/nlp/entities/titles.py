"""The titles before a name. They are no part of it, but say who is meant."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.windows import tokens_before
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.records import Gender, Record

TITLES: Final = word_list("titles") | word_list("titles_more")

THRONES: Final = word_list("regnal")
"""Titles that people are known by: Pope Francis."""

_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(word_list("masculine"), "m"),
    **dict.fromkeys(word_list("feminine"), "f"),
}
_MOST: Final = 6
_JOINTS: Final = frozenset({".", "-"})
_OF_STATE: Final = word_list("offices_of_state")

_OFFICES: Final = ("vice president", "president", "prime minister", "chancellor", "pope")
"""The first that fits counts, so that a vice president is no president."""


def is_title(word: str) -> bool:
    """Whether the word is a title or a piece of one, with or without its full stop."""
    return word.lower().rstrip(".") in TITLES


def titles_before(doc: Doc, token: int) -> tuple[str, ...]:
    """The title's words right before a token, in lower case without full stops, in text order."""
    said: list[str] = []
    if doc[token].is_sent_start:
        return ()
    for at in reversed(tokens_before(token, _MOST)):
        word = doc[at].lower_.rstrip(".")
        of_state = doc[at].is_title and word in _OF_STATE
        if is_title(word) or of_state:
            said.append(word)
        elif doc[at].text not in _JOINTS and not (word == "of" and said and said[-1] in _OF_STATE):
            break
        if doc[at].is_sent_start:
            break
    return tuple(reversed(said))


def throne_name(doc: Doc, start: int, end: int) -> str:
    """The name with the title of a pope or a queen before it, as the gazetteer lists them."""
    if start > 0 and not doc[start].is_sent_start and doc[start - 1].lower_ in THRONES:
        return str(doc[start - 1 : end].text)
    return str(doc[start:end].text)


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
