"""The features of a phrase beside each entity of the article."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from worker.nlp.english.marks import PAUSES
from worker.nlp.english.words import word_list
from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, Scene, plain

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
_RECENT: Final = 60

_CERTAIN: Final = 0.5
_UNKNOWN: Final = 0.2
"""From here on a gender is known, and up to there it is not."""

_BESIDE: Final = 4
_THIRD: Final = 2
_CLOSE: Final = 3


@dataclass(frozen=True)
class Table:
    """The features of one phrase beside each entity, and of the answer that it is none."""

    rows: FloatArray
    """of shape (entities + 1, WIDTH); the last row is *none*"""

    allowed: FloatArray
    """which of the rows may be the answer"""


def table(
    scene: Scene, phrase: Phrase, nouns: Mapping[str, Mapping[str, float]], genders: FloatArray
) -> Table:
    """The features of a phrase beside every entity and beside none.

    Args:
        scene: the article.
        phrase: one of its phrases.
        nouns: how often each head noun was an entity of each type, as shares.
        genders: for each entity, from 1 for a man to -1 for a woman.

    """
    own = _own(scene, phrase, nouns)
    pair = _pair(scene, phrase, nouns, genders)
    count = len(scene.entities)
    rows = np.zeros((count + 1, len(own) + pair.shape[1] + 1), dtype=np.float32)
    rows[:, : len(own)] = own
    rows[:count, len(own) : -1] = pair
    rows[count, -1] = 1.0
    return Table(rows, _allowed(scene, phrase, nouns))


def _allowed(scene: Scene, phrase: Phrase, nouns: Mapping[str, Mapping[str, float]]) -> FloatArray:
    count = len(scene.entities)
    allowed = np.ones(count + 1, dtype=np.float32)
    if phrase.kind == "pronoun":
        if phrase.group in {"he", "his", "she", "her", "i", "who"}:
            allowed[:count] = scene.person
        elif phrase.group in {"it", "its"}:
            allowed[:count] = ~scene.person
    else:
        shares = nouns.get(phrase.group, {})
        if shares.get("person", 0.0) > 0.95:  # noqa: PLR2004
            allowed[:count] = scene.person
        elif shares.get("person", 0.0) < 0.03:  # noqa: PLR2004
            allowed[:count] = ~scene.person
    if phrase.opener in _POSSESSIVES:
        # Somebody's aide is somebody else; a country's government is the country.
        owners = scene.whose[scene.ends == phrase.start - 1]
        allowed[owners[scene.person[owners]]] = 0.0
    if phrase.group == "i":
        quote = scene.speaker_of[phrase.start]
        if quote < 0 and scene.quote_of[phrase.start] < 0:
            allowed[:count] = 0.0
    return allowed


def _own(scene: Scene, phrase: Phrase, nouns: Mapping[str, Mapping[str, float]]) -> list[float]:
    doc = scene.doc
    at = phrase.start
    shares = nouns.get(phrase.group, {})
    sentence_start = at == 0 or scene.sentence_of[at - 1] != scene.sentence_of[at]
    return [
        float(phrase.kind == "pronoun"),
        *(float(phrase.kind == "pronoun" and phrase.group == group) for group in GROUPS),
        *(float(phrase.opener == opener) for opener in OPENERS),
        *(shares.get(kind, 0.0) for kind in TYPES),
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


def _pair(
    scene: Scene,
    phrase: Phrase,
    nouns: Mapping[str, Mapping[str, float]],
    genders: FloatArray,
) -> FloatArray:
    count = len(scene.entities)
    at = phrase.start
    sentence = scene.sentence_of[at]
    upto = int(np.searchsorted(scene.starts, at))
    last = np.full(count, -1)
    last[scene.whose[:upto]] = np.arange(upto)
    following = np.full(count, -1)
    rest = np.arange(len(scene.starts) - 1, upto - 1, -1)
    following[scene.whose[rest]] = rest
    has = last >= 0
    safe = np.where(has, last, 0)
    distance = np.where(has, at - scene.ends[safe], _FAR)
    sentences = np.where(has, sentence - scene.sentence_of[scene.starts[safe]], 20)
    near = np.where(following >= 0, scene.starts[np.maximum(following, 0)] - at, _FAR)
    counts = np.bincount(scene.whose[:upto], minlength=count)
    recent = np.bincount(scene.whose[:upto][scene.starts[:upto] > at - _RECENT], minlength=count)
    roles = scene.roles[safe] * has[:, None]
    gender = genders * _GENDER_OF.get(phrase.group, 0.0)
    fits = (
        scene.person & (gender > -_CERTAIN)
        if phrase.group in _GENDER_OF
        else _types_fit(scene, phrase, nouns)
    )
    order = np.where(fits & has, distance, _NOWHERE)
    rank = np.argsort(np.argsort(order, kind="stable"), kind="stable")
    quote = scene.quote_of[at]
    said = scene.quote_of[scene.starts[safe]] * has - (~has)
    speaker = scene.speaker_of[at]
    numbers = np.arange(count)
    before = _speaker_before(scene, at)
    first = np.full(count, len(scene.doc))
    np.minimum.at(first, scene.whose, scene.starts)
    columns = [
        has,
        np.log1p(np.maximum(distance, 0)) / 6.0,
        *(sentences == number for number in range(_SENTENCES)),
        sentences >= _SENTENCES,
        np.log1p(near) / 6.0,
        (following >= 0) & (scene.sentence_of[scene.starts[np.maximum(following, 0)]] == sentence),
        near < _BESIDE,
        fits & has & (rank == 0),
        fits & has & (rank == 1),
        fits & has & (rank == _THIRD),
        1.0 / (1.0 + rank) * (fits & has),
        np.full(count, float((order < _NOWHERE).sum() == 1)),
        np.full(count, np.log1p(((order < _NOWHERE) & (sentences < _CLOSE)).sum()) / 2.0),
        *roles.T,
        roles[:, 0] * (sentences == 1),
        roles[:, 0] * (sentences == 0),
        np.log1p(counts) / 3.0,
        np.log1p(recent) / 2.0,
        scene.salience,
        scene.salience == scene.salience.max(initial=0.0),
        scene.salience >= np.max(np.where(fits, scene.salience, 0.0), initial=0.0),
        first < scene.title_end,
        np.log1p(first) / 7.0,
        np.maximum(gender, 0.0),
        np.maximum(-gender, 0.0),
        np.abs(genders) < _UNKNOWN,
        *(np.array([e.type == kind for e in scene.entities]) for kind in TYPES),
        _type_share(scene, phrase, nouns),
        fits,
        (speaker == numbers),
        (speaker >= 0) & (speaker != numbers),
        (quote >= 0) & (said == quote),
        (quote < 0) & (said >= 0),
        (quote >= 0) & has & (said < 0),
        (before == numbers),
        (speaker == numbers) & (phrase.group in {"i", "we"}),
        scene.paragraph_of[scene.starts[safe]] == scene.paragraph_of[at],
        (sentences == 0) & (scene.doc[at].lower_ in _OBJECTS),
        *_words(scene, phrase),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _speaker_before(scene: Scene, at: int) -> int:
    """Who spoke last before a token."""
    past = scene.speaker_of[:at]
    spoke = np.flatnonzero(past >= 0)
    return int(past[spoke[-1]]) if len(spoke) else -1


def _types_fit(
    scene: Scene, phrase: Phrase, nouns: Mapping[str, Mapping[str, float]]
) -> np.ndarray:
    if phrase.kind == "pronoun":
        return _type_share(scene, phrase, nouns) > 0.2  # noqa: PLR2004
    return _type_share(scene, phrase, nouns) > 0.3  # noqa: PLR2004


def _type_share(
    scene: Scene, phrase: Phrase, nouns: Mapping[str, Mapping[str, float]]
) -> FloatArray:
    shares = nouns.get(phrase.group, {})
    return np.array([shares.get(entity.type, 0.0) for entity in scene.entities], dtype=np.float32)


def _words(scene: Scene, phrase: Phrase) -> list[FloatArray]:
    """What the words of a description share with the name and with the words about each entity."""
    doc = scene.doc
    count = len(scene.entities)
    if phrase.kind == "pronoun":
        return [np.zeros(count, dtype=np.float32)] * 9
    head = plain(phrase.group)
    inside = [doc[at] for at in range(phrase.start, phrase.end) if at != phrase.head]
    modifiers = [plain(token.lower_) for token in inside[1:] if token.text[0].isalnum()]
    capitals = [plain(token.lower_) for token in inside if token.text[:1].isupper()][
        int(bool(inside) and bool(doc[phrase.start].is_sent_start)) :
    ]
    inner = {
        int(scene.whose[number])
        for number in range(
            int(np.searchsorted(scene.starts, phrase.start)),
            int(np.searchsorted(scene.starts, phrase.end)),
        )
    }
    owner = phrase.opener in _POSSESSIVES
    columns = [
        [head in words for words in scene.words],
        [head in words for words in scene.name_words],
        [head in words for words in scene.offices],
        [sum(word in words for word in capitals) / max(len(capitals), 1) for words in scene.words],
        [
            sum(word in words for word in capitals) / max(len(capitals), 1)
            for words in scene.name_words
        ],
        [
            sum(word in words for word in modifiers) / max(len(modifiers), 1)
            for words in scene.words
        ],
        [number in inner for number in range(count)],
        [bool(modifiers) and float(len(inner) > 0) for _ in range(count)],
        [owner for _ in range(count)],
    ]
    return [np.asarray(column, dtype=np.float32) for column in columns]
