"""The features of a phrase beside each entity of the article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from worker.nlp.english.marks import PAUSES
from worker.nlp.english.words import word_list
from worker.nlp.entities.references.around import mentions_around
from worker.nlp.entities.references.candidates import Nouns, allowed
from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, IntArray, Scene, plain

TYPES: Final = (
    "country",
    "event",
    "facility",
    "group",
    "issue",
    "law",
    "organization",
    "person",
    "place",
    "product",
    "work",
)
"""The types that have a column: the trained weights depend on their order."""

GROUPS: Final = ("he", "his", "she", "her", "they", "their", "it", "its", "i", "we", "who")
OPENERS: Final = (
    "the",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "their",
    "its",
    "our",
    "my",
)
_GROUP_COLUMN: Final = {group: at for at, group in enumerate(GROUPS)}
_OPENER_COLUMN: Final = {opener: at for at, opener in enumerate(OPENERS)}
_GENDER_OF: Final = {
    **dict.fromkeys(word_list("people_m"), 1.0),
    **dict.fromkeys(word_list("people_f"), -1.0),
    "he": 1.0,
    "his": 1.0,
    "she": -1.0,
    "her": -1.0,
}
"""The gender that a pronoun or a noun says, 1 for a man."""

_FAR: Final = 400
_NOWHERE: Final = 10_000

_POSSESSIVES: Final = word_list("possessives")
_OBJECTS: Final = frozenset({"him", "them", "me", "us", "her"})
_SENTENCES: Final = 4

_CERTAIN: Final = 0.5
_UNKNOWN: Final = 0.2
"""From here on a gender is known, and up to there it is not."""

_BESIDE: Final = 4
_THIRD: Final = 2
_CLOSE: Final = 3
_ENOUGH: Final = {"pronoun": 0.2, "description": 0.3}
"""The share of entities of its type from which on an entity fits a phrase of that kind."""

_WORD_COLUMNS: Final = 9

_CHUNK: Final = 40_000
"""Pairs of a phrase and an entity that are compared at once: as many as fit in a few megabytes."""


@dataclass(frozen=True)
class Table:
    """The features of one phrase for each entity that it may mean, and for the answer “none”."""

    rows: FloatArray
    """of shape (entities + 1, WIDTH); the last row is *none*"""

    allowed: FloatArray
    """which of the rows may be the answer"""


def table(scene: Scene, phrase: Phrase, nouns: Nouns, genders: FloatArray) -> Table:
    """The features of one phrase; arguments are those of `tables`."""
    return next(tables(scene, [phrase], nouns, genders))


def tables(
    scene: Scene, phrases: Sequence[Phrase], nouns: Nouns, genders: FloatArray
) -> Iterator[Table]:
    """The features of each phrase beside every entity and beside none.

    Many phrases are compared with all entities at once, since an article has too many for one
    array operation each.

    Args:
        scene: the article.
        phrases: some of its phrases, in text order.
        nouns: how often each head noun was an entity of each type, as shares.
        genders: for each entity, from 1 for a man to -1 for a woman.

    """
    step = max(1, _CHUNK // max(1, len(scene.entities)))
    for first in range(0, len(phrases), step):
        some = phrases[first : first + step]
        own = np.array([_own(scene, phrase, nouns) for phrase in some], dtype=np.float32)
        for phrase, rows in zip(some, _rows(scene, some, nouns, genders, own), strict=True):
            yield Table(rows, allowed(scene, phrase, nouns))


def _own(scene: Scene, phrase: Phrase, nouns: Nouns) -> list[float]:
    doc = scene.doc
    at = phrase.start
    shares = nouns.get(phrase.group, {})
    sentence_start = at == 0 or scene.sentence_of[at - 1] != scene.sentence_of[at]
    pronoun = phrase.kind == "pronoun"
    groups, openers = [0.0] * len(GROUPS), [0.0] * len(OPENERS)
    if pronoun and phrase.group in _GROUP_COLUMN:
        groups[_GROUP_COLUMN[phrase.group]] = 1.0
    if phrase.opener in _OPENER_COLUMN:
        openers[_OPENER_COLUMN[phrase.opener]] = 1.0
    return [
        float(pronoun),
        *groups,
        *openers,
        *[shares.get(kind, 0.0) for kind in TYPES],
        shares.get("none", 0.0),
        float(scene.quote_of[at] >= 0),
        float(scene.speaker_of[at] != -1),
        float(scene.speaker_of[at] >= 0),
        float(sentence_start),
        float(doc[at].lower_ in _OBJECTS),
        float(at < scene.title_end),
        float(phrase.end - phrase.start) / 5.0,
        float(doc[phrase.end].text == "," if phrase.end < len(doc) else 0.0),
        float(doc[at - 1].text in PAUSES if at else 0.0),
    ]


def _rows(
    scene: Scene, phrases: Sequence[Phrase], nouns: Nouns, genders: FloatArray, own: FloatArray
) -> FloatArray:
    """The rows of each phrase's table, of shape (phrases, entities + 1, features).

    Args:
        scene: the article.
        phrases: some of its phrases.
        nouns: as in `tables`.
        genders: as in `tables`.
        own: what each phrase has in every row, of shape (phrases, features).

    """
    count = len(scene.entities)
    starts = np.array([phrase.start for phrase in phrases], dtype=np.int64)
    mentions = mentions_around(scene, starts)
    at = starts[:, None]
    sentence = scene.sentence_of[at]
    has = mentions.last >= 0
    safe = np.where(has, mentions.last, 0)
    distance = np.where(has, at - scene.ends[safe], _FAR)
    sentences = np.where(has, sentence - scene.sentence_of[scene.starts[safe]], 20)
    next_start = scene.starts[np.maximum(mentions.following, 0)]
    follows = mentions.following >= 0
    near = np.where(follows, next_start - at, _FAR)
    roles = scene.roles[safe] * has[:, :, None]
    said_gender = [[_GENDER_OF.get(phrase.group, 0.0)] for phrase in phrases]
    gender = genders * np.array(said_gender, dtype=np.float32)
    share = _type_shares(scene, phrases, nouns)
    gendered = np.array([[phrase.group in _GENDER_OF] for phrase in phrases])
    enough = np.array([[_ENOUGH[phrase.kind]] for phrase in phrases], dtype=np.float32)
    fits = np.where(gendered, scene.person & (gender > -_CERTAIN), share > enough)
    order = np.where(fits & has, distance, _NOWHERE)
    rank = np.argsort(np.argsort(order, kind="stable"), kind="stable")
    quote = scene.quote_of[at]
    said = scene.quote_of[scene.starts[safe]] * has - (~has)
    speaker = scene.speaker_of[at]
    numbers = np.arange(count)
    before = _speakers_before(scene, starts)[:, None]
    first = np.full(count, len(scene.doc))
    # Of an entity's mentions the first one is written last.
    first[scene.whose[::-1]] = scene.starts[::-1]
    first_person = np.array([[phrase.group in {"i", "we"}] for phrase in phrases])
    objects = np.array([[scene.doc[phrase.start].lower_ in _OBJECTS] for phrase in phrases])
    fitting = (order < _NOWHERE).sum(axis=1, keepdims=True)
    close = ((order < _NOWHERE) & (sentences < _CLOSE)).sum(axis=1, keepdims=True)
    best = np.max(np.where(fits, scene.salience, 0.0), axis=1, keepdims=True, initial=0.0)
    columns = [
        has,
        np.log1p(np.maximum(distance, 0)) / 6.0,
        *(sentences == number for number in range(_SENTENCES)),
        sentences >= _SENTENCES,
        np.log1p(near) / 6.0,
        follows & (scene.sentence_of[next_start] == sentence),
        near < _BESIDE,
        fits & has & (rank == 0),
        fits & has & (rank == 1),
        fits & has & (rank == _THIRD),
        1.0 / (1.0 + rank) * (fits & has),
        fitting == 1,
        np.log1p(close) / 2.0,
        *np.moveaxis(roles, 2, 0),
        roles[:, :, 0] * (sentences == 1),
        roles[:, :, 0] * (sentences == 0),
        np.log1p(mentions.counts) / 3.0,
        np.log1p(mentions.recent) / 2.0,
        scene.salience,
        scene.salience == scene.salience.max(initial=0.0),
        scene.salience >= best,
        first < scene.title_end,
        np.log1p(first) / 7.0,
        np.maximum(gender, 0.0),
        np.maximum(-gender, 0.0),
        np.abs(genders) < _UNKNOWN,
        *(np.array([e.type == kind for e in scene.entities]) for kind in TYPES),
        share,
        fits,
        (speaker == numbers),
        (speaker >= 0) & (speaker != numbers),
        (quote >= 0) & (said == quote),
        (quote < 0) & (said >= 0),
        (quote >= 0) & has & (said < 0),
        (before == numbers),
        (speaker == numbers) & first_person,
        scene.paragraph_of[scene.starts[safe]] == scene.paragraph_of[at],
        (sentences == 0) & objects,
    ]
    before_pairs = own.shape[1]
    width = before_pairs + len(columns) + _WORD_COLUMNS + 1
    rows = np.zeros((len(phrases), count + 1, width), dtype=np.float32)
    rows[:, :, :before_pairs] = own[:, None, :]
    rows[:, -1, -1] = 1.0
    for number, column in enumerate(columns, before_pairs):
        rows[:, :-1, number] = column
    words = slice(before_pairs + len(columns), -1)
    for number, phrase in enumerate(phrases):
        if phrase.kind != "pronoun":
            _put_words(scene, phrase, rows[number, :-1, words])
    return rows


def _speakers_before(scene: Scene, starts: IntArray) -> IntArray:
    """Who spoke last before each of some tokens; -1 where nobody did."""
    spoke = np.flatnonzero(scene.speaker_of >= 0)
    if not len(spoke):
        return np.full(len(starts), -1)
    known = np.searchsorted(spoke, starts)
    return np.where(known > 0, scene.speaker_of[spoke[np.maximum(known, 1) - 1]], -1)


def _type_shares(scene: Scene, phrases: Sequence[Phrase], nouns: Nouns) -> FloatArray:
    """How often the noun of each phrase was an entity of each entity's type."""
    kinds = list(dict.fromkeys(entity.type for entity in scene.entities))
    number = {kind: at for at, kind in enumerate(kinds)}
    types = np.array([number[entity.type] for entity in scene.entities], dtype=np.int64)
    every = [nouns.get(phrase.group, {}) for phrase in phrases]
    shares = [[given.get(kind, 0.0) for kind in kinds] for given in every]
    return np.asarray(np.array(shares, dtype=np.float32)[:, types])


def _put_words(scene: Scene, phrase: Phrase, columns: FloatArray) -> None:
    """Fill in what a description's words share with the name and the words about each entity."""
    doc = scene.doc
    head = plain(phrase.group)
    inside = [doc[at] for at in range(phrase.start, phrase.end) if at != phrase.head]
    modifiers = [plain(token.lower_) for token in inside[1:] if token.text[0].isalnum()]
    capitals = [plain(token.lower_) for token in inside if token.text[:1].isupper()][
        int(bool(inside) and bool(doc[phrase.start].is_sent_start)) :
    ]
    for column, words, known in (
        (0, [head], scene.words),
        (1, [head], scene.name_words),
        (2, [head], scene.offices),
        (3, capitals, scene.words),
        (4, capitals, scene.name_words),
        (5, modifiers, scene.words),
    ):
        for word in words:
            if having := known.with_word(word):
                columns[having, column] += 1.0
        if len(words) > 1:
            columns[:, column] /= len(words)
    first, end = np.searchsorted(scene.starts, [phrase.start, phrase.end])
    inner = scene.whose[first:end]
    columns[inner, 6] = 1.0
    columns[:, 7] = bool(modifiers) and len(inner) > 0
    columns[:, 8] = phrase.opener in _POSSESSIVES
