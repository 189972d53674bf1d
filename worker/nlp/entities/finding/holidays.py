"""Days, festivals and prizes, whole: “Great Prayer Day”, “Anzac Day”, “the Orbo Prize”.

The tagger may mark a piece, and the piece is often a place or a people: the Chinese of “Chinese New
Year” are not spoken of. A day with a capital is an event. A festival is where a piece was marked,
and a prize, which has no type in the contract, keeps its pieces from being names.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.windows import begins_word, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.kinds import MISC, TABLE
from worker.nlp.tokens import span_of, text_of, tokens_of

_EVENT: Final = TABLE.label_of["event"]
_NAMED: Final = frozenset({TABLE.label_of["person"], TABLE.label_of["organization"]})
_DAY: Final = "day"
_FESTIVALS: Final = word_list("festival_tails")
_AWARDS: Final = word_list("award_tails")
_TAILS: Final = _FESTIVALS | _AWARDS | {_DAY}
_NO_DAYS: Final = word_list("no_days")
"""Before “Day” they make no name, as in “Polling Day”, or another's: “Green Day”."""

_PAIRS: Final = frozenset(tuple(pair.split("=")) for pair in word_list("day_pairs"))
_FEASTS: Final = word_list("feasts") | frozenset(
    pair.replace("=", " ") for pair in word_list("feast_pairs")
)
_NEVER_FIRST: Final = (
    word_list("english_function_words")
    | word_list("sentence_starters")
    | word_list("months")
    | word_list("before_days")
) - {"new"}
_POSSESSIVES: Final = word_list("possessives")
_INSIDE: Final = _POSSESSIVES | {".", "-"}
_GIVEN_AND_LAST: Final = 2
_PARADE: Final = ("Day", "parade")


def with_holidays(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with whole days, festivals and prizes."""
    feasts = [Finding(one.span, _EVENT) if _is_feast(one.span) else one for one in findings]
    made = list(_whole_names(doc, feasts))
    if not made:
        return feasts
    taken = {token for one in made for token in range(one.span.start, one.span.end)}
    left = [one for one in feasts if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted([*left, *made], key=lambda one: int(one.span.start))


def with_parades(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with the parade of a day: “the Republic Day parade”."""
    texts = tokens_of(doc).texts

    def with_parade(one: Finding) -> Finding:
        start, end = int(one.span.start), int(one.span.end)
        parade = one.label == _EVENT and tuple(texts[end - 1 : end + 1]) == _PARADE
        return Finding(span_of(doc, start, end + 1), one.label) if parade else one

    return [with_parade(one) for one in findings]


def _is_feast(span: TokenSpan) -> bool:
    return text_of(span).lower() in _FEASTS


def _whole_names(doc: Doc, findings: Sequence[Finding]) -> Iterator[Finding]:
    lowers = tokens_of(doc).lowers
    at_token = {at: one for one in findings for at in range(one.span.start, one.span.end)}
    for at in range(1, len(lowers)):
        pair = _start_of_pair(doc, at)
        if (pair is None and lowers[at] not in _TAILS) or not _may_end(doc[at]):
            continue
        first = _first(doc, at) if pair is None else pair
        inside = range(first, at + 1)
        pieces = list(
            {id(at_token[one]): at_token[one] for one in inside if one in at_token}.values()
        )
        fits = all(first <= one.span.start and one.span.end <= at + 1 for one in pieces)
        named = any(one.span.end == at + 1 and one.label in _NAMED for one in pieces)
        if first < at and fits and not named:
            label = _EVENT if pair is not None else _label(doc, first, at, pieces)
            if label is not None:
                yield Finding(doc[first : at + 1], label)


def _start_of_pair(doc: Doc, at: int) -> int | None:
    """Where the name of a weekday or a year begins: “Easter Monday”, “Lunar New Year”."""
    lowers = tokens_of(doc).lowers
    first = at - 1 - (lowers[at] == "year" and lowers[at - 1] == "new")
    found = first >= 0 and (lowers[first], lowers[at]) in _PAIRS
    return first if found and all(token.is_title for token in doc[first:at]) else None


def _may_end(token: Token) -> bool:
    """Whether a capital says that a name ends there: not “Day One”, “Day-Lewis”."""
    if not token.is_title or token.is_sent_start or capitals_say_little(sentence_of(token)):
        return False
    if token.i + 1 >= len(token.doc):
        return True
    after = token.nbor(1)
    goes_on = after.is_title and not after.is_sent_start
    return not (goes_on or (after.text == "-" and not token.whitespace_))


def _first(doc: Doc, at: int) -> int:
    """Where the words with a capital begin before a tail, without those that begin a sentence.

    What owns a day is no part of its name unless it stands right before: “Mother's Day”.
    """
    start = int(sentence_of(doc[at]).start)
    first = start_of_run(doc, start, at, lambda one: one.text[0].isupper() or one.text in _INSIDE)
    owner = next(
        (one for one in range(at - 2, first - 1, -1) if doc[one].text in _POSSESSIVES), first - 1
    )
    first = max(first, owner + 1)
    while first < at and (doc[first].lower_ in _NEVER_FIRST or not begins_word(doc[first])):
        first += 1
    return first


def _label(doc: Doc, first: int, at: int, pieces: Sequence[Finding]) -> str | None:
    """What the tail makes of the words before it; None where they are no such name."""
    word = doc[at].lower_
    if word == _DAY:
        alone = at - first + 1 == _GIVEN_AND_LAST
        other = doc[first].lower_ in _NO_DAYS or is_given(doc[first].lower_)
        return None if alone and other else _EVENT
    if not any(one.span.end in {at, at + 1} for one in pieces):
        return None
    return _EVENT if word in _FESTIVALS else MISC
