"""What the words beside a name say of its type: “software company Acme”, “Acme's shareholders”."""

from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.windows import end_of_run, start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.firms import FIRM_WORDS
from worker.nlp.entities.gazetteer.given_names import is_given, usual_gender
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.titles import is_title, titles_before
from worker.nlp.tokens import text_of, tokens_of

_BODY: Final = TABLE.label_of["organization"]
_PERSON: Final = TABLE.label_of["person"]
_HINTS: Final = {
    _BODY: word_list("hint_organization"),
    _PERSON: word_list("hint_person"),
    TABLE.label_of["place"]: word_list("hint_place"),
}
"""Words that say what the name behind them is: company, singer, town."""

_ALSO_PERSONS: Final = word_list("hint_also_persons")
"""Words that do not say whether a firm or a person is meant: a publisher."""

_HALLS: Final = frozenset(
    (use, hall) for use in word_list("hall_uses") for hall in word_list("halls")
)
"""“Manege exhibition hall” is a hall called Manege; “Kabul hospital” is a hospital in Kabul."""

_OWNED: Final = word_list("hint_owned")
_BELONGINGS: Final = word_list("worked_at")
_MOVES: Final = word_list("share_moves")
_RESULTS: Final = word_list("results")
_REPORTS: Final = word_list("reports_results")
_OWN_WORKS: Final = word_list("own_nouns")
_WHERE: Final = frozenset({"in", "near"})
_TO: Final = frozenset({"to", "from", "in", "for", "at"})
_MOVEMENTS: Final = word_list("movements")
_BODY_TAILS: Final = word_list("org_tails") | word_list("body_nouns") | FIRM_WORDS
_NO_TRUST: Final = word_list("no_trust")
_AT: Final = word_list("worked_at_links")
_DONE_TO_BODIES: Final = word_list("done_to_bodies")
_PASSIVE: Final = frozenset({"is", "are", "was", "were", "been", "has", "have", "had"})
_POSSESSIVES: Final = word_list("possessives")
_SUCH: Final = frozenset({"like", "including", "as", "e.g."})
_BETWEEN: Final = frozenset({",", "and", "or", "&", "the", "of"}) | _POSSESSIVES
_LIST: Final = 24
"""Tokens of a list before a name in it."""

_PHRASE_ENDS: Final = word_list("phrase_ends") | word_list("auxiliaries")
_DETERMINERS: Final = frozenset({"a", "an", "the", "one"})
_APPOSITION: Final = 6
"""Words of a phrase behind a comma that are read."""

_RESULT: Final = 5
"""Tokens behind the verb among which a result may stand."""

_OFFICES: Final = word_list("offices_of_bodies")
_HEADS: Final = word_list("office_heads")
_OFFICES_OF_FIRMS: Final = word_list("offices_of_firms")
_OWNERS: Final = frozenset({"a", "an", "the", "his", "her", "its", "their", "our"})
_SPOKEN_FOR: Final = word_list("speaks_for_bodies")
_PERSONAL: Final = word_list("personal_titles")


def said_beside(span: TokenSpan, label: str) -> str | None:
    """The label that the words beside a name give it.

    They stand right before it, or before a comma: “software company Acme”, “his son, Hunter”; or
    after it: only companies have shares and a chief executive.

    Args:
        span: the name.
        label: what the tagger took it for. It counts where a word fits a firm and a person.

    """
    doc, at = span.doc, int(span.start) - 1
    if reports_results(span):
        return _BODY
    listed = _listed_with(span, label)
    if listed is not None:
        return listed
    if _is_company(span) and not (label == _PERSON and _has_given_name(span)):
        return _BODY
    apposed = _apposed(span, label)
    if apposed is not None:
        return apposed
    if len(span) == 1 and tuple(tokens_of(doc).texts[span.end : span.end + 2]) in _HALLS:
        return "facility"
    return _said_before(span) if at >= sentence_of(span).start else None


