"""Mentions that the tagger overlooked: what the gazetteer lists, and what it found elsewhere.

One article names one thing in the same words again and again. What the tagger recognised in one
sentence and not in the next is added where exactly the same words stand with the same capitals and
are no part of a longer name; in a line in capitals, the same words in capitals. Of the gazetteer's
names only those are added that are no ordinary words.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from topics.events import EntityType
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.cleaning import names_language
from worker.nlp.entities.finding.shouting import begins_line, is_headline, is_shouted
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.gazetteer.records import Record
from worker.nlp.entities.gazetteer.vouching import Evidence
from worker.nlp.entities.grouping.clusters import Name
from worker.nlp.entities.kinds import TABLE
from worker.nlp.entities.titles import is_title
from worker.nlp.entities.typing.type_words import is_date

MAX_WORDS: Final = 8
"""Tokens in a name that is looked for again."""

_EDGES: Final = word_list("name_edges")
_COMMON: Final = word_list("common_bodies")
_WORDS: Final = word_list("acronym_words")
_ALSO_NAMES: Final = word_list("also_names") | {"washington"}
_SURNAME_LETTERS: Final = 3
_GIVEN_AND_LAST: Final = 2
_FULL_NAME: Final = 4
"""Tokens in the longest full name of a known person that is looked for."""


def overlooked(
    doc: Doc, names: list[Name], gazetteer: Gazetteer, evidence: Evidence
) -> Iterator[Name]:
    """The names to add, in text order, none overlapping one of ``names`` or another."""
    search = _Search(doc, names, gazetteer, evidence)
    for sentence in doc.sents:
        shouted = is_shouted(sentence)
        headline = shouted or is_headline(sentence)
        token = sentence.start
        while token < sentence.end:
            found = search.longest(token, sentence.end, shouted=shouted)
            if found is not None and (
                _stands_alone(doc, found) or (headline and (shouted or search.is_again(found.span)))
            ):
                yield found
                token = found.span.end
            else:
                token += 1


class _Search:
    def __init__(
        self, doc: Doc, names: list[Name], gazetteer: Gazetteer, evidence: Evidence
    ) -> None:
        self._doc = doc
        self._gazetteer = gazetteer
        self._evidence = evidence
        self._taken = {token for name in names for token in range(name.span.start, name.span.end)}
        self._again = _known_forms(names)
        self._again = _surnames(doc, names, gazetteer) | self._again
        self._loud = _in_capitals(doc, self._again)
        self._short = _short_forms(names)
        lengths = [gazetteer.longest, *(len(form) for form in self._again)]
        self._longest = min(MAX_WORDS, max(lengths))
        self._begins: dict[str, bool] = {}
        self._headlines: dict[int, bool] = {}

    def is_again(self, span: TokenSpan) -> bool:
        """Whether the tagger found the same words elsewhere."""
        return _form(span) in self._again

    def longest(self, start: int, bound: int, *, shouted: bool) -> Name | None:
        """The longest known name that begins at a token and reaches over none that is taken."""
        if not self._doc[start].text[0].isupper():
            return None
        end = start
        while end < min(bound, start + self._longest) and end not in self._taken:
            end += 1
        listed = self._may_begin(self._doc[start].text)
        again = self._loud if shouted else self._again
        for last in range(end, start, -1):
            if not self._doc[last - 1].text[-1].isalnum() and last > start + 1:
                continue
            span = self._doc[start:last]
            known = again.get(_form(span))
            if known is not None and not is_date(span):
                return Name(span, known.type, known.record)
            person = None if shouted else self._with_given_name(span) or self._famous(span)
            if person is not None:
                return person
            record = self._listed(span, shouted=shouted) if listed else None
            if record is not None:
                return Name(span, record.type, record)
        return None if shouted else self._short_form(start, end)

    def _with_given_name(self, span: TokenSpan) -> Name | None:
        """“Anna Kolb” where the tagger only ever found Kolb."""
        if len(span) != _GIVEN_AND_LAST or usual_gender(span[0].lower_) is None:
            return None
        known = self._again.get((span[1].text,))
        return Name(span, "person") if known is not None and known.type == "person" else None

    def _famous(self, span: TokenSpan) -> Name | None:
        """A known person's full name, or a famous surname where a capital says something."""
        if len(span) > _FULL_NAME or any(token.is_bracket for token in span):
            return None
        record = self._gazetteer.person(span.text)
        if len(span) > 1 and record is not None and self._evidence.means(record, [span]):
            return Name(span, "person", record)
        alone = self._gazetteer.person_by_surname(span.text)
        if alone is None or span[0].is_sent_start or self._is_headline(span.sent):
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
        text = span.text
        if shouted and text.lower() in _WORDS:
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
        if record is None or record.ordinary or not self._evidence.supports(record):
            return None
        # "Mass." is a state where its full stop says so, and mass is none.
        return record if record.state is None or text in self._gazetteer.states else None

    def _group(self, span: TokenSpan, *, shouted: bool) -> Record | None:
        """A people or party; one that is also a word only where a capital or a plural says so."""
        group = self._gazetteer.group(span.text)
        if group is None or names_language(self._doc, span.end):
            return None
        plural = group.name == span.text and span.text.endswith("s")
        doubtful = group.ordinary and not plural and (shouted or span[0].is_sent_start)
        return None if doubtful else group


