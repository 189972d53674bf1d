"""What a wording of an issue says when word order, number and small words are left out.

"A ban on assault weapons" and "assault-weapons bans" have the same normal form, ``assault weapon
ban``: the head comes last, and what "of", "on" or "for" joins to it comes before it. Everything
here looks at the words alone, so the same wording has the same normal form in every article.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from topics.limits import MAX_NAME_CHARS
from worker.nlp.english.marks import APOSTROPHES, DOUBLE_QUOTES, LEFT_SINGLE
from worker.nlp.english.words import word_list, word_pairs
from worker.nlp.entities.issues.normal_words import (
    DETERMINERS,
    SMALL_WORDS,
    Words,
    american,
    normal_words,
)
from worker.nlp.entities.names import fold, is_acronym

MAX_WORDS: Final = 14
"""A longer phrase is a sentence and names nothing."""

_LETTERS: Final = r"(?:[^\W_]|[\u0300-\u036f])+"
_TOKEN: Final = re.compile(
    rf"(?:[A-Z]\.){{2,}}|[$\u20ac\u00a3]?{_LETTERS}(?:(?:[.'\u2019&-]|(?<=\d),(?=\d)){_LETTERS})*[%'\u2019]?|[(,;:\u2013\u2014]"
)
_BREAKS: Final = frozenset("(,;:\u2013\u2014")
_OWNER: Final = re.compile(r"(.+?)(?:['\u2019]s|(?<=s)['\u2019])")
_SHORTEST_GERUND: Final = 6

_DEFINITES: Final = word_list("issue_definites")
_DAYS: Final = word_list("issue_owner_days")
_FRONTED: Final = word_list("issue_fronted_links")
_LINKS: Final = _FRONTED | word_list("issue_other_links")
_CLAUSES: Final = word_list("issue_clause_starts")
_CLAUSE_MARKS: Final = word_list("issue_clause_marks")
_SUPERLATIVES: Final = word_list("issue_superlatives")
_SUBJECTS: Final = word_list("issue_clause_subjects")
_VAGUE: Final = word_list("issue_vague_heads")
_BODIES: Final = word_list("issue_bodies")
_UNIQUE: Final = word_list("issue_one_of_its_kind")
_FUNCTION_WORDS: Final = word_list("english_function_words")
_TITLES: Final = word_list("titles")
_VERBS: Final = word_pairs("issue_verbs")
_LIGHT_VERBS: Final = word_list("issue_light_verbs")
_QUOTES: Final = DOUBLE_QUOTES + LEFT_SINGLE + APOSTROPHES
_APOSTROPHE: Final = re.compile(f"[{APOSTROPHES}]")
_JOINING: Final = frozenset({"and", "or", "&"})


@dataclass(frozen=True)
class Wording:
    """The normal form of one wording."""

    name: str
    """The words as they stand, without determiners and light words before them."""

    before: Words
    """What says more of the head: "assault", "weapon" of a ban on assault weapons."""

    head: str
    """The noun that says what it is: a ban, a tax."""

    after: Words = ()
    """What other prepositions join to it: "in", "school" of violence in schools."""

    owner: Words = ()
    """Whose it is, if a name says so: "trump" in "Trump's travel ban"."""

    definite: bool = False
    """Whether it begins with "the", "this", "their" or the like."""

    fixed: bool = False
    """Whether no shorter wording can mean it, because it joins two things with "and"."""

    @property
    def bare(self) -> bool:
        """Whether it is a head alone: "the ban"."""
        return not self.before and not self.after and not self.owner

    @property
    def vague(self) -> bool:
        """Whether it is a head alone that does not say which one: "the ban", "that idea"."""
        means_one = self.head in _UNIQUE or is_acronym(self.name)
        return self.bare and (self.head in _VAGUE or (self.definite and not means_one))

    @property
    def unclear(self) -> bool:
        """Whether another article may mean something else by it: "the Senate bill", "his plan".

        It is vague, or says no more of a vague head than whose it is.
        """
        whose_only = not self.after and set(self.before) <= _BODIES
        return self.vague or (self.head in _VAGUE and whose_only)

    @property
    def form(self) -> Words:
        """What wordings with one meaning share: the normal form with its owner."""
        whose = (*self.owner, "s") if self.owner else ()
        return (*whose, *self.before, self.head, *self.after)

    @property
    def details(self) -> frozenset[str]:
        """The words that say more of the head, without their order."""
        return frozenset((*self.owner, *self.before, *self.after)) - _LINKS


def wording(text: str) -> Wording | None:
    """The normal form of a phrase.

    Args:
        text: the phrase as it stands, from a determiner or an owner on, or without.

    Returns:
        None for a pronoun, a clause, or anything else without a clear noun.

    """
    found = _phrase(text)
    phrase = [token.group() for token in found]
    definite = bool(phrase) and phrase[0].lower() in _DEFINITES
    start = _after_small_words(phrase, 0)
    owner, rest = _owner(phrase, start)
    if owner is None:  # "last year's bill"
        definite, owner, start = True, (), rest
    if not 0 < len(phrase) - start <= MAX_WORDS or any(map(_marks_clause, phrase[start:])):
        return None
    normal = _normal(phrase[rest:])
    name = " ".join(text[found[start].start() : found[-1].end()].split()).strip(_QUOTES)
    if normal is None or len(name) > MAX_NAME_CHARS:
        return None
    if normal.head in _FUNCTION_WORDS | _DAYS or not _names_something(normal):
        return None
    fixed = any(word.lower() in _JOINING for word in phrase[start:])
    return Wording(name, *normal, owner=owner, definite=definite, fixed=fixed)


def _names_something(normal: "_Normal") -> bool:
    """Whether the head is a word, a number behind one, or both: a ban, Section 230, an F-35."""
    if normal.head.isdecimal():
        before = normal.before[-1] if normal.before else ""
        return before.isalpha() and before not in _FUNCTION_WORDS | _SUPERLATIVES
    return normal.head.isalnum()


def _marks_clause(word: str) -> bool:
    """Whether a word shows that the phrase is a sentence; "US" does not, and "us" does."""
    if word.isupper() and len(word) > 1:
        return False
    subject, *rest = _APOSTROPHE.split(word.lower(), maxsplit=1)
    return subject in _CLAUSE_MARKS or (subject.endswith("n") and rest == ["t"])


def _phrase(text: str) -> list[re.Match[str]]:
    """The words of a phrase up to the first clause, comma or bracket after its first noun."""
    phrase: list[re.Match[str]] = []
    tokens = list(_TOKEN.finditer(text))
    words = [token.group().lower() for token in tokens]
    for at, token in enumerate(tokens):
        ends = words[at] in _BREAKS or words[at] in _CLAUSES or _says_more(words, at)
        if ends and phrase and phrase[-1].group().lower() not in DETERMINERS:
            break
        if words[at] not in _BREAKS:
            phrase.append(token)
    return phrase


def _says_more(words: list[str], at: int) -> bool:
    """Whether a clause without "that" begins at a word, to say more of the noun before it.

    "The policies she enforced", "homes being built", "a campaign to be rolled out".
    """
    if words[at] in _SUBJECTS:
        return at + 1 < len(words) and words[at - 1] not in _CLAUSE_MARKS
    gerund = at > 0 and words[at - 1].endswith("ing")
    return words[at] == "being" or (words[at : at + 2] == ["to", "be"] and not gerund)


def _after_small_words(phrase: list[str], start: int) -> int:
    while start < len(phrase) and phrase[start].lower() in SMALL_WORDS:
        start += 1
    return start


def _owner(phrase: list[str], start: int) -> tuple[Words | None, int]:
    """The owner before the head, and where the rest begins; None for "Wednesday's bill"."""
    for at in range(start, len(phrase) - 1):
        if phrase[at].lower() in _LINKS:
            break
        owned = _OWNER.fullmatch(phrase[at])
        if owned is None:
            continue
        rest = _after_small_words(phrase, at + 1)
        names = [fold(word) for word in (*phrase[start:at], owned[1])]
        if all(name in _DAYS for name in names):
            return None, rest
        while len(names) > 1 and names[0] in _TITLES:
            del names[0]
        return normal_words(names), rest
    return (), start


class _Normal(NamedTuple):
    before: Words
    head: str
    after: Words = ()

    @property
    def words(self) -> Words:
        return (*self.before, self.head, *self.after)


def _normal(phrase: list[str]) -> _Normal | None:
    """The parts of a noun phrase; None if it has no head."""
    start = _after_small_words(phrase, 0)
    link = next((at for at in range(start + 1, len(phrase)) if phrase[at].lower() in _LINKS), None)
    core = _core(phrase[start:link])
    if not core:
        return None
    if link is None:
        return _Normal(core[:-1], core[-1])
    rest = _normal(phrase[link + 1 :])
    if rest is None:  # "Medicare for all"
        after = [fold(word) for word in phrase[link:]]
        return _Normal(core[:-1], core[-1], tuple(after) if len(after) > 1 else ())
    if phrase[link].lower() in _FRONTED:
        return _Normal((*core[:-1], *rest.words), core[-1])
    return _Normal(core[:-1], core[-1], (phrase[link].lower(), *rest.words))


def _core(core: list[str]) -> Words:
    """The words between a determiner and a preposition; a verb becomes its noun, and the head."""
    if not core:
        return ()
    first = american(core[0])
    inner = [at for at in range(1, len(core)) if core[at].lower() in DETERMINERS]
    rest = core[_after_small_words(core, 1) :]
    objects = normal_words(rest)
    if objects and first in _LIGHT_VERBS:
        return objects
    if objects and first in _VERBS and (inner or objects[-1] not in _VAGUE):
        return (*objects, _VERBS[first])
    if inner:
        return (
            *normal_words([_gerund(first), *core[1 : inner[0]]]),
            *normal_words(core[inner[-1] :]),
        )
    return normal_words(core)


def _gerund(verb: str) -> str:
    if verb.endswith("ing") and len(verb) >= _SHORTEST_GERUND:
        return verb
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"
