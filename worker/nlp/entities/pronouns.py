"""He and she, where only one person can be meant.

Outside quotations a pronoun is given to a person if, from the beginning of the sentence before to
the pronoun, exactly one person is named or already meant by a pronoun, and not only inside a
quotation; if nobody else is spoken of, “his wife” or “the suspect”; and if nothing that is known of
the person's gender, from the gazetteer, a title or the given name, speaks against it. “Him” is
nobody who is named in the same sentence: in “Trump praised him” it is another. In all other cases
it is left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from worker.nlp.english.quotations import quotations
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
_OTHERS: Final = frozenset(["a", "an", "the", "his", "her", "their", "another"]) | word_list(
    "possessives"
)
"""What stands before a word for somebody without a name."""

_OBJECTS: Final = frozenset({"him"})
_ADJECTIVES: Final = 4


def genders(doc: Doc, clusters: Iterable[Cluster]) -> None:  # noqa: ARG001 - as the pronouns
    """Note what the gazetteer, a title such as Mrs. or the given name says of each person."""
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
            gender = _GENDERS.get(token.lower_)
            candidates = before.people | here.people
            if gender is None or token.i in quoted or len(candidates) != 1:
                continue
            (number,) = candidates
            cluster = clusters[number]
            if number not in before.outside | here.outside:
                continue
            if token.lower_ in _OBJECTS and number in here.named:
                continue
            if any(_other(one, gender, cluster) for one in before.unnamed | here.unnamed):
                continue
            if cluster.gender in {None, gender}:
                cluster.gender = gender
                here.people.add(number)
                here.outside.add(number)
                found.setdefault(number, []).append(doc[token.i : token.i + 1])
        before = here
    return {number: tuple(spans) for number, spans in found.items()}


@dataclass
class _Sentence:
    """Who was met in one sentence so far."""

    people: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    outside: set[int] = field(default_factory=set)
    """Those met outside quotations: whom a speaker names is not who speaks."""

    unnamed: set[str] = field(default_factory=set)

    def see(self, number: int, *, quoted: bool) -> None:
        self.people.add(number)
        self.named.add(number)
        if not quoted:
            self.outside.add(number)


def _somebody(doc: Doc, token: Token, named: dict[int, int]) -> str | None:
    """A word for somebody without a name: “a spokeswoman”, “his wife”, with the article if “the”.

    Not where the word stands beside a name and only says who that is: “the mayor, Anna Kolb,”.
    """
    word = token.lower_
    if word not in _MEN and word not in _WOMEN and word not in _EITHER and word not in _IN_OFFICE:
        return None
    at = token.i - 1
    while at > 0 and doc[at].is_alpha and doc[at].lower_ not in _OTHERS:
        at -= 1
        if token.i - at > _ADJECTIVES:
            return None
    if at < 0 or doc[at].lower_ not in _OTHERS:
        return None
    beside = range(token.i + 1, min(len(doc), token.i + _ADJECTIVES))
    if any(near in named for near in beside) or (at > 1 and doc[at - 1].text == ","):
        return None
    return f"the {word}" if doc[at].lower_ == "the" else str(word)


def _other(somebody: str, gender: Gender, cluster: Cluster) -> bool:
    """Whether the pronoun may be that somebody's. “The president” may be the person named."""
    word = somebody.removeprefix("the ")
    if word in _MEN or word in _WOMEN:
        return (word in _MEN) == (gender == "m")
    if word in _EITHER or word == somebody:
        return True
    offices = () if cluster.record is None else cluster.record.offices
    held = " ".join(offices).split() + [title for name in cluster.names for title in name.titles]
    return word not in held
