"""Forms of a name without case, accents and punctuation: keys, slugs, initials."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import Final

from worker.nlp.english import marks
from worker.nlp.english.words import word_list

MAX_SLUG_CHARS: Final = 120
MAX_ACRONYM_LETTERS: Final = 8
SPOKEN: Final = range(4, 8)
"""Letters of an acronym that newspapers write like a word, as it is spoken: Unicef."""

CACHED: Final = 4_000
"""Names whose parts are remembered: the gazetteer asks for the same ones again and again."""

_MAX_SKIPPED: Final = 5

_WORD: Final = re.compile(r"[^\W_]+")
_JOINERS: Final = re.compile(f"[{marks.LEFT_SINGLE}{marks.APOSTROPHES}\u02bc.]")
_ODD_LETTERS: Final = str.maketrans(
    {"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
_PRINTED: Final = str.maketrans(
    dict.fromkeys(f"{marks.LEFT_SINGLE}{marks.APOSTROPHES}\u02bc", "'")
    | dict.fromkeys(f"{marks.HYPHENS}{marks.EN_DASH}", "-")
)
_NICKNAME: Final = re.compile(
    f"(?<=[\\w.])\\s[{marks.DOUBLE_OPENERS}{marks.STRAIGHT_DOUBLE}{marks.SINGLE_OPENERS}]\\s?"
    r"(\w[\w. -]{0,24}\w)\s?"
    f"[{marks.DOUBLE_CLOSERS}{marks.STRAIGHT_DOUBLE}{marks.SINGLE_CLOSERS}](?=\\s\\w)"
)
_CUT_UP: Final = re.compile(r" ' s\b")
"""“King ' s College”, as a program cut it into words."""

_ACRONYM: Final = re.compile(r"(?:[A-Z]\.?){2,8}")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d")
_CHINESE_SURNAMES: Final = word_list("chinese_surnames")
_PINYIN: Final = re.compile(
    r"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:i?ang?|i?ao?|ai|e[inr]?|eng|i[eu]?|ing?|iong|ong?"
    r"|ou?|ua[in]?|uang|u[eino]?)){1,2}"
)
_SKIPPED: Final = word_list("acronym_skips")


def fold(text: str) -> str:
    """Lower case without accents, as ASCII as the script allows."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_ODD_LETTERS)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def plain_marks(text: str) -> str:
    """A name with straight apostrophes and plain hyphens, whichever an article prints."""
    plain = text if text.isascii() else text.translate(_PRINTED)
    return _CUT_UP.sub("'s", plain) if " ' s" in plain else plain


def without_nickname(name: str) -> str:
    """A person's name without the one in quotation marks: Lewis “Scooter” Libby."""
    return _NICKNAME.sub("", name, count=1)


def nickname(name: str) -> str:
    """The name in quotation marks; nothing if there is none."""
    found = _NICKNAME.search(name)
    return "" if found is None else found[1]


@lru_cache(maxsize=CACHED)
def parts(text: str) -> tuple[str, ...]:
    """The words of a name: "J.K. O'Brien-Smith" is jk, obrien, smith."""
    return tuple(_WORD.findall(fold(_JOINERS.sub("", text))))


def is_acronym(text: str) -> bool:
    """Whether a text is two to eight capitals, with or without full stops."""
    return _ACRONYM.fullmatch(text) is not None


def is_chinese_person(name: tuple[str, ...]) -> bool:
    """Whether folded words are a Chinese surname and one or two syllables of pinyin."""
    if len(name) != len(("surname", "given")) or name[0] not in _CHINESE_SURNAMES:
        return False
    return _PINYIN.fullmatch(name[1]) is not None


def is_year(word: str) -> bool:
    """Whether a word is the number of a year that the news speaks of."""
    return _YEAR.fullmatch(word) is not None


@lru_cache(maxsize=CACHED)
def keys(text: str) -> tuple[str, ...]:
    """The keys to look a name up by, the strictest first.

    Short capitals keep their case, so that US is a country and us is not.
    """
    folded = " ".join(parts(text))
    if is_acronym(text):
        return (text.replace(".", ""), folded)
    return (folded,)


def key(text: str) -> str:
    """The strictest key of a name: what a gazetteer files it under."""
    return keys(text)[0]


def acronyms(name: tuple[str, ...]) -> frozenset[str]:
    """The initials that can stand for a name of several words, with those of small words or not."""
    if not 1 < len(name) <= MAX_ACRONYM_LETTERS * 2:
        return frozenset()
    skipped = [word in _SKIPPED for word in name]
    if sum(skipped) > _MAX_SKIPPED:
        return frozenset()
    choices = [
        ("", word[0]) if skip else (word[0],) for word, skip in zip(name, skipped, strict=True)
    ]
    every = ("".join(letters) for letters in product(*choices))
    return frozenset(letters for letters in every if len(letters) > 1)


def slug(name: str) -> str:
    """A stable, readable part of an id: the words with hyphens between them, in any script.

    A long name is cut and ends in a digest of all of it; a name without letters is only a digest.
    """
    words_ = "-".join(parts(name))
    if words_ and len(words_) <= MAX_SLUG_CHARS:
        return words_
    digest = hashlib.sha256(fold(name).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return "-".join(part for part in (words_[: MAX_SLUG_CHARS - 13].strip("-"), digest) if part)
