"""What only people do: “told Rose Hill”, “Will Drake married her”.

Many people are called like a place or a thing, and the tagger takes them for one. A given name
before another capitalised word is a person where the sentence says what only people do, or where
such a name stands beside a person's: “Ford Banks and Iris Marsh”.
"""

from typing import Final

from spacy.tokens import Span as TokenSpan

from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.verbs import reporting_words
from worker.nlp.english.windows import end_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.firms import SURE
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.given_names import is_given
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import text_of

_ACTS: Final = word_list("personal_acts")
_DONE_TO: Final = word_list("done_to_persons")
_PLACES_AT: Final = word_list("place_prepositions") | word_list("places_at")
_NO_SURNAMES: Final = SURE | word_list("org_tails") | word_list("body_nouns")
_CONTESTS: Final = word_list("contests")
_AGAINST: Final = frozenset({"to", "against", "with"})
_LARGE: Final = 200
"""Thousands of people in a city that is meant before anybody of its name."""

_GIVEN_AND_LAST: Final = 2
_SHORT: Final = 3
"""Letters of a title that is no word, such as Sen."""

_PARTICLES: Final = word_list("calm_particles")
_SOMEBODY: Final = word_list("hint_person") | word_list("people_m") | word_list("people_f")
_IS: Final = frozenset({",", "is", "was"})
_ONE: Final = frozenset({"a", "an", "the"})
_DESCRIBED: Final = 2
"""Words of a description that are read."""

_AND: Final = frozenset({"and", "&"})


def may_be_person(span: TokenSpan, gazetteer: Gazetteer) -> bool:
    """Whether it is a given name and another word, and nothing that a list has.

    There may be a particle between them: “Noura Al Kolb”.
    """
    particles = sum(token.lower_ in _PARTICLES for token in span[1:-1])
    if len(span) - particles != _GIVEN_AND_LAST or not is_given(span[0].lower_):
        return False
    last = span[-1]
    if not (span[0].is_title and last.is_title and last.is_alpha) or last.lower_ in _NO_SURNAMES:
        return False
    # “Mamata Sen” is no senator.
    title = is_title(last.text) and len(last) > _SHORT
    largest = max((city.thousands for city in cities().named(text_of(span))), default=0)
    return not (gazetteer.knows(text_of(span)) or largest >= _LARGE or title)


def acts(span: TokenSpan) -> bool:
    """Whether the words beside it say what only people do, or what is done to people alone."""
    doc, start, end = span.doc, int(span.start), int(span.end)
    if end < sentence_of(span).end and doc[end].text in _ACTS:
        return True
    return start > sentence_of(span).start and doc[start - 1].text in _DONE_TO


def is_human(span: TokenSpan) -> bool:
    """Whether it is said to be somebody: “Will Falls is a man”, “Rose Hill, a nurse, left”."""
    doc, end, bound = span.doc, int(span.end), int(sentence_of(span).end)
    if end + 1 >= bound or doc[end].lower_ not in _IS or doc[end + 1].lower_ not in _ONE:
        return False
    noun = end_of_run(doc, end + 2, min(bound, end + 2 + _DESCRIBED), lambda token: token.is_lower)
    return any(doc[at].text in _SOMEBODY for at in range(end + 2, noun))


def speaks(span: TokenSpan) -> bool:
    """Whether it says something: “Rose Hill said”, “broke in Rose Hill”. Firms do too."""
    doc, start, end = span.doc, int(span.start), int(span.end)
    if end < sentence_of(span).end and reporting_words(doc, end):
        return True
    verbs = (start - words for words in (1, 2) if start - words >= sentence_of(span).start)
    return any(reporting_words(doc, verb) == start - verb for verb in verbs)


def contests(span: TokenSpan, gazetteer: Gazetteer) -> bool:
    """Whether it beats or loses to another such name: “Hunter Woods lost to Violet Meadows”."""
    doc, start, end = span.doc, int(span.start), int(span.end)
    for verb, other in ((end, end + 1), (end, end + 2)):
        rival = doc[other : other + _GIVEN_AND_LAST]
        if rival.end <= sentence_of(span).end and _is_contest(
            doc[verb:other].text, rival, gazetteer
        ):
            return True
    for other in (start - 1, start - 2):
        rival = doc[max(0, other - _GIVEN_AND_LAST) : max(0, other)]
        inside = len(rival) > 0 and rival.start >= sentence_of(span).start
        if inside and _is_contest(doc[other:start].text, rival, gazetteer):
            return True
    return False


def _is_contest(between: str, rival: TokenSpan, gazetteer: Gazetteer) -> bool:
    words = between.split()
    if not words or words[0] not in _CONTESTS or (len(words) > 1 and words[1] not in _AGAINST):
        return False
    return may_be_person(rival, gazetteer)


def is_somewhere(span: TokenSpan) -> bool:
    """Whether something happens in it or near it."""
    start = int(span.start)
    return start > sentence_of(span).start and span.doc[start - 1].lower_ in _PLACES_AT


def beside(span: TokenSpan, gazetteer: Gazetteer) -> TokenSpan | None:
    """The other of two such names that *and* joins."""
    doc, start, end = span.doc, int(span.start), int(span.end)
    pairs = []
    if end + _GIVEN_AND_LAST < sentence_of(span).end and doc[end].lower_ in _AND:
        pairs.append(doc[end + 1 : end + 1 + _GIVEN_AND_LAST])
    if start - _GIVEN_AND_LAST > sentence_of(span).start and doc[start - 1].lower_ in _AND:
        pairs.append(doc[start - 1 - _GIVEN_AND_LAST : start - 1])
    return next((pair for pair in pairs if may_be_person(pair, gazetteer)), None)
