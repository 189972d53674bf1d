"""He and she, where only one person can be meant.

A pronoun outside quotations means a person if all of this holds:

- in its sentence up to it, and in the sentence before, exactly one person is named or meant by a
  pronoun, and not only inside a quotation;
- nobody else is spoken of there: no “his wife”, no “the suspect”;
- its gender is the person's, as far as the gazetteer, a title or the given name say it;
- it is not “him” beside a name in the same sentence: “Trump praised him” speaks of another.

Otherwise it means nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.quotations import quotations
from worker.nlp.english.windows import start_of_run, tokens_after
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.given_names import usual_gender
from worker.nlp.entities.gazetteer.records import Gender
from worker.nlp.entities.grouping.clusters import Cluster, fullest
from worker.nlp.entities.titles import gender_said

_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(word_list("he"), "m"),
    **dict.fromkeys(word_list("she"), "f"),
}
_MEN: Final = word_list("people_m")
_WOMEN: Final = word_list("people_f")
_EITHER: Final = word_list("people_either")
_IN_OFFICE: Final = word_list("people_in_office")
_SOMEBODY: Final = _MEN | _WOMEN | _EITHER | _IN_OFFICE
_OPENERS: Final = word_list("before_somebody") | word_list("possessives")
"""Words that begin a phrase for somebody without a name: “a”, “his”."""

_OBJECTS: Final = word_list("object_pronouns")
_REACH: Final = 4
"""Tokens before and behind a word for somebody that are read with it."""


def genders(doc: Doc, clusters: Iterable[Cluster]) -> None:  # noqa: ARG001 - as the pronouns
    """Set each person's gender to what the gazetteer, a title or the given name says."""
    for cluster in clusters:
        if cluster.type == "person" and cluster.record is not None:
            cluster.gender = cluster.record.gender
        elif cluster.type == "person":
            said = {gender_said(name.titles) for name in cluster.names} - {None}
            if len(said) == 1:
                cluster.gender = said.pop()
            elif not said:
                full = next((name for name in fullest(cluster.names) if len(name.parts) > 1), None)
                cluster.gender = None if full is None else usual_gender(full.parts[0])


def pronouns(doc: Doc, clusters: list[Cluster]) -> dict[int, tuple[TokenSpan, ...]]:
    """The pronouns of each person, by the person's position in ``clusters``."""
    found: dict[int, list[TokenSpan]] = {}
    named = {
        name.start: number
        for number, cluster in enumerate(clusters)
        if cluster.type == "person"
        for name in cluster.names
    }
    quoted = {token.i for quotation in quotations(doc) for token in quotation.span}
    before = _Sentence()
    for sentence in doc.sents:
        here = _Sentence()
        for token in sentence:
            if token.i in named:
                here.see(named[token.i], quoted=token.i in quoted)
            somebody = _somebody(doc, token, named)
            here.unnamed |= {somebody} if somebody else set()
            number = None if token.i in quoted else _meant(token, clusters, before, here)
            if number is not None:
                here.people.add(number)
                here.outside.add(number)
                found.setdefault(number, []).append(doc[token.i : token.i + 1])
        before = here
    return {number: tuple(spans) for number, spans in found.items()}


def _meant(
    token: Token, clusters: list[Cluster], before: "_Sentence", here: "_Sentence"
) -> int | None:
    """The person whom a pronoun means, whose gender is then known; None if it may mean another."""
    gender = _GENDERS.get(token.lower_)
    candidates = before.people | here.people
    if gender is None or len(candidates) != 1:
        return None
    (number,) = candidates
    cluster = clusters[number]
    only_quoted = number not in before.outside | here.outside
    acts_here = token.lower_ in _OBJECTS and number in here.named
    unnamed = before.unnamed | here.unnamed
    if only_quoted or acts_here or any(_other(one, gender, cluster) for one in unnamed):
        return None
    if cluster.gender not in {None, gender}:
        return None
    cluster.gender = gender
    return number


@dataclass
class _Sentence:
    """The people in one sentence, up to the token that is read."""

    people: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    outside: set[int] = field(default_factory=set)
    """The people outside quotations: one whom a speaker names is not the speaker."""

    unnamed: set[str] = field(default_factory=set)

    def see(self, number: int, *, quoted: bool) -> None:
        self.people.add(number)
        self.named.add(number)
        if not quoted:
            self.outside.add(number)


def _somebody(doc: Doc, token: Token, named: dict[int, int]) -> str | None:
    """The word for somebody without a name: “a spokeswoman”, “his wife”. A “the” is kept.

    None where the word only says who somebody with a name is: “the mayor, Anna Kolb,”.
    """
    word = token.lower_
    if word not in _SOMEBODY:
        return None
    adjectives = start_of_run(
        doc, 1, token.i, lambda near: near.is_alpha and near.lower_ not in _OPENERS
    )
    opener = adjectives - 1
    if opener < 0 or token.i - opener > _REACH or doc[opener].lower_ not in _OPENERS:
        return None
    has_name = any(near in named for near in tokens_after(token.i, _REACH - 1, len(doc)))
    if has_name or (opener > 1 and doc[opener - 1].text == ","):
        return None
    return f"the {word}" if doc[opener].lower_ == "the" else str(word)


def _other(somebody: str, gender: Gender, cluster: Cluster) -> bool:
    """Whether the pronoun can mean that somebody, who may also be the person: “the president”."""
    word = somebody.removeprefix("the ")
    if word in _MEN or word in _WOMEN:
        return (word in _MEN) == (gender == "m")
    if word in _EITHER or word == somebody:
        return True
    offices = () if cluster.record is None else cluster.record.offices
    held = " ".join(offices).split() + [title for name in cluster.names for title in name.titles]
    return word not in held
