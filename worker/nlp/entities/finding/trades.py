"""Trades with a capital before somebody's name: “Grocer Anna Kolb said”, “Fishmonger Ian Roe”.

A sentence or a caption may begin with one, and the tagger takes it for a given name, or overlooks
the given name behind it. Some are also what firms are (“Brewer Orbo”), surnames or given names
(“Baker”, “Mason”), so that they are a trade only before a full name.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.titles import is_sure, is_title
from worker.nlp.tokens import tokens_of

_PERSON: Final = TABLE.label_of["person"]
_TRADES: Final = word_list("trades") | word_list("hint_person")
_OF_FIRMS: Final = word_list("trades_of_firms") | word_list("hint_also_persons")
_NO_SURNAMES: Final = (
    FIRM_WORDS
    | word_list("org_tails")
    | word_list("body_nouns")
    | word_list("facility_words")
    | word_list("event_words")
    | word_list("not_names")
)
_FULL_NAME: Final = 2


def is_trade(token: Token) -> bool:
    """Whether a word with a capital is a trade and no given name."""
    return bool(token.is_title and token.lower_ in _TRADES and not is_given(token.lower_))


def after_trade(doc: Doc, start: int, end: int, gazetteer: Gazetteer) -> int:
    """The start of a person's name without the trade before it; a name has to remain.

    “Baker Mayfield” may be somebody's whole name, as Baker is also a surname.
    """
    name = start + 1
    if name >= end or not is_trade(doc[start]) or not doc[name].is_title:
        return start
    if end - name < _FULL_NAME and gazetteer.is_surname(doc[start].lower_):
        return start
    return start if gazetteer.person(tokens_of(doc).text_of(start, end)) else name


def is_called_by_trade(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch is a trade and a full name, whatever the tagger took it for."""
    if not is_trade(doc[start]) or doc[start].lower_ in _OF_FIRMS:
        return False
    return end == start + 1 + _FULL_NAME and _is_full_name(doc, start + 1, end)


def with_trades(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with the people that the tagger overlooked behind a trade."""
    taken = {token for one in findings for token in range(one.span.start, one.span.end)}
    made = [
        Finding(doc[at : at + _FULL_NAME], _PERSON)
        for at in _behind_trades(doc)
        if taken.isdisjoint(range(at, at + _FULL_NAME))
    ]
    return sorted([*findings, *made], key=lambda one: int(one.span.start)) if made else [*findings]


def _behind_trades(doc: Doc) -> Iterator[int]:
    """Where a full name begins behind a trade or a sure title, and goes no further."""
    texts = tokens_of(doc).texts
    for at in range(1, len(texts) - 1):
        if not (texts[at].istitle() and is_given(texts[at].lower())):
            continue
        before = at - 1 - (at > 1 and texts[at - 1] == ".")
        trade = is_trade(doc[before]) and texts[before].lower() not in _OF_FIRMS
        if not (trade and before == at - 1) and not is_sure(doc, before):
            continue
        end = at + _FULL_NAME
        longer = end < len(texts) and texts[end].istitle() and not doc[end].is_sent_start
        if not longer and _is_full_name(doc, at, end):
            yield at


def _is_full_name(doc: Doc, start: int, end: int) -> bool:
    first, last = doc[start], doc[end - 1]
    if not (is_given(first.lower_) and last.is_title and last.is_alpha):
        return False
    if last.lower_ in _NO_SURNAMES or is_title(last.text) or first.is_sent_start:
        return False
    return not last.is_sent_start and not capitals_say_little(sentence_of(first))
