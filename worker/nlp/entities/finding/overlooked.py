"""Mentions that the tagger overlooked: names of the gazetteer, and names found elsewhere.

An article names a thing in the same words again and again. What the tagger recognised in one
sentence and not in another is added wherever exactly the same words stand, with the same capitals
or all in capitals in such a line, and are not part of a longer name. Names of the gazetteer are
added only if they are not ordinary words as well.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.sentences import sentence_of
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding import initials
from worker.nlp.entities.finding.acronyms import is_short_form, reads_as_word
from worker.nlp.entities.finding.cleaning import names_language
from worker.nlp.entities.finding.first_words import small_words
from worker.nlp.entities.finding.known_forms import (
    MAX_WORDS,
    form_of,
    head_words,
    in_capitals,
    known_forms,
    words_as_form,
)
from worker.nlp.entities.finding.shouting import begins_line, is_headline, is_shouted
from worker.nlp.entities.gazetteer.cities import cities
from worker.nlp.entities.gazetteer.disambiguation import Disambiguator
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.names import acronyms
from worker.nlp.entities.titles import is_title
from worker.nlp.entities.typing import persons
from worker.nlp.entities.typing.type_words import is_currency, is_date
from worker.nlp.tokens import span_of, text_of, tokens_of

_NEVER_AT_EDGES: Final = word_list("name_edges")
_ACRONYM_WORDS: Final = word_list("acronym_words")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_AGAIN: Final = 2
_IN: Final = frozenset({"in", "near"})
_REGION: Final = 2
"""Words of a region's name after the first."""

_LARGE: Final = 100
"""Thousands of people in a city that is found without the tagger."""

_GIVEN_AND_LAST: Final = 2
_FULL_NAME: Final = 4
"""Tokens in the longest full name of a known person that is looked for."""


def overlooked(
    doc: Doc,
    names: list[Name],
    gazetteer: Gazetteer,
    disambiguator: Disambiguator,
    titles: frozenset[int] = frozenset(),
) -> Iterator[Name]:
    """The names to add, in text order; they overlap neither ``names`` nor each other.

    Args:
        doc: the article.
        names: those found so far.
        gazetteer: what is known of names.
        disambiguator: which of a name's meanings the article has.
        titles: tokens of things that are no names of the contract, in which none is looked for.

    """
    search = _Search(doc, names, gazetteer, disambiguator, titles)
    for sentence in doc.sents:
        shouted = is_shouted(sentence)
        headline = shouted or is_headline(sentence)
        reached = sentence.start
        for token in range(sentence.start, sentence.end):
            if token < reached or not search.texts[token][0].isupper():
                continue
            found = search.longest(token, sentence.end, shouted=shouted)
            if found is not None and (
                _is_whole(doc, found) or (headline and (shouted or search.is_again(found.span)))
            ):
                yield found
                reached = found.span.end


