"""Is this English? Articles in other languages are published without tags.

py3langid knows 139 languages, needs only numpy and always gives the same answer. On short texts it
guesses, and names of people and places look like any language. Therefore an article counts as
English unless the answer is another language with high confidence. A text with enough English
function words is English even if it has a long quotation in another language.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import py3langid
from py3langid.langid import LanguageIdentifier

from worker.nlp.english.marks import APOSTROPHES
from worker.nlp.english.words import word_list

ENGLISH: Final = "en"

MAX_CHARS: Final = 6_000
"""Characters that are read, from the beginning; more text costs time and changes no answer."""

MIN_LETTERS: Final = 24
"""A text in Latin script with fewer letters is too short to tell its language."""

CONFIDENT: Final = 0.9
"""The least probability at which another language is believed."""

ENGLISH_SHARE: Final = 0.25
"""The share of function words that shows English: English news has 0.4, others below 0.1."""

_WORD: Final = re.compile(rf"[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)?")
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f]")
_NOISE: Final = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\S+")
_FUNCTION_WORDS: Final = word_list("english_function_words")
_NO_LANGUAGE: Final = frozenset({"zxx", "und", "mis", "mul"})


def detect(text: str) -> str | None:
    """The ISO 639 code of the language, or None if the text is too short to tell."""
    sample = unicodedata.normalize("NFC", _NOISE.sub(" ", text[:MAX_CHARS]))
    found = _WORD.findall(sample)
    letters = "".join(found)
    if not letters:
        return None
    latin = len(_LATIN.findall(letters)) * 2 >= len(letters)
    if latin and len(letters) < MIN_LETTERS:
        return None
    english = sum(word.lower() in _FUNCTION_WORDS for word in found) / len(found)
    return ENGLISH if english >= ENGLISH_SHARE else _classified(found, latin=latin)


def _classified(words: Sequence[str], *, latin: bool) -> str | None:
    """The language that py3langid finds, or None if it is not sure enough."""
    code, confidence = _identifier().classify(" ".join(words))
    if code == ENGLISH:
        return ENGLISH
    # Text in another script is not English, whichever of its languages it is.
    if latin and confidence < CONFIDENT:
        return None
    return code if re.fullmatch("[a-z]{2,3}", code) and code not in _NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    model = Path(py3langid.__file__).parent / "data" / "model.npz.xz"
    return LanguageIdentifier.from_model_file(model, norm_probs=True)
