"""Firms by a word of their name: “Brackwater Terminals”, “Penrose Foods”.

Only firms are called holdings, foods or airlines. The tagger overlooks such a name, marks its first
word alone, or takes it for a person or a place as the first word is one. Other such words are also
surnames and things: steel, homes, mills. They only say what a marked name is.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.verbs import predicates
from worker.nlp.english.windows import end_of_run, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.finding.first_words import small_words
from worker.nlp.entities.finding.shouting import capitals_say_little
from worker.nlp.entities.gazetteer.lookup import gazetteer
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import tokens_of

SURE: Final = word_list("firm_words")
FIRM_WORDS: Final = SURE | word_list("firm_words_too")
_AI: Final = "AI"
_KINDS_OF_AI: Final = frozenset(
    {"advanced", "agentic", "artificial", "big", "conversational", "ethical", "generative", "open"}
    | {"responsible", "safe"}
)
_SURE_BODIES: Final = SURE | word_list("body_ends")
_MAY_BE_SURE: Final = _SURE_BODIES | {_AI.lower()}
_CORPORATE: Final = word_list("corporate")
_NEVER_FIRST: Final = (
    word_list("english_function_words") | word_list("not_names") | word_list("months")
)
_AND: Final = frozenset({"and", "&"})
_SMALL: Final = _AND | word_list("body_links")
_JOINTS: Final = frozenset({"&", "-"})
_LABEL: Final = TABLE.label_of["organization"]
_UNSURE: Final = frozenset({TABLE.label_of["place"], TABLE.label_of["product"], "misc"})


def with_firms(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with whole names of firms, as organisations."""
    marked = [piece for finding in findings for piece in _relabelled(finding)]
    if _MAY_BE_SURE.isdisjoint(tokens_of(doc).lowers):
        return marked
    at = {token: one for one in marked for token in range(one.span.start, one.span.end)}
    made: list[Finding] = []
    for span in _called_firms(doc):
        pieces = [at[token] for token in range(span.start, span.end) if token in at]
        if all(_is_inside(piece.span, span) for piece in pieces):
            made.append(Finding(span, _LABEL))
    taken = {token for one in made for token in range(one.span.start, one.span.end)}
    kept = [one for one in marked if one.span.start not in taken]
    return sorted([*kept, *made], key=lambda finding: int(finding.span.start))


def _relabelled(finding: Finding) -> Iterator[Finding]:
    """A marked name as what it is: “Dorset Steel and Lincoln Shipping” are two firms."""
    span, label = finding
    if len(span) == 1 or not _ends_in(span, FIRM_WORDS):
        yield finding
        return
    small = [token for token in span if token.lower_ in _SMALL]
    cut = small[0].i if len(small) == 1 and small[0].lower_ in _AND else None
    if label == _LABEL and cut is not None and _ends_in(span.doc[span.start : cut], FIRM_WORDS):
        both = span.doc[span.start : cut], span.doc[cut + 1 : span.end]
        if all(len(half) > 1 for half in both):
            yield from (Finding(half, label) for half in both)
            return
    yield Finding(span, _LABEL) if label in _UNSURE else finding


def _called_firms(doc: Doc) -> Iterator[TokenSpan]:
    """Capitalised words that end in a sure word, where capitals say something."""
    small = small_words(doc)
    lowers = tokens_of(doc).lowers
    for sentence in doc.sents:
        words = [
            at
            for at in range(sentence.start, sentence.end)
            if lowers[at] in _MAY_BE_SURE and _is_sure(doc[at])
        ]
        if not words or capitals_say_little(sentence):
            continue
        reached = int(sentence.start)
        for word in words:
            if word < reached:
                continue
            end = end_of_run(doc, word, sentence.end, _may_end)
            first = start_of_run(doc, reached, word, _may_stand_before)
            while first < word and not _may_begin(doc[first], small):
                first += 1
            reached = end
            if first < word and not (end < sentence.end and _is_capital(doc[end])):
                yield doc[first:end]


def _is_sure(token: Token) -> bool:
    if token.text == _AI:
        return _ends_in_ai(token)
    return bool(token.is_title) and token.lower_ in _SURE_BODIES


def _ends_in_ai(token: Token) -> bool:
    """Whether a firm's name ends in AI here: “Orbo AI raised money”, and not “Chinese AI firms”."""
    doc, at = token.doc, token.i
    if at == sentence_of(token).start or not doc[at - 1].is_title or at + 1 >= len(doc):
        return False
    after = doc[at + 1]
    goes_on = after.is_alpha and after.lower_ not in _NEVER_FIRST and not predicates(after)
    known = gazetteer().knows(doc[at - 1].text) or doc[at - 1].lower_ in _KINDS_OF_AI
    return not (goes_on or known)


def _may_end(token: Token) -> bool:
    word = token.lower_.rstrip(".")
    return token.text == _AI or (
        _is_capital(token) and (word in _SURE_BODIES or word in FIRM_WORDS or word in _CORPORATE)
    )


def _may_stand_before(token: Token) -> bool:
    return _is_capital(token) or token.text in _JOINTS


def _may_begin(token: Token, small: frozenset[str]) -> bool:
    """Whether a name can begin here: not with a title, or a word that only begins a sentence."""
    word = token.lower_
    if not _is_capital(token) or word in _NEVER_FIRST or is_title(token.text):
        return False
    return not (token.is_sent_start and word in small)


def _is_capital(token: Token) -> bool:
    return bool(token.text[0].isupper())


def _ends_in(span: TokenSpan, words: frozenset[str]) -> bool:
    return len(span) > 1 and bool(span[-1].is_title) and span[-1].lower_ in words


def _is_inside(piece: TokenSpan, span: TokenSpan) -> bool:
    return bool(span.start <= piece.start and piece.end <= span.end)
