"""Names that their own acronym completes: “the Campaign to End Child Hunger (CECH)”.

The tagger may find only a piece of a long name, or none of it. The letters of the acronym behind it
say where it begins.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc

from worker.nlp.english.marks import OPENING_BRACKETS, OPENING_MARKS
from worker.nlp.english.windows import start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.finding.finders import Finding
from worker.nlp.entities.names import acronyms, is_acronym, parts
from worker.nlp.tokens import text_of, tokens_of

MAX_WORDS: Final = 14
MAX_NAMES: Final = 100
"""Names with one first letter that are compared with acronyms."""

MIN_LETTERS: Final = 3
"""An acronym of two letters fits too many words."""

_LABEL: Final = "organization"
_PERSON: Final = "person"
_WORDS: Final = word_list("acronym_words")
_SMALL: Final = word_list("acronym_skips") | word_list("expansion_skips")


def expanded(doc: Doc, findings: Sequence[Finding]) -> list[Finding]:
    """The findings in text order, with whole names of organisations before their acronyms."""
    whole = list(_expansions(doc, findings))
    taken = {token for name in whole for token in _tokens(name)}
    kept = [one for one in findings if taken.isdisjoint(_tokens(one))]
    named = sorted([*kept, *whole], key=lambda finding: int(finding.span.start))
    made = list(_acronyms(doc, named))
    return sorted([*named, *made], key=lambda finding: int(finding.span.start)) if made else named


def _acronyms(doc: Doc, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Acronyms that the tagger overlooked and whose name it found, in brackets or not."""
    texts = tokens_of(doc).texts
    marked = {token for one in findings for token in _tokens(one)}
    loose = [
        at
        for at, text in enumerate(texts)
        if len(text) >= MIN_LETTERS
        and text.isupper()
        and text.isalpha()
        and is_acronym(text)
        and at not in marked
        and text.lower() not in _WORDS
    ]
    if not loose:
        return
    # By first letter, and each name once: an article of acronyms alone stays cheap.
    names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for one in findings:
        words = parts(text_of(one.span)) if one.label == _LABEL else ()
        if len(words) > 1 and len(names[words[0][0]]) < MAX_NAMES:
            names[words[0][0]].add(words)
    known: dict[str, bool] = {}
    for at in loose:
        letters = texts[at].lower()
        if letters not in known:
            known[letters] = any(_stands_for(letters, name) for name in names[letters[0]])
        if known[letters]:
            yield Finding(doc[at : at + 1], _LABEL)


def _stands_for(letters: str, name: tuple[str, ...]) -> bool:
    return letters in acronyms(name) or spells(name, letters)


def _expansions(doc: Doc, findings: Sequence[Finding]) -> Iterator[Finding]:
    at: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        for token in _tokens(finding):
            at[token].append(finding)
    for finding in findings:
        if finding.label != _LABEL or not is_acronym(text_of(finding.span)):
            continue
        letters = text_of(finding.span).replace(".", "").lower()
        end = _end_of_name(doc, finding.span.start)
        if end is None or len(letters) < MIN_LETTERS:
            continue
        start = _start_of_name(doc, end, letters)
        if start is None:
            continue
        name = Finding(doc[start:end], _LABEL)
        if not any(_covers(other, name) for other in at[start]):
            yield name


def _end_of_name(doc: Doc, acronym: int) -> int | None:
    """Where the name ends that an acronym is for: before the bracket, or before “, or”."""
    first = start_of_run(doc, 0, acronym, lambda token: token.text in OPENING_MARKS)
    if any(token.text in OPENING_BRACKETS for token in doc[first:acronym]):
        return first
    if acronym > 1 and doc[acronym - 1].lower_ == "or" and doc[acronym - 2].text == ",":
        return acronym - 2
    return None


def _start_of_name(doc: Doc, end: int, letters: str) -> int | None:
    """The nearest token from which the words up to ``end`` begin with the letters, in order."""
    words: list[str] = []
    for start in range(end - 1, max(-1, end - 1 - MAX_WORDS), -1):
        token = doc[start]
        word = "".join(parts(token.text))
        if not word and token.text != "-":
            return None
        if word and not token.text[0].isupper() and word not in _SMALL:
            return None
        words.insert(0, word)
        if word not in _SMALL and word[:1] == letters[0] and spells(words, letters):
            return start
        if token.is_sent_start:
            return None
    return None


def spells(words: Sequence[str], letters: str) -> bool:
    """Whether the beginnings of the words are the letters; small words may give none."""
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    least = 0 if not word or word in _SMALL else 1
    most = next(
        (at for at, pair in enumerate(zip(word, letters, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(letters)),
    )
    return any(spells(rest, letters[taken:]) for taken in range(least, most + 1))


def first_letters(words: Sequence[str]) -> set[str]:
    """The letters with which what the words spell can begin."""
    found = set()
    for word in words:
        found.add(word[:1])
        if word and word not in _SMALL:
            break
    return found - {""}


def _tokens(finding: Finding) -> range:
    return range(finding.span.start, finding.span.end)


def _covers(one: Finding, name: Finding) -> bool:
    """Whether a finding has the name already, in a longer one or as what an acronym may be for."""
    if not (one.span.start <= name.span.start and name.span.end <= one.span.end):
        return False
    return len(one.span) > len(name.span) or one.label in {_LABEL, _PERSON}