class _Search:
    def __init__(
        self,
        doc: Doc,
        names: list[Name],
        gazetteer: Gazetteer,
        disambiguator: Disambiguator,
        titles: frozenset[int],
    ) -> None:
        self._doc = doc
        self._tokens = tokens_of(doc)
        self.texts = words_as_form(self._tokens.texts)
        self._gazetteer = gazetteer
        self._disambiguator = disambiguator
        self._taken = {token for name in names for token in range(name.span.start, name.span.end)}
        self._taken |= titles
        self._again = known_forms(doc, names, gazetteer)
        self._loud = in_capitals(doc, self._again)
        self._short = head_words(names)
        self._records = Counter(name.record.name for name in names if name.record is not None)
        self._small = small_words(doc)
        bodies = (name.parts for name in names if name.type == "organization")
        self._bodies = frozenset(letters for name in bodies for letters in acronyms(name))
        lengths = [gazetteer.longest, *(len(form) for form in self._again)]
        self._longest = min(MAX_WORDS, max(lengths))
        self._begins: dict[str, bool] = {}
        self._headlines: dict[int, bool] = {}

    def is_again(self, span: TokenSpan) -> bool:
        """Whether the tagger found the same words elsewhere."""
        return form_of(span) in self._again

    def longest(self, start: int, bound: int, *, shouted: bool) -> Name | None:
        """The longest known name that begins at a capital and reaches over none that is taken."""
        texts = self.texts
        most = range(start, min(bound, start + self._longest))
        end = next((token for token in most if token in self._taken), most.stop)
        for last in range(end, start, -1):
            if texts[last - 1][-1].isalnum() or last <= start + 1:
                name = self._name(start, last, shouted=shouted)
                if name is not None:
                    return name
        return None if shouted else self._short_form(start, end)

    def _name(self, start: int, end: int, *, shouted: bool) -> Name | None:
        """What exactly these words name."""
        known = (self._loud if shouted else self._again).get(self.texts[start:end])
        if known is not None:
            span = span_of(self._doc, start, end)
            stressed = reads_as_word(span) and not shouted
            if not (is_date(span) or is_currency(span) or stressed):
                return Name(span, known.type, known.record)
        if not shouted:
            person = self._with_given_name(start, end) or self._famous(start, end)
            if person is not None:
                return person
        half = self._half(start, end)
        if half is not None and not shouted:
            return half
        if self._may_begin(self.texts[start]):
            span = span_of(self._doc, start, end)
            record = self._listed(span, shouted=shouted)
            if record is not None:
                return Name(span, record.type, record)
        in_it = start > 0 and self.texts[start - 1] in _IN
        if shouted or not (in_it or self.texts[end : end + 1] == (",",)):
            return None
        span = span_of(self._doc, start, end)
        city = self._is_before_its_region(span) or (in_it and self._is_city(span))
        return Name(span, "place") if city else None

    def _half(self, start: int, end: int) -> Name | None:
        """“the North” in an article that names North Korea again and again."""
        if start + 1 < end or start == 0 or self._tokens.lowers[start - 1] != "the":
            return None
        record = self._gazetteer.half(self.texts[start])
        if record is None or self._records[record.name] < _AGAIN:
            return None
        if not self._disambiguator.supports(record):
            return None
        country = self._gazetteer.country(record.name)
        return Name(span_of(self._doc, start, end), "country", country)

    def _is_city(self, span: TokenSpan) -> bool:
        """Whether something happens in it and a large city is called so: “in Jos”."""
        if span[0].is_sent_start or is_date(span):
            return False
        if text_of(span).lower() in self._small or usual_gender(text_of(span).lower()) is not None:
            return False
        return any(city.thousands >= _LARGE for city in cities().named(text_of(span)))

    def _is_before_its_region(self, span: TokenSpan) -> bool:
        """Whether a city's region stands behind a comma: “Mobile, Alabama”, “Normal, Illinois”."""
        comma = int(span.end)
        if comma + 1 >= sentence_of(span).end or self.texts[comma] != ",":
            return False
        listed = cities().named(text_of(span))
        if not listed:
            return False
        for end in range(comma + 2, min(sentence_of(span).end, comma + 2 + _REGION) + 1):
            text = self._tokens.text_of(comma + 1, end)
            state = self._gazetteer.states.get(text)
            region = f"US.{state}" if state else cities().region(text)
            if any(region == city.region for city in listed):
                return True
        return False

    def _with_given_name(self, first: int, end: int) -> Name | None:
        """“Anna Kolb” where the tagger only ever found Kolb."""
        if end - first != _GIVEN_AND_LAST:
            return None
        span = span_of(self._doc, first, end)
        if persons.may_be_person(span, self._gazetteer) and not self._is_headline(
            sentence_of(span)
        ):
            sure = persons.acts(span) or persons.speaks(span) or persons.is_human(span)
            sure = sure or persons.beside(span, self._gazetteer) is not None
            # What else two capitals are has an article: “the Will Drake”.
            if sure and (first == 0 or self._tokens.lowers[first - 1] not in _ARTICLES):
                return Name(span, "person")
        if usual_gender(self._tokens.lowers[first]) is None:
            return None
        last = span[1]
        if last.is_title and last.lower_ in self._gazetteer.surnames and not span[0].is_sent_start:
            return None if self._is_headline(sentence_of(span)) else Name(span, "person")
        known = self._again.get((self.texts[first + 1],))
        return Name(span, "person") if known is not None and known.type == "person" else None

    def _famous(self, start: int, end: int) -> Name | None:
        """A known person's full name, or a famous surname where a capital says something."""
        if end - start > _FULL_NAME:
            return None
        text = self._tokens.text_of(start, end)
        record = self._gazetteer.person(text)
        alone = self._gazetteer.person_by_surname(text)
        if record is None and alone is None:
            return None
        span = span_of(self._doc, start, end)
        if any(token.is_bracket for token in span):
            return None
        by_name = len(span) > 1 and record is not None and self._disambiguator.means(record, [span])
        if by_name or initials.is_person(span, self._gazetteer, self._bodies):
            return Name(span, "person", record)
        if alone is None or span[0].is_sent_start or self._is_headline(sentence_of(span)):
            return None
        return Name(span, "person", alone)

    def _is_headline(self, sentence: TokenSpan) -> bool:
        if sentence.start not in self._headlines:
            self._headlines[sentence.start] = is_headline(sentence)
        return self._headlines[sentence.start]

    def _short_form(self, start: int, end: int) -> Name | None:
        """“the Quartet” where the article also has a Middle East Quartet."""
        if start in {0, end} or self._doc[start - 1].lower_ != "the":
            return None
        if self._doc[start].text not in self._short:
            return None
        return Name(self._doc[start : start + 1], "organization")

    def _may_begin(self, word: str) -> bool:
        if word not in self._begins:
            self._begins[word] = self._gazetteer.may_begin(word)
        return self._begins[word]

    def _listed(self, span: TokenSpan, *, shouted: bool) -> Record | None:
        text = self._tokens.text_of(span.start, span.end)
        if not self._gazetteer.knows(text):
            return None
        if is_currency(span) or (reads_as_word(span) and not shouted):
            return None
        if shouted and text.lower() in _ACRONYM_WORDS:
            return self._gazetteer.country(text) if begins_line(span) else None
        for type_ in TABLE.look_up_order:
            record = (
                self._group(span, shouted=shouted) if type_ == "group" else self._thing(type_, text)
            )
            if record is not None:
                return record
        return None

    def _thing(self, type_: EntityType, text: str) -> Record | None:
        record = self._gazetteer.look_up(type_, text)
        if record is None and type_ == "organization" and is_short_form(text):
            record = self._disambiguator.find(type_, text)
        if record is None or record.ordinary or not self._disambiguator.supports(record):
            return None
        # "Mass." is a state, and "Mass" without a full stop is not.
        return record if record.state is None or text in self._gazetteer.states else None

    def _group(self, span: TokenSpan, *, shouted: bool) -> Record | None:
        """A people or a party; where its name is also a word, a capital or plural has to say so."""
        group = self._gazetteer.group(text_of(span))
        if group is None or names_language(self._doc, span.end):
            return None
        plural = group.name == text_of(span) and text_of(span).endswith("s")
        # With its accent it is no other word: Sámi, and not the Sami of a given name.
        other = group.ordinary and text_of(span).isascii()
        doubtful = other and not plural and (shouted or span[0].is_sent_start)
        return None if doubtful else group


def _is_whole(doc: Doc, name: Name) -> bool:
    """Whether no capital beside the name says that it is part of a longer one."""
    start, end = name.span.start, name.span.end
    if end < len(doc) and _goes_on(doc[end]):
        return False
    if start == 0 or doc[start].is_sent_start:
        return True
    before = doc[start - 1]
    return not _is_capital(before) or bool(before.is_sent_start) or is_title(before.text)


def _goes_on(token: Token) -> bool:
    if token.text == "-" or token.lower_ in {"of", "&"}:
        return False
    return _is_capital(token) and not is_title(token.text)


def _is_capital(token: Token) -> bool:
    return bool(token.text[0].isupper()) and token.lower_ not in _NEVER_AT_EDGES
