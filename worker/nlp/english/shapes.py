"""The shape of a token: case, digits, punctuation, and those of its neighbours.

The encoder is uncased, so it cannot tell "May" from "may" or "US" from "us". The tagging heads read
these features together with each token's vector. They depend only on the token strings: not on a
vocabulary, a locale or training.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from worker.nlp.english.marks import (
    APOSTROPHES,
    DASHES,
    DOUBLE_CLOSERS,
    DOUBLE_OPENERS,
    DOUBLE_QUOTES,
    HYPHENS,
    LEFT_DOUBLE,
    SINGLE_CLOSERS,
    SINGLE_OPENERS,
    STRAIGHT_DOUBLE,
    TYPED_CLOSER,
    TYPED_DASH,
    TYPED_OPENER,
)

FloatArray: TypeAlias = npt.NDArray[np.float32]

_OWN: Final = (
    "upper_initial",
    "all_lower",
    "all_upper",
    "mixed_case",
    "single_letter",
    "has_digit",
    "all_digit",
    "year_like",
    "punctuation",
    "quote",
    "hyphen",
    "apostrophe",
    "has_period",
    "has_symbol",
    "non_ascii_letter",
    "space",
    "short",
    "long",
)
_NEIGHBOURS: Final = ("upper_initial", "all_upper", "all_lower", "punctuation", "quote", "hyphen")
_CONTEXT: Final = (
    "first_word",
    "last_token",
    "inside_quotes",
    "sentence_title_share",
    "sentence_upper_share",
)
_OPENING: Final = frozenset(DOUBLE_OPENERS) | {TYPED_OPENER}
_CLOSING: Final = frozenset(DOUBLE_CLOSERS) | {TYPED_CLOSER}
_MARKS: Final = _OPENING | _CLOSING | {STRAIGHT_DOUBLE}
_QUOTES: Final = (
    _OPENING | _CLOSING | frozenset(f"{DOUBLE_QUOTES}{SINGLE_OPENERS}{SINGLE_CLOSERS}`")
)
_HYPHENS: Final = frozenset(f"{HYPHENS}{DASHES}") | {TYPED_DASH}
_LEADING: Final = f"{STRAIGHT_DOUBLE}{SINGLE_OPENERS}{SINGLE_CLOSERS}{LEFT_DOUBLE}("
_YEAR_DIGITS: Final = 4
_SHORT: Final = 3
_LONG: Final = 10
_REMEMBERED: Final = 4_000
"""Words whose features are kept: the same ones come again in every article."""

_COLUMN: Final = {name: index for index, name in enumerate(_OWN)}
_NEIGHBOUR_COLUMNS: Final = [_COLUMN[name] for name in _NEIGHBOURS]

FEATURES: Final[tuple[str, ...]] = (
    *_OWN,
    *(f"{side}_{name}" for side in ("previous", "next") for name in _NEIGHBOURS),
    *_CONTEXT,
)
"""The name of each column, in order; the trained heads depend on the order."""

WIDTH: Final = len(FEATURES)


def shape_features(words: Sequence[str]) -> FloatArray:
    """Describe each token of one sentence by its surface.

    Args:
        words: the token strings of the sentence, in order.

    Returns:
        float32 of shape (len(words), WIDTH), every value between 0 and 1.

    """
    count = len(words)
    features = np.zeros((count, WIDTH), dtype=np.float32)
    if count == 0:
        return features
    own = features[:, : len(_OWN)]
    known = [_own_features(word) for word in words]
    rows = b"".join([one.columns for one in known])
    own[:] = np.frombuffer(rows, np.float32).reshape(count, len(_OWN))
    width = len(_NEIGHBOURS)
    before = len(_OWN)
    features[1:, before : before + width] = own[:-1][:, _NEIGHBOUR_COLUMNS]
    after = before + width
    features[:-1, after : after + width] = own[1:][:, _NEIGHBOUR_COLUMNS]
    _fill_context(features[:, after + width :], known, words)
    return features


class _Own(NamedTuple):
    columns: bytes
    """those of ``_OWN``"""
    upper_initial: bool
    all_upper: bool
    cased: bool


@lru_cache(maxsize=_REMEMBERED)
def _own_features(word: str) -> _Own:
    """What a word says by itself: a table with a condition for each column, so it is not split."""
    letters = [character for character in word if character.isalpha()]
    digits = sum(character.isdigit() for character in word)
    upper = sum(character.isupper() for character in letters)
    lower = sum(character.islower() for character in letters)
    alphanumeric = bool(letters) or digits > 0
    space = word.strip() == ""
    values = (
        bool(letters) and word.lstrip(_LEADING)[:1].isupper(),
        lower > 0 and upper == 0,
        upper > 1 and lower == 0,
        upper > 0 and lower > 0 and any(letter.isupper() for letter in letters[1:]),
        len(letters) == 1 and digits == 0,
        digits > 0,
        digits > 0 and digits == len(word),
        digits == len(word) == _YEAR_DIGITS and word[:2] in ("18", "19", "20"),
        not alphanumeric and not space,
        word in _QUOTES,
        word in _HYPHENS,
        any(mark in word for mark in APOSTROPHES) and alphanumeric,
        "." in word and bool(letters),
        any(character in "$€£¥%@#&+=_/\\" for character in word),
        any(not letter.isascii() for letter in letters),
        space,
        0 < len(word) <= _SHORT and alphanumeric,
        len(word) >= _LONG,
    )
    columns = np.array(values, np.float32).tobytes()
    upper_initial, all_lower, all_upper = values[:3]
    return _Own(columns, upper_initial, all_upper, upper_initial or all_lower)


def _fill_context(context: FloatArray, known: Sequence[_Own], words: Sequence[str]) -> None:
    cased = [one.cased for one in known]
    if total := sum(cased):
        context[cased.index(True), 0] = 1.0
        # A capital means little in a headline or a sentence in capitals, where most words have
        # one. So the heads also see how many words of the sentence do.
        context[:, 3] = sum([one.upper_initial for one in known]) / total
        context[:, 4] = sum([one.all_upper for one in known]) / total
    context[-1, 1] = 1.0
    if _MARKS.isdisjoint(words):
        return
    inside = False
    for index, word in enumerate(words):
        if word in _OPENING:
            inside = True
        elif word in _CLOSING:
            inside = False
        elif word == STRAIGHT_DOUBLE:
            inside = not inside
        context[index, 2] = float(inside)
