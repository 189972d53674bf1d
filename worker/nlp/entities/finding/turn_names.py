"""Who speaks in a transcript: “REED: I need ten seconds”, “MR. BAKER: I did not know”.

The name is in capitals, so that the tagger overlooks it or takes it for an acronym.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.english import marks
from worker.nlp.english.sentences import begins_line, is_break
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import text_of

_ROLES: Final = word_list("turn_roles")
_PERSON: Final = TABLE.label_of["person"]
_MOST: Final = 5
"""Tokens before the colon."""

_STOPS: Final = frozenset(f".?!…{marks.DOUBLE_QUOTES}{marks.SINGLE_CLOSERS}")
_FEW: Final = 4
"""One word in so many at least is in lower case."""

_LONGEST: Final = 3
_LETTERS: Final = 3
_TURNS: Final = 2
"""So many paragraphs make a transcript; one is a headline with a colon."""


class _Turn(NamedTuple):
    start: int
    end: int
    titled: bool


def with_turns(doc: Doc, findings: Sequence[Finding], gazetteer: Gazetteer) -> list[Finding]:
    """The findings in text order, with those who speak in a transcript, as people."""
    turns = list(_turns(doc))
    made = [
        Finding(doc[turn.start : turn.end], _PERSON)
        for turn in turns
        if len(turns) >= _TURNS or turn.titled
        if _is_name(doc[turn.start : turn.end])
        and not gazetteer.knows(doc[turn.start : turn.end].text)
    ]
    if not made:
        return list(findings)
    taken = {token for one in made for token in range(one.span.start, one.span.end)}
    kept = [one for one in findings if taken.isdisjoint(range(one.span.start, one.span.end))]
    return sorted([*kept, *made], key=lambda finding: int(finding.span.start))


def is_turn(span: TokenSpan) -> bool:
    """Whether a name in capitals has a colon behind it and speaks the words that follow."""
    doc, end = span.doc, int(span.end)
    return end < len(doc) and doc[end].text == ":" and text_of(span).isupper() and _is_name(span)


def _turns(doc: Doc) -> Iterator[_Turn]:
    for sentence in doc.sents:
        start = int(sentence.start)
        if not (doc[start].is_upper and begins_line(doc, start)):
            continue
        last = min(len(doc), start + _MOST)
        end = end_of_run(doc, start, last, lambda token: token.is_upper or token.text == ".")
        if end + 1 < last and doc[end].text == ":" and _is_speech(doc, end + 1):
            name = end_of_run(
                doc, start, end, lambda token: is_title(token.text) or token.text == "."
            )
            yield _Turn(name, end, name > start)


def _is_speech(doc: Doc, start: int) -> bool:
    """Whether a sentence follows; behind “DEFENDERS:” there is a list."""
    end = end_of_run(doc, start, len(doc), lambda token: not is_break(token))
    said = doc[start:end]
    if len(said) == 0:
        return False
    calm = sum(token.is_lower for token in said)
    return bool(said[0].is_alpha and said[-1].text in _STOPS and calm > len(said) // _FEW)


def _is_name(span: TokenSpan) -> bool:
    if not 0 < len(span) <= _LONGEST or any(token.lower_ in _ROLES for token in span):
        return False
    return all(token.is_alpha for token in span) and len(span[-1].text) >= _LETTERS