def _form(span: TokenSpan) -> tuple[str, ...]:
    return tuple(token.text for token in span)


def _short_forms(names: Iterable[Name]) -> frozenset[str]:
    last = (name.span[-1] for name in names if name.type == "organization" and len(name.span) > 1)
    return frozenset(
        word.text for word in last if word.text[0].isupper() and word.lower_ not in _COMMON
    )


def _known_forms(names: Iterable[Name]) -> dict[tuple[str, ...], Name]:
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        form = _form(name.span)
        if len(form) <= MAX_WORDS and name.type != "group" and any(len(word) > 1 for word in form):
            forms.setdefault(form, name)
    return forms


def _surnames(doc: Doc, names: Iterable[Name], gazetteer: Gazetteer) -> dict[tuple[str, ...], Name]:
    """The last words of people's full names, but for those that are also words or places."""
    small = {token.text for token in doc if token.text.islower()} | _ALSO_NAMES
    found: dict[tuple[str, ...], Name] = {}
    for name in names:
        word = name.span[-1].text
        full = name.type == "person" and len(name.span) > 1 and word[0].isupper()
        plain = len(word) >= _SURNAME_LETTERS and word.lower() not in small
        if full and plain and not gazetteer.knows(word):
            found.setdefault((word,), Name(name.span, "person"))
    return found


def _in_capitals(doc: Doc, forms: dict[tuple[str, ...], Name]) -> dict[tuple[str, ...], Name]:
    """The same names in capitals, but for words that the article also writes without any: May."""
    small = {token.text for token in doc if token.text.islower()} | _WORDS
    loud: dict[tuple[str, ...], Name] = {}
    for form, name in forms.items():
        if len(form) > 1 or form[0].lower() not in small:
            loud.setdefault(tuple(word.upper() for word in form), name)
    return loud


def _stands_alone(doc: Doc, name: Name) -> bool:
    """Whether no capital beside it says that it is part of a longer name."""
    start, end = name.span.start, name.span.end
    if end < len(doc) and _goes_on(doc[end]):
        return False
    if start == 0 or doc[start].is_sent_start:
        return True
    before = doc[start - 1]
    begins = bool(before.is_sent_start)
    return not _is_capital(before) or begins or is_title(before.text)


def _goes_on(token: Token) -> bool:
    if token.text == "-" or token.lower_ in {"of", "&"}:
        return False
    return _is_capital(token) and not is_title(token.text)


def _is_capital(token: Token) -> bool:
    return bool(token.text[0].isupper()) and token.lower_ not in _EDGES
