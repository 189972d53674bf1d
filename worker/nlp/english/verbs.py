"""Words that express favor or rejection, and a test for what looks like a verb.

The reader decides on a stance. Evidence is cut so that it has a verb, a guard asks who is harmed,
and training prefers sentences with words for or against something.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.tokens import Doc, Token

from worker.nlp.english.words import word_list, word_pairs

_DATA: Final = Path(__file__).parent / "data" / "verbs.json"
_VOWELS: Final = "aeiou"

REPORTING_VERBS: Final = word_list("reporting_verbs")
"""Verbs of saying, in all forms that news uses."""

_REPORTING_WITH: Final = word_pairs("reporting_with")
"""The word that makes some verbs report: “chimed in”, “shot back”."""

_AUXILIARIES: Final = word_list("auxiliaries")
_IRREGULAR: Final = word_list("irregular_verbs")
_SINGULAR_SUBJECTS: Final = word_list("singular_subjects")
_PLURAL_SUBJECTS: Final = word_list("plural_subjects")
_CONTRACTED: Final = word_list("possessives")
_CONTRACTED_AFTER: Final = word_list("singular_subjects") | {"there", "what", "here"}
_NO_VERBS: Final = word_list("no_verbs")


def forms(verb: str) -> Iterator[str]:
    """The regular forms of an English verb, also with a doubled consonant if that is possible."""
    stem = verb.removesuffix("e")
    yield verb
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
        return
    yield f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    if verb.endswith("ie"):
        yield from (f"{verb}d", f"{verb[:-2]}ying")
        return
    yield from (f"{stem}ed", f"{stem}ing")
    short = len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS  # noqa: PLR2004
    if short and verb[-3] not in _VOWELS:
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")


def _load() -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    signs: dict[str, int] = {}
    verbs: set[str] = set()
    for side, sign in (("against", -1), ("favor", 1)):
        for word in data[side]["words"]:
            signs[word] = sign
        for verb in data[side]["verbs"]:
            for form in (*forms(verb), *data["irregular"].get(verb, ())):
                signs[form] = sign
                verbs.add(form)
    harm = (form for verb in data["harm"] for form in forms(verb))
    stolen = (form for verb in data["harm"] for form in data["irregular"].get(verb, ()))
    return signs, frozenset((*harm, *stolen)), frozenset(verbs)


_SIGNS, _HARM, _VERBS = _load()
_KNOWN_VERBS: Final = _AUXILIARIES | _VERBS | _IRREGULAR


def reporting_words(doc: Doc, at: int) -> int:
    """How many words the verb of saying at a token has: 1, or 2 in “chimed in”; 0 if none is."""
    word = doc[at].lower_
    if word in REPORTING_VERBS:
        return 1
    with_it = _REPORTING_WITH.get(word)
    return 2 if with_it and at + 1 < len(doc) and doc[at + 1].lower_ == with_it else 0


def signed(word: str) -> int:
    """1 for a word of favor, -1 for a word of rejection, 0 for any other word."""
    return _SIGNS.get(word.lower(), 0)


def harms(token: Token) -> bool:
    """Whether the word says that somebody harms somebody."""
    return token.lower_ in _HARM


def predicates(token: Token) -> bool:
    """Whether the word looks like the verb of a clause; a good guess without a parser."""
    word = token.lower_
    before = token.nbor(-1) if token.i > 0 else None
    if word in _CONTRACTED:
        return before is not None and before.lower_ in _CONTRACTED_AFTER
    if word in _KNOWN_VERBS:
        return True
    if not token.is_lower or token.is_stop or word in _NO_VERBS:
        return False
    return word.endswith(("ed", "ing", "es")) or (before is not None and _agrees(word, before))


def _agrees(word: str, before: Token) -> bool:
    """Whether the word before looks like the subject of a verb in this form."""
    if before.lower_ in _PLURAL_SUBJECTS:
        return True
    singular = word.endswith("s") and not word.endswith("ss")
    return singular and (before.is_title or before.lower_ in _SINGULAR_SUBJECTS)
