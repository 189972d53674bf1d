"""Is this English? Other languages are published as they came, without tags.

py3langid knows 139 languages, needs nothing but numpy and answers the same every time. On little
text it guesses, and names of people and places look like any language; so English is what the
article is taken for until the answer is a confident other one, and what most of its small words
say beats what a long quotation in another language says.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

import py3langid
from py3langid.langid import LanguageIdentifier

from worker.nlp.english.words import word_list

ENGLISH: Final = "en"

MAX_CHARS: Final = 6_000
"""What is looked at from the beginning; more changes no answer and costs time."""

MIN_LETTERS: Final = 24
"""With fewer letters in Latin script nobody can tell."""

CONFIDENT: Final = 0.9
"""Probability that another language must have."""

ENGLISH_SHARE: Final = 0.25
"""Share of English function words that settles it; English news has about 0.4, others below 0.1."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOISE: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\S+")
_FUNCTION_WORDS: Final = word_list("english_function_words")
_NO_LANGUAGE: Final = frozenset({"zxx", "und", "mis", "mul"})


def detect(text: str) -> str | None:
    """ISO 639 code of the language, or None where the text is too little to tell."""
    sample = unicodedata.normalize("NFC", _NOISE.sub(" ", text[:MAX_CHARS]))
    found = _WORD.findall(sample)
    letters = "".join(found)
    if not letters:
        return None
    latin = len(_LATIN.findall(letters)) * 2 >= len(letters)
    if latin and len(letters) < MIN_LETTERS:
        return None
    english = sum(word.lower() in _FUNCTION_WORDS for word in found) / len(found)
    if english >= ENGLISH_SHARE:
        return ENGLISH
    code, confidence = _identifier().classify(" ".join(found))
    if code == ENGLISH:
        return ENGLISH
    # Another script is no English whichever of its languages it is.
    if latin and confidence < CONFIDENT:
        return None
    return code if re.fullmatch("[a-z]{2,3}", code) and code not in _NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    model = Path(py3langid.__file__).parent / "data" / "model.npz.xz"
    return LanguageIdentifier.from_model_file(model, norm_probs=True)
