"""What the frames of composed texts share: who takes part, and the words for and against."""

import random
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from training.framed.cast import WORDINGS, Actor, Cast

SIDES: Final = ("-", "+")
CURLY: Final = ("\u201c", "\u201d", "\u2018", "\u2019")
STRAIGHT: Final = ('"', '"', "'", "'")
EVIL: Final = 0.06


class Marked(NamedTuple):
    """Some sentences and what they show."""

    text: str
    marks: Sequence[dict[str, Any]] = ()


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
            return self.cast.one_of({"subject": "subjects"}.get(name, f"{name}s"))

        return re.sub(r"\{(place|day|month|subject|issue|other)\}", one, pattern)

    def verb(self, side: str, kind: str) -> tuple[str, str]:
        """Infinitive and past of a verb that takes such a target."""
        words: str = self.draw.choice(
            [*WORDINGS["verbs"][side]["any"], *WORDINGS["verbs"][side][kind]]
        )
        infinitive, past = words.split("|") if "|" in words else words.rsplit(" ", 1)
        return infinitive, past

    def saying(self, side: str, target: Actor, kind: str, *, third: bool = False) -> str:
        """What somebody says of {T}; with `third`, {T} is its subject."""
        lists = WORDINGS["said"][side]
        every = [*lists["any"], *lists[kind], *(lists["person"] if target.kind == "person" else ())]
        if target.pronoun == "she":
            every = [one for one in every if not re.search(r"\b(?:he|man)\b", one)]
        if third:
            every = [one for one in every if one.startswith("{T} ")]
        chosen: str = self.draw.choice(every)
        if target.pronoun in ("he", "she"):
            chosen = re.sub(r"\bits\b", "her" if target.pronoun == "she" else "his", chosen)
        return chosen

    def side(self) -> str:
        """For or against."""
        return self.draw.choice(SIDES)

    def aimed(self) -> tuple[str, Actor, str]:
        """A side, and a target that somebody may take that side of."""
        if self.draw.random() < EVIL:
            return "-", self.cast.evil(), "issue"
        return self.side(), *self.cast.target()

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

    def adjunct(self) -> str:
        """When, where, over what."""
        found = self.filled(self.draw.choice(WORDINGS["adjuncts"]))
        return f" {found}" if found else ""

    def when(self) -> str:
        """A day, or nothing."""
        return self.filled(self.draw.choice(["", "", " on {day}", " in {place}"]))

    def says(self, holder: Actor) -> str:
        """`Anna Kolb told reporters`, or the other way round."""
        said = self.filled(self.draw.choice(WORDINGS["says"]))
        if said == "said" and self.draw.random() < 0.6:
            return f"said {holder.words}"
        return f"{holder.words} {said}"


def one_word(verb: str) -> bool:
    """Whether a verb has no particle or object of its own."""
    return " " not in verb


def capital(words: str) -> str:
    """The words as a sentence begins with them."""
    return words[:1].upper() + words[1:]


def capitalised(actor: Actor) -> Actor:
    """An actor whose words begin a sentence."""
    return actor._replace(words=capital(actor.words))