def _said_before(span: TokenSpan) -> str | None:
    """What the word before it or its comma says; of “the head of the bank, X” the first noun."""
    doc, at, first = span.doc, int(span.start) - 1, int(sentence_of(span).start)
    if _PERSONAL.intersection(titles_before(doc, span.start)[-1:]):
        return _PERSON
    if doc[at].text in _POSSESSIVES and _has_given_name(span) and not _ends_as_body(span):
        return _PERSON
    if doc[at].text != "," or at == first:
        is_person = doc[at].is_lower and is_title(doc[at].text) and _has_given_name(span)
        return _PERSON if is_person else _hinted(doc[at].text)
    of = _of(doc, at - 1, first)
    if of is None:
        return _hinted(doc[at - 1].text)
    office = doc[of - 1].lower_
    if office in _HEADS and is_given(span[0].lower_):
        return _PERSON
    return _PERSON if office in _HINTS[_PERSON] | _OFFICES else None


def is_owned(span: TokenSpan) -> bool:
    """Whether it has shareholders or employees: “employees of Wexley”.

    Countries and towns have too, so that it says nothing of a name that may be one.
    """
    doc, of = span.doc, int(span.start) - 1
    of -= of > sentence_of(span).start and doc[of].lower_ == "the"
    if of <= sentence_of(span).start or doc[of].lower_ != "of":
        return False
    before = doc[of - 1].lower_
    # “The director of the Wexley hospital” names a town.
    whole = span.end >= sentence_of(span).end or not doc[span.end].is_lower or doc[span.end].is_stop
    office = before in _OFFICES_OF_FIRMS and whole
    return before in _BELONGINGS or office or _is_chief(doc, of - 1)


def is_worked_at(span: TokenSpan) -> bool:
    """Whether people work there, or it was founded: “Wexley workers”, “Wexley, founded in 1990”.

    This is said of any place.
    """
    doc, start, end = span.doc, int(span.start), int(span.end)
    if end < sentence_of(span).end and doc[end].text in _BELONGINGS:
        # “Kolb shares a flat” has a verb.
        return doc[end].text != "shares" or (end + 1 < len(doc) and doc[end + 1].text in _MOVES)
    if start - 1 > sentence_of(span).start and doc[start - 1].lower_ in _AT:
        return doc[start - 2].lower_ in _BELONGINGS
    words = tuple(tokens_of(doc).lowers[end : end + 2])
    chief = words[:1] == ("ceo",) or words == ("chief", "executive")
    return chief or _is_done_to_bodies(span)


def is_where(span: TokenSpan) -> bool:
    """Whether something is in it, “floods in Wexley”, or somebody goes there, “fled to Wexley”.

    Not so in “trust in Wexley”.
    """
    doc, at = span.doc, int(span.start) - 1
    if len(span) > 1 or at <= sentence_of(span).start:
        return False
    gone = doc[at].text in _TO and doc[at - 1].text in _MOVEMENTS
    if not (doc[at].text in _WHERE or gone):
        return False
    if is_given(text_of(span).lower()):
        return False
    owns = span.end < len(doc) and doc[span.end].text in _POSSESSIVES
    return not owns and doc[at - 1].text not in _NO_TRUST


def owns_works(span: TokenSpan) -> bool:
    """Whether it stands before what firms have: “another Wexley company”, “the Wexley mine”."""
    doc, end = span.doc, int(span.end)
    return end < sentence_of(span).end and doc[end].text in _OWN_WORKS


def reports_results(span: TokenSpan) -> bool:
    """Whether it has a result as firms have: “Anna Kolb reported higher profits”."""
    doc, end = span.doc, int(span.end)
    if end >= sentence_of(span).end or doc[end].text not in _REPORTS:
        return False
    return any(
        token.text in _RESULTS for token in doc[end + 1 : min(sentence_of(span).end, end + _RESULT)]
    )


def is_spoken_for(span: TokenSpan) -> bool:
    """Whether somebody speaks for it: “Wexley spokesperson Anna Kolb”."""
    doc, end = span.doc, int(span.end)
    return end < sentence_of(span).end and doc[end].text in _SPOKEN_FOR


def _is_chief(doc: Doc, last: int) -> bool:
    """Whether “CEO” or “chief executive” ends at a token."""
    if not 0 < last < len(doc):
        return False
    words = (doc[last - 1].lower_, doc[last].lower_)
    return doc[last].text == "CEO" or words == ("chief", "executive")


