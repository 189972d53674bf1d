"""Transcripts: paragraphs that begin with who speaks in capitals, as in “ANNA KOLB, MAYOR: …”."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from worker.nlp.attribution.parts import Stretch
from worker.nlp.english.sentences import begins_line, is_break
from worker.nlp.english.windows import begins_word, end_of_run
from worker.nlp.entities.mentions import MentionIndex
from worker.nlp.entities.titles import is_title

MAX_LABEL: Final = 24
"""The most tokens of a name and an office."""

_AFTER_NAME: Final = frozenset({":", ",", "(", "["})


class Turn(NamedTuple):
    """One paragraph of a transcript."""

    label: Stretch
    colon: Stretch
    said: Stretch

    @property
    def whole(self) -> Stretch:
        """The paragraph."""
        return self.label.hull(self.said)


def turns(doc: Doc, index: MentionIndex) -> Iterator[Turn]:
    """The paragraphs that begin with a person in capitals and a colon, in text order."""
    for sentence in doc.sents:
        if begins_line(doc, sentence.start):
            turn = _turn(doc, sentence.start, index)
            if turn is not None:
                yield turn


def _turn(doc: Doc, start: int, index: MentionIndex) -> Turn | None:
    last = min(len(doc), start + MAX_LABEL)
    colon = end_of_run(doc, start, last, lambda token: not (_is_colon(token) or _calm(token)))
    if colon == last or not _is_colon(doc[colon]) or not _is_person(doc, start, index):
        return None
    end = end_of_run(doc, colon + 1, len(doc), lambda token: not is_break(token))
    if not any(begins_word(token) for token in doc[colon + 1 : end]):
        return None
    bracket = (at for at in range(start, colon) if doc[at].text == "(")
    label_end = colon if doc[colon].text == ":" else next(bracket, colon)
    return Turn(Stretch(start, label_end), Stretch(colon, colon + 1), Stretch(colon + 1, end))


def _is_colon(token: Token) -> bool:
    """Whether it is a colon, or one and the bracket before it: the tokeniser makes them one."""
    return token.text in {":", "):"}


def _calm(token: Token) -> bool:
    """Whether a token ends a label: a line break, or a word in lower case."""
    return is_break(token) or token.text != token.text.upper()


def _is_person(doc: Doc, start: int, index: MentionIndex) -> bool:
    """Whether a label is a person's name, with titles before it and an office behind it."""
    name = end_of_run(
        doc,
        start,
        min(len(doc), start + MAX_LABEL),
        lambda token: index.at(token.i) is None and (is_title(token.text) or token.text == "."),
    )
    mention = index.at(name)
    if mention is None or index.entities[mention.entity].type != "person":
        return False
    return mention.end < len(doc) and doc[mention.end].text in _AFTER_NAME
