"""Clubs that are called after a town and a word in the plural: “Denver Nuggets”.

The tagger may mark only the town. Towns have accords, games and bridges too, and a people in it, so
the sentence has to speak of sport: it has a word for that, a score, or two such names.
"""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.first_words import inner_capitals, small_words
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE

_SPORT: Final = word_list("sport_words")
_NO_TEAMS: Final = (
    word_list("event_words")
    | word_list("event_tails")
    | word_list("event_heads")
    | word_list("law_words")
    | word_list("law_tails")
    | word_list("facility_words")
    | word_list("body_nouns")
    | word_list("group_adjectives")
    | word_list("not_names")
    | word_list("place_plurals")
    | word_list("state_deeds")
)
_LEADS: Final = word_list("club_leads")
_TAILS: Final = word_list("club_tails")
_ROLES: Final = word_list("sport_roles")
_TRANSFERS: Final = word_list("transfers")
_WAYS: Final = frozenset({"from", "to", "for"})
_SCORE: Final = 3
"""Tokens of a score: 2, a dash and 1."""

_DASHES: Final = frozenset("-\u2013")
_SHORTEST: Final = 4
_FIXTURE: Final = 2
"""Names of this form in a sentence that speaks of a match."""


def with_clubs(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with clubs before who plays there: “Rovers goalkeeper Ian Kolb”.

    The tagger overlooks one that begins a sentence. The article has its capital elsewhere too.
    """
    people = (one for one in findings if one.label == TABLE.label_of["person"])
    starts = [int(one.span.start) - _FIXTURE for one in people]
    taken = {token for one in findings for token in range(one.span.start, one.span.end)}
    made = [
        Finding(doc[at : at + 1], TABLE.label_of["organization"])
        for at in starts
        if at >= 0 and at not in taken and doc[at].is_sent_start and doc[at + 1].text in _ROLES
        if doc[at].is_title and doc[at].text in inner_capitals(doc)
        if not gazetteer.knows(doc[at].text) and doc[at].lower_ not in small_words(doc)
    ]
    return sorted([*findings, *made], key=lambda one: int(one.span.start)) if made else [*findings]


def is_team(doc: Doc, at: int) -> bool:
    """Whether the word at a position is what a team is called, behind its town."""
    if not 0 < at < len(doc) or not _is_form(doc[at]) or not doc[at - 1].is_title:
        return False
    sentence = sentence_of(doc[at])
    return not capitals_say_little(sentence) and speaks_of_sport(sentence)


def is_called_club(name: TokenSpan) -> bool:
    """Whether it has a word that clubs have: “Real Orbo”, “Wexley Rovers”."""
    if len(name) == 1:
        return False
    return name[0].lower_ in _LEADS or name[-1].lower_ in _TAILS


def is_joined(name: TokenSpan) -> bool:
    """Whether somebody joins it, leaves it or comes from it: “signed him from Orbo Plate”."""
    doc, at = name.doc, int(name.start) - 1
    if len(name) == 1 or at <= sentence_of(name).start:
        return False
    moved = any(token.text in _TRANSFERS for token in sentence_of(name))
    return doc[at].text in _TRANSFERS or (moved and doc[at].text in _WAYS)


def is_played_for(name: TokenSpan) -> bool:
    """Whether its coach or player is named behind it: “Thistle coach Ian Kolb”."""
    doc, end = name.doc, int(name.end)
    return (
        end + 1 < sentence_of(name).end and doc[end].text in _ROLES and bool(doc[end + 1].is_title)
    )


def _is_form(token: Token) -> bool:
    word = token.lower_
    if not token.is_title or token.is_sent_start or len(word) < _SHORTEST or word in _NO_TEAMS:
        return False
    after = token.i + 1
    goes_on = after < len(token.doc) and token.doc[after].is_title
    return word.endswith("s") and token.is_alpha and not goes_on


def speaks_of_sport(sentence: TokenSpan) -> bool:
    """Whether a sentence has a word for sport, a score, or two names in the form of a club's."""
    if any(token.text in _SPORT for token in sentence):
        return True
    if any(_is_score(sentence.doc, token.i) for token in sentence if token.is_digit):
        return True
    pairs = (
        one for one in sentence if _is_form(one) and one.i and sentence.doc[one.i - 1].is_title
    )
    return len(list(pairs)) >= _FIXTURE


def _is_score(doc: Doc, at: int) -> bool:
    words = doc[at : at + _SCORE]
    dash = len(words) == _SCORE and words[1].text in _DASHES
    return bool(dash and words[-1].is_digit and not words[0].whitespace_)
