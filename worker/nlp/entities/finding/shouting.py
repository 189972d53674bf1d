"""Headlines and lines in capitals, where a capital letter says nothing.

In a line in capitals a name is only believed if the rest of the article has it too, or if the
gazetteer has it and it is no ordinary word: “US” is a country, “GIVE US THE TAPES” names none.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english import marks
from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import fold, parts
from worker.nlp.tokens import text_of, tokens_of

_WORDS: Final = word_list("acronym_words")
_MANY_CAPITALS: Final = 0.6
_SHOUTED: Final = 0.7
_FEW: Final = 3
"""So many words in capitals are no line in capitals yet: "NATO, EU, UN"."""

_KEY: Final = "stancewire_capitals"
_MOST_OF_LINE: Final = 0.6
_STOPS: Final = (".", "!", "?")
_CLOSERS: Final = f"{marks.DOUBLE_QUOTES}{marks.SINGLE_CLOSERS}{marks.CLOSING_BRACKETS}"


class _Capitals(NamedTuple):
    headline: bool
    shouted: bool


def is_headline(sentence: TokenSpan) -> bool:
    """Whether most words begin with a capital."""
    return _capitals(sentence).headline


def is_shouted(sentence: TokenSpan) -> bool:
    """Whether most words are all in capitals."""
    return _capitals(sentence).shouted


def _capitals(sentence: TokenSpan) -> _Capitals:
    # Several rules ask for each sentence, and of a long list of names each asks for its own.
    known: dict[tuple[int, int], _Capitals] = sentence.doc.user_data.setdefault(_KEY, {})
    start, end = where = int(sentence.start), int(sentence.end)
    if where not in known:
        texts = tokens_of(sentence.doc).texts[start:end]
        letters = [text[0] for text in texts if text[0].isalpha()]
        capitals = sum([letter.isupper() for letter in letters])
        words = [text for text in texts if text.isalpha() and len(text) > 1]
        upper = sum([word.isupper() for word in words])
        known[where] = _Capitals(
            capitals > _MANY_CAPITALS * len(letters),
            upper > _FEW and upper >= _SHOUTED * len(words),
        )
    return known[where]


def capitals_say_little(sentence: TokenSpan) -> bool:
    """Whether it is a headline or a line in capitals.

    A short sentence with two names has many capitals too, and a full stop.
    """
    return is_shouted(sentence) or (is_headline(sentence) and not _has_stop(sentence))


def _has_stop(sentence: TokenSpan) -> bool:
    said = tokens_of(sentence.doc).text_of(sentence.start, sentence.end)
    return said.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def believable(doc: Doc, findings: list[Finding], gazetteer: Gazetteer) -> Iterator[Finding]:
    """The findings, without those in capitals that nothing else confirms.

    An article that is mostly in capitals has nothing to confirm them; there the tagger is believed
    unless it takes most of a line for names.
    """
    shouted = {sentence.start: sentence for sentence in doc.sents if is_shouted(sentence)}
    if not shouted:
        yield from findings
        return
    calm = _calm_forms(doc, findings, shouted)
    alone = sum(len(sentence) for sentence in shouted.values()) > len(doc) // 2
    taken: Counter[int] = Counter()
    for finding in findings:
        taken[sentence_of(finding.span).start] += len(finding.span)
    for finding in findings:
        sentence = shouted.get(sentence_of(finding.span).start)
        known = _is_known(finding.span, gazetteer) or _is_calm(finding.span, calm)
        if sentence is None or known or (alone and _is_likely(finding.span, taken, sentence)):
            yield finding


def _calm_forms(doc: Doc, findings: list[Finding], shouted: dict[int, TokenSpan]) -> frozenset[str]:
    """Names, and words with a capital, of the sentences that are not in capitals."""
    named = {
        form
        for finding in findings
        if sentence_of(finding.span).start not in shouted
        for form in _forms(text_of(finding.span))
    }
    return frozenset(named | {fold(token.text) for token in doc if _names_calmly(token, shouted)})


def _is_likely(span: TokenSpan, taken: Mapping[int, int], sentence: TokenSpan) -> bool:
    words = {token.lower_ for token in span}
    return _share(taken, sentence) < _MOST_OF_LINE and _WORDS.isdisjoint(words)


def _forms(text: str) -> set[str]:
    words = parts(text)
    return {fold(text), *words, " ".join(words)}


def _names_calmly(token: Token, shouted: dict[int, TokenSpan]) -> bool:
    """Whether a word has a capital in the middle of a sentence that has few."""
    return token.is_title and not token.is_sent_start and sentence_of(token).start not in shouted


def _is_calm(span: TokenSpan, calm: frozenset[str]) -> bool:
    if text_of(span).lower() in _WORDS and not begins_line(span):
        return False
    words = parts(text_of(span))
    return fold(text_of(span)) in calm or (bool(words) and all(word in calm for word in words))


def begins_line(span: TokenSpan) -> bool:
    """Whether nothing comes before it in its line: “US TROOPS LEAVE”, and not “GIVE US”."""
    start = int(span.start)
    return bool(span.doc[start].is_sent_start) or not span.doc[start - 1].is_alpha


def _is_known(span: TokenSpan, gazetteer: Gazetteer) -> bool:
    text = text_of(span)
    if text.lower() in _WORDS:
        return begins_line(span) and gazetteer.country(text) is not None
    if gazetteer.person(text) or gazetteer.person_by_surname(text):
        return True
    records = (gazetteer.look_up(type_, text) for type_ in TABLE.look_up_order)
    return any(record is not None and not record.ordinary for record in records)


def _share(taken: Mapping[int, int], sentence: TokenSpan) -> float:
    """How much of a sentence is taken for names; ``taken`` has the tokens by its first one."""
    return taken[sentence.start] / max(1, sum(token.is_alpha for token in sentence))
