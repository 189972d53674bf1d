"""What the frames of composed texts share: who takes part, and the words for and against."""

import random
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from training.framed.cast import WORDINGS, Actor, Cast, fitting
from training.framed.inflection import agreeing, participle, past, plural, reported

SIDES: Final = ("-", "+")
CURLY: Final = ("\u201c", "\u201d", "\u2018", "\u2019")
STRAIGHT: Final = ('"', '"', "'", "'")
EVIL: Final = 0.06

SORTS: Final = {"verbs": 6, "deeds": 3, "feelings": 2}
"""The lists of verbs, and how often each is drawn from."""
POWERS: Final = 3

_OTHERS: Final = re.compile(
    r"\{(?:other|issue)\}|agenda|report|court case|government|elections|delegation|floods"
    r"|games|census|meeting"
)
_OF_IT: Final = re.compile(r"\b(?:the|an?) .*\bof$")
_NOUN: Final = re.compile(r"\b(?:an?|the) |\b(?:of|for|from|to) ")
_OF_A_MAN: Final = re.compile(r"\b(?:he|his|man)\b")
_ONE: Final = re.compile(r"(?:an?|our|the|one|my) ")
_LIKE_ONE: Final = re.compile(r"\{T\} (?:as|to) (?:an?|the) ")
_ONE_OF_THEM: Final = re.compile(r"\{T\} (?:is|was|has been) (?:an?|our|the|one|my) ")


class Marked(NamedTuple):
    """Some sentences and what they show."""

    text: str
    marks: Sequence[dict[str, Any]] = ()


class Verb(NamedTuple):
    """What a holder does to a target."""

    infinitive: str
    sort: str
    """the list that it is from"""
    side: str

    @property
    def how(self) -> str:
        """How the text shows the side."""
        return "reported" if self.sort == "verbs" else "told"


