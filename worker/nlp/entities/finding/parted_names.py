"""Names of which the tagger marks a piece: “Moon Jae-in”, “Mary Spotted Eagle”.

Korean given names have two syllables, with a hyphen or a space between them. Indigenous surnames
in English are often two ordinary words, of which a list has the usual ones. And “Anti-Corruption
Agency” is a body, though “anti-corruption” is none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.edges import begins_with_prefix
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.finding.splitting import HYPHENS, PREFIXES
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.kinds import TABLE
from worker.nlp.tokens import span_of, text_of, tokens_of

_PERSON: Final = TABLE.label_of["person"]
_EVENT: Final = TABLE.label_of["event"]
_STORMS: Final = word_list("storms")
_BODY: Final = TABLE.label_of["organization"]
_KOREAN: Final = word_list("korean_surnames")
_SYLLABLE: Final = re.compile(
    r"(?:[bcdghjklmnprstwy]|ch|gw|gy|hw|hy|kw|ky|my|ny|ph|py|ry|ss)?"
    r"(?:ae?|ai|ah|e[aeu]?|e[eo]n?|i|oe?|oo|ou|u|ui|eui|w[aeio]|ya?e?|yeo|y[ou])"
    r"(?:n|ng|m|l|k|p|h|t)?"
)
_PREFIXED: Final = 4
"""Tokens of “Anti-Corruption Agency”, without which nothing says that it is a body."""

_HYPHENATED: Final = 4
"""Tokens of “Moon Jae-in”, and one fewer of “Choe Son Hui”."""

_LEAST_MARKED: Final = 2
_FIRST: Final = word_list("native_first")
_LAST: Final = word_list("native_last")
_NATIVE: Final = 3


def with_parted_names(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with such names whole."""
    made = list(_whole_names(doc, findings))
    if not made:
        return list(findings)
    taken = {token for one in made for token in range(one.span.start, one.span.end)}
    kept = [one for one in findings if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted([*kept, *made], key=lambda finding: int(finding.span.start))


def with_storms(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with storms: “Hurricane Otis”, and then Otis alone."""
    storms = [
        span_of(doc, at, at + 2)
        for at, word in enumerate(tokens_of(doc).lowers[:-1])
        if word in _STORMS and doc[at].is_title and _is_storm(doc[at + 1])
    ]
    if not storms:
        return list(findings)
    called = {storm[1].text for storm in storms}
    taken = {token for storm in storms for token in range(storm.start, storm.end)}
    left = [one for one in findings if taken.isdisjoint(range(one.span.start, one.span.end))]
    called -= {token.text for one in left if len(one.span) > 1 for token in one.span}
    made = [Finding(one.span, _EVENT) if text_of(one.span) in called else one for one in left]
    made += [Finding(storm, _EVENT) for storm in storms]
    return sorted(made, key=lambda finding: int(finding.span.start))


def _is_storm(name: Token) -> bool:
    goes_on = name.i + 1 < len(name.doc) and name.nbor(1).is_title
    return bool(name.is_title and name.is_alpha and not name.is_sent_start and not goes_on)


def _whole_names(doc: Doc, findings: Sequence[Finding]) -> Iterator[Finding]:
    reached = 0
    pieces = {int(one.span.start): one for one in findings}
    inside = {at for one in findings for at in range(one.span.start + 1, one.span.end)}
    for at, text in enumerate(tokens_of(doc).texts):
        if at < reached or not text.istitle():
            continue
        end, label = _end_of_native(doc, at), _PERSON
        if end is None and at in pieces:
            end = _end_of_korean(doc, pieces[at])
        if end is None and at not in inside:
            end, label = _end_of_prefixed(doc, at), _BODY
        if end is not None:
            yield Finding(doc[at:end], label)
            reached = end


def _end_of_native(doc: Doc, at: int) -> int | None:
    """Where a name ends that has a given name and two such words: “Mary Spotted Eagle”."""
    end = at + _NATIVE
    if end > len(doc) or not is_given(doc[at].lower_):
        return None
    first, last = doc[at + 1], doc[at + 2]
    named = first.is_title and last.is_title and first.lower_ in _FIRST and last.lower_ in _LAST
    if not named or first.is_sent_start or capitals_say_little(sentence_of(doc[at])):
        return None
    return None if end < len(doc) and doc[end].is_title and not doc[end].is_sent_start else end


def _end_of_prefixed(doc: Doc, at: int) -> int | None:
    """Where a body's name ends that begins with a prefix: “Anti-Corruption Agency”."""
    if doc[at].lower_ not in PREFIXES or doc[at + 1 : at + 2].text not in HYPHENS:
        return None
    if at > sentence_of(doc[at]).start and doc[at - 1].is_title and not doc[at - 1].is_sent_start:
        return None
    bound = int(sentence_of(doc[at]).end)
    end = end_of_run(doc, at + 2, bound, lambda token: token.is_title)
    whole = end - at >= _PREFIXED and begins_with_prefix(doc, at, end)
    return end if whole and not capitals_say_little(sentence_of(doc[at])) else None


def _end_of_korean(doc: Doc, finding: Finding) -> int | None:
    """Where a name ends of which at least the surname and a syllable are marked."""
    span = finding.span
    start, marked = int(span.start), len(span)
    if finding.label != _PERSON or marked < _LEAST_MARKED or doc[start].lower_ not in _KOREAN:
        return None
    if not _is_syllable(doc[start + 1]):
        return None
    end = start + _HYPHENATED
    if end <= len(doc) and doc[start + 2].text in HYPHENS:
        joined = not doc[start + 1].whitespace_ and not doc[start + 2].whitespace_
        return end if joined and marked < _HYPHENATED and _is_syllable(doc[start + 3]) else None
    end -= 1
    if end > len(doc) or marked != _LEAST_MARKED or not doc[end - 1].is_title:
        return None
    return end if _is_syllable(doc[end - 1]) and not doc[end - 1].is_sent_start else None


def _is_syllable(token: Token) -> bool:
    return _SYLLABLE.fullmatch(token.lower_) is not None
