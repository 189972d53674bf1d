"""He and she, where only one person can be meant.

Outside quotations, a pronoun is given to a person if, from the beginning of the sentence before to
the pronoun, exactly one person is named or already meant by a pronoun, and nothing that is known of
the person's gender speaks against it. In all other cases it is left alone.
"""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from worker.nlp.clusters import Cluster
from worker.nlp.gazetteer import Gender
from worker.nlp.quotations import quotations
from worker.nlp.wordlists import wordlist

_GENDERS: Final[dict[str, Gender]] = {
    **dict.fromkeys(wordlist("he"), "m"),
    **dict.fromkeys(wordlist("she"), "f"),
}
_TITLES: Final[dict[str, Gender]] = {
    **dict.fromkeys(wordlist("masculine"), "m"),
    **dict.fromkeys(wordlist("feminine"), "f"),
}


def genders(doc: Doc, clusters: Iterable[Cluster]) -> None:
    """Note what the gazetteer or a title such as Mrs. says of each person."""
    for cluster in clusters:
        if cluster.type == "person" and cluster.record is not None:
            cluster.gender = cluster.record.gender
        elif cluster.type == "person":
            said = {
                _TITLES[title]
                for name in cluster.names
                if name.span.start > 0
                and (title := doc[name.span.start - 1].lower_.rstrip(".")) in _TITLES
            }
            cluster.gender = said.pop() if len(said) == 1 else None


def pronouns(doc: Doc, clusters: list[Cluster]) -> dict[int, tuple[TokenSpan, ...]]:
    """The pronouns of each person, by the person's position in ``clusters``."""
    found: dict[int, list[TokenSpan]] = {}
    named = {
        int(name.span.start): number
        for number, cluster in enumerate(clusters)
        if cluster.type == "person"
        for name in cluster.names
    }
    quoted = {token.i for quotation in quotations(doc) for token in quotation.span}
    before: set[int] = set()
    for sentence in doc.sents:
        here: set[int] = set()
        for token in sentence:
            if token.i in named:
                here.add(named[token.i])
            gender = _GENDERS.get(token.lower_)
            if gender is None or token.i in quoted:
                continue
            candidates = before | here
            if len(candidates) == 1:
                (number,) = candidates
                known = clusters[number].gender
                if known is None or known == gender:
                    clusters[number].gender = gender
                    here.add(number)
                    found.setdefault(number, []).append(doc[token.i : token.i + 1])
        before = here
    return {number: tuple(spans) for number, spans in found.items()}