def _is_done_to_bodies(span: TokenSpan) -> bool:
    """“Acme was founded in 1990”, “Acme, founded in 1990,”."""
    doc, end = span.doc, int(span.end)
    at = end_of_run(doc, end, sentence_of(span).end, lambda token: token.lower_ in _PASSIVE)
    if at == end and at < len(doc) and doc[at].text == ",":
        at += 1
    return end < at < sentence_of(span).end and doc[at].lower_ in _DONE_TO_BODIES


def _apposed(span: TokenSpan, label: str) -> str | None:
    """What a phrase behind a comma or a verb says: “Acme, a software company, hired her”."""
    doc, at = span.doc, _after_pair(span)
    if at + 1 >= len(doc) or doc[at + 1].lower_ not in _DETERMINERS:
        return None
    verb = doc[at].lower_ in {"is", "was", "are", "were"}
    if doc[at].text != "," and not verb:
        return None
    end = end_of_run(doc, at + 2, min(sentence_of(span).end, at + 2 + _APPOSITION), _goes_on)
    head = doc[end - 1].text
    if end < len(doc) and doc[end].text in _POSSESSIVES:
        return None
    if head in _ALSO_PERSONS and (label == _PERSON or verb):
        return None
    return _hinted(head) or (_hinted(head.removesuffix("s")) if at > span.end else None)


def _listed_with(span: TokenSpan, label: str) -> str | None:
    """What “bands like Orbo, Wexley or Penrose” says of each."""
    doc, first = span.doc, int(sentence_of(span).start)
    like = start_of_run(doc, max(first, span.start - _LIST), span.start, _is_of_list) - 1
    if like - 1 <= first or doc[like].text not in _SUCH:
        return None
    noun = like - 1 - (doc[like].text == "as")
    noun -= doc[noun].text == ","
    word = doc[max(first, noun)].text
    single = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    if single == word or _hinted(single) != _BODY:
        return None
    return None if label == _PERSON and _has_given_name(span) else _BODY


def _is_of_list(token: Token) -> bool:
    return token.text in _BETWEEN or bool(token.text[0].isupper())


def _after_pair(span: TokenSpan) -> int:
    """The end of a name, or of the one that *and* joins to it: “Wexley and Orbo, the retailers”."""
    doc, end = span.doc, int(span.end)
    if end < sentence_of(span).end and doc[end].lower_ == "and":
        after = end_of_run(doc, end + 1, sentence_of(span).end, lambda token: token.is_title)
        if after > end + 1 and after < sentence_of(span).end and doc[after].text == ",":
            return after
    return end


def _hinted(word: str) -> str | None:
    return next((label for label, words in _HINTS.items() if word in words), None)


def _goes_on(token: Token) -> bool:
    return (token.is_alpha or token.text == "-") and token.lower_ not in _PHRASE_ENDS


def _of(doc: Doc, at: int, first: int) -> int | None:
    """The “of” before the last word of “head of the EIS union”, its name and its article."""
    at = start_of_run(doc, first, at, lambda token: token.is_title or token.is_upper)
    of = at - 1 - (at - 1 > first and doc[at - 1].lower_ in _OWNERS)
    return of if of > first and doc[of].lower_ == "of" else None


def _has_given_name(span: TokenSpan) -> bool:
    return len(span) > 1 and usual_gender(span[0].lower_) is not None


def _ends_as_body(span: TokenSpan) -> bool:
    return span[-1].lower_ in _BODY_TAILS


def _is_company(span: TokenSpan) -> bool:
    doc, end = span.doc, int(span.end)
    if end + 1 < len(doc) and doc[end].text in _POSSESSIVES:
        owned = doc[end + 1].lower_
        following = doc[end + 2].lower_ if end + 2 < len(doc) else ""
        return owned in _OWNED or (owned, following) == ("chief", "executive")
    at = int(span.start) - 1
    return at > 0 and doc[at].lower_ in {"in", "of"} and doc[at - 1].lower_ == "shares"