class Composer:
    """Draws the sentences of one text."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.cast = Cast(draw)
        self.quotes = STRAIGHT if draw.random() < 0.3 else CURLY

    def filled(self, pattern: str) -> str:
        """A pattern with its places, days and people; braces that are none of these stay."""

        def one(found: re.Match[str]) -> str:
            name = found[1]
            if name == "other":
                return self.cast.person().name
            if name == "issue":
                return self.cast.issue().words
            return self.cast.one_of(f"{name}s")

        return re.sub(r"\{(place|day|month|subject|issue|other)\}", one, pattern)

    def verb(self, side: str, target: Actor, holder: Actor | None = None) -> Verb:
        """A verb that takes such a target; some are only for those with power."""
        sorts = SORTS | ({"powers": POWERS} if holder and holder.mighty else {})
        every = {sort: fitting(WORDINGS[sort][side], target) for sort in sorts}
        sorts = {sort: weight for sort, weight in sorts.items() if every[sort]}
        sort = self.draw.choices([*sorts], [*sorts.values()])[0]
        return Verb(self.draw.choice(every[sort]), sort, side)

    def short_verb(self, side: str, target: Actor, holder: Actor | None = None) -> Verb:
        """A verb that takes a pronoun well: not `came to the aid of it`."""
        verb = self.verb(side, target, holder)
        while _OF_IT.search(verb.infinitive):
            verb = self.verb(side, target, holder)
        return verb

    def bare_verb(self, side: str, target: Actor) -> Verb:
        """A verb with no noun in it, so that a later `it` can only be the target."""
        verb = self.verb(side, target)
        while _NOUN.search(verb.infinitive):
            verb = self.verb(side, target)
        return verb

    def done(self, verb: Verb, holder: Actor, target: str) -> str:
        """`praised Peru`."""
        return owned(f"{self.past(verb, holder)} {target}", holder)

    def past(self, verb: Verb, holder: Actor) -> str:
        """`praised`, `was proud of`."""
        form = past(verb.infinitive)
        return owned(plural(form) if holder.several else form, holder)

    def had_done(self, verb: Verb, holder: Actor, target: Actor) -> str:
        """`had praised Peru`."""
        return owned(f"had {participle(verb.infinitive)} {target.words}", holder)

    def clause(self, pattern: str, holder: Actor, target: Actor) -> str:
        """A pattern with {T} in it, as the holder does it to the target."""
        pattern = re.sub(r"\{her\}|(?<!\{)\bits\b(?!\})", target.its, pattern)
        pattern = owned(plural(pattern) if holder.several else pattern, holder)
        if target.several:
            pattern = agreeing(pattern)
        return self.filled(pattern.replace("{T}", target.words))

    def tail(self, list_name: str, side: str, target: Actor) -> str:
        """A pattern with {T} in it."""
        every = fitting(WORDINGS[list_name][side], target)
        if target.kind == "group":
            every = [one for one in every if not _LIKE_ONE.search(one)]
        return self.draw.choice(every)

    def complement(self, side: str, target: Actor) -> str:
        """What a target may be called."""
        every = fitting(WORDINGS["complements"][side], target)
        if target.kind == "group":
            every = [one for one in every if not _ONE.match(one)]
        return self.draw.choice(every)

    def saying(
        self, side: str, target: Actor, *, third: bool = False, indirect: bool = False
    ) -> str:
        """What somebody says of {T}; with `third`, {T} is its subject."""
        every = fitting(WORDINGS["said"][side], target)
        if target.pronoun != "he":
            every = [one for one in every if not _OF_A_MAN.search(one)]
        if target.kind == "group":
            every = [one for one in every if not _ONE_OF_THEM.match(one)]
        if third or indirect:
            every = [one for one in every if one.startswith("{T} ")]
        chosen = re.sub(r"\bits\b", target.its, self.draw.choice(every))
        chosen = re.sub(r"\bitself\b", target.itself, chosen)
        if indirect:
            chosen = of_others(reported(chosen))
        return agreeing(chosen) if target.several else chosen

    def told_of(self, side: str, target: Actor) -> str:
        """`Peru had cheated them`."""
        return self.saying(side, target, indirect=True).replace("{T}", target.words)

    def side(self) -> str:
        """For or against."""
        return self.draw.choice(SIDES)

    def aimed(self) -> tuple[str, Actor]:
        """A side, and a target that somebody may take that side of."""
        if self.draw.random() < EVIL:
            return "-", self.cast.evil()
        return self.side(), self.cast.target()

    def neutral(self, who: Actor, *, alone: bool = False) -> str:
        """What somebody does or is without taking a side; `alone`: with nobody and nothing else."""
        lists = WORDINGS["neutral"]
        every = lists[who.kind if who.kind in lists else "issue"]
        if alone:
            every = [one for one in every if not _OTHERS.search(one)]
        words = self.filled(self.draw.choice(every))
        return plural(words) if who.several else words

    def mark(
        self, holder: Actor, target: Actor, side: str, evidence: str, how: str, **words: str
    ) -> dict[str, Any]:
        """A row of marks."""
        return {
            "h": holder.name,
            "hk": holder.kind,
            "hw": words.get("hw", holder.words),
            "t": target.name,
            "tk": target.kind,
            "tw": words.get("tw", target.words),
            "p": side,
            "e": evidence,
            "c": 2,
            "how": how,
        }

    def adjunct(self, verb: Verb, target: Actor) -> str:
        """When, where, over what: as far as the verb can have it."""
        lists = WORDINGS["adjuncts"]
        if verb.sort == "feelings":
            return ""
        every = [*lists["when"]]
        if verb.sort == "verbs":
            every += lists["words"]
            if verb.side == "-" and target.fits in ("person", "country", "organization"):
                every += lists["over"]
        found = self.filled(self.draw.choice(every))
        return f" {found}" if found else ""

    def when(self) -> str:
        """A day, or nothing."""
        return self.filled(self.draw.choice(["", "", " on {day}", " in {place}"]))

    def says(self, holder: Actor, side: str) -> str:
        """`Anna Kolb told reporters`, or the other way round."""
        lists = WORDINGS["says"]
        said = self.filled(self.draw.choice([*lists["any"], *lists[side]]))
        if said == "said" and self.draw.random() < 0.6:
            return f"said {holder.words}"
        return f"{holder.words} {said}"


def owned(words: str, holder: Actor) -> str:
    """The words with the holder's `his`, `her` or `its`."""
    return words.replace("{its}", holder.its).replace("{itself}", holder.itself)


def of_others(saying: str) -> str:
    """What is said of "us" by somebody who is not quoted."""
    changes = {"us": "them", "our": "their", "we": "they", "my": "their", "I": "they", "me": "them"}
    saying = saying.replace("I am ", "they are ")
    return re.sub(r"\b(?:us|our|we|my|I|me)\b", lambda found: changes[found[0]], saying)


def one_word(verb: str) -> bool:
    """Whether a verb has no particle or object of its own."""
    return " " not in verb


def capital(words: str) -> str:
    """The words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def capitalised(actor: Actor) -> Actor:
    """An actor whose words begin a sentence."""
    return actor._replace(words=capital(actor.words))
