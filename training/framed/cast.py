"""Who and what the composed texts are about, drawn without repetition within a text."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

WORDINGS: Final[dict[str, Any]] = json.loads(
    Path(__file__).with_name("wordings.json").read_text("utf-8")
)

ONE_OF_SEVERAL: Final = 0.5

FITTING: Final[Mapping[str, Sequence[str]]] = {
    "person": ("any", "agent", "person"),
    "country": ("any", "agent", "country"),
    "organization": ("any", "agent", "organization"),
    "group": ("any", "agent", "group"),
    "law": ("any", "issue", "measure", "law"),
    "rule": ("any", "issue", "measure", "rule"),
    "plan": ("any", "issue", "measure", "plan"),
    "practice": ("any", "issue", "measure", "practice"),
    "event": ("any", "issue", "event"),
    "evil": ("evil",),
    "affair": ("affair",),
}
"""The lists of wordings that are right for a sort of target."""

_OBJECTS: Final = {"he": "him", "she": "her", "it": "it", "they": "them"}
_OWNERS: Final = {"he": "his", "she": "her", "it": "its", "they": "their"}
_SELVES: Final = {"he": "himself", "she": "herself", "it": "itself", "they": "themselves"}
_KINDS: Final = {"law": "law", "event": "event"}
_LIKE_PLURALS: Final = ("census", "phonics", "cannabis")
_ISSUE_WEIGHTS: Final = {"law": 4, "rule": 4, "plan": 4, "practice": 4, "event": 2}


class Actor(NamedTuple):
    """A holder or a target."""

    name: str
    kind: str
    """a kind of the marked set"""
    words: str
    """as a sentence calls it"""
    pronoun: str = "it"
    fits: str = ""
    """as a target: the sort of wordings"""
    several: bool = False
    """whether its verb is in the plural"""
    description: str = ""
    """what a later sentence may call it: `the senator`"""
    mighty: bool = False
    """whether it can impose, veto, sign"""

    @property
    def object(self) -> str:
        """`him`, `it`."""
        return _OBJECTS[self.pronoun]

    @property
    def its(self) -> str:
        """`his`, `its`."""
        return _OWNERS[self.pronoun]

    @property
    def itself(self) -> str:
        """`himself`, `itself`."""
        return _SELVES[self.pronoun]


class Cast:
    """Draws for one text; nobody appears twice."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._taken: set[str] = set()

    def one_of(self, list_name: str) -> str:
        """An entry of a list that this text does not have yet, if there is one."""
        return self._fresh(WORDINGS[list_name])

    def _fresh(self, every: Sequence[str]) -> str:
        fresh = [one for one in every if one not in self._taken]
        chosen: str = self._draw.choice(fresh or every)
        self._taken.add(chosen)
        return chosen

    def person(self, *, titled: bool = False) -> Actor:
        """A man or a woman, sometimes with an office."""
        woman = self._draw.random() < ONE_OF_SEVERAL
        name = f"{self.one_of('women' if woman else 'men')} {self.one_of('surnames')}"
        pronoun = "she" if woman else "he"
        if not titled:
            return Actor(name, "person", name, pronoun, "person")
        office = self._draw.choice([*WORDINGS["offices"]])
        if woman:
            while WORDINGS["offices"][office] in WORDINGS["held by men"]:
                office = self._draw.choice([*WORDINGS["offices"]])
        called = f"the {WORDINGS['offices'][office]}"
        if woman:
            called = called.replace("congressman", "congresswoman").replace("spokesman", "official")
        return Actor(
            name, "person", f"{office} {name}", pronoun, "person", False, called, mighty=True
        )

    def country(self) -> Actor:
        """A country."""
        name = self.one_of("countries")
        return Actor(
            name.removeprefix("the "),
            "country",
            name,
            fits="country",
            description="the country",
            mighty=True,
        )

    def organization(self) -> Actor:
        """A body or a firm."""
        sorts: dict[str, list[str]] = WORDINGS["organizations"]
        sort = self._draw.choices([*sorts], [len(names) + 4 for names in sorts.values()])[0]
        name = self._fresh(sorts[sort])
        return Actor(
            name.removeprefix("the "),
            "organization",
            name,
            fits="organization",
            description="" if sort == "body" else f"the {sort}",
        )

    def issue(self) -> Actor:
        """A policy, a deed, an idea."""
        sort = self._draw.choices([*_ISSUE_WEIGHTS], [*_ISSUE_WEIGHTS.values()])[0]
        name = self._fresh(WORDINGS["issues"][sort])
        several = _is_plural(name)
        return Actor(
            name.removeprefix("the "),
            _KINDS.get(sort, "policy"),
            name,
            "they" if several else "it",
            sort,
            several,
            self._later_name(name, sort) if not several else "",
        )

    def _later_name(self, name: str, sort: str) -> str:
        """`the bill` for `the farm bill`."""
        last = name.rsplit(maxsplit=1)[-1].lower()
        if sort == "law":
            short = ["the measure"] if last in ("bill", "law", "act") else []
            if last in ("bill", "law", "treaty", "pact", "agreement"):
                short.append(f"the {last}")
            return self._draw.choice(short) if short else ""
        return "the measure" if sort == "rule" else ""

    def evil(self) -> Actor:
        """What hardly anybody is for."""
        name = self.one_of("evils")
        several = _is_plural(name)
        return Actor(name, "idea", name, "they" if several else "it", "evil", several)

    def group(self) -> Actor:
        """A group of people."""
        name = self.one_of("groups")
        return Actor(name, "group", name, "they", "group", several=True)

    def unnamed(self) -> Actor:
        """Somebody without a name."""
        name = self.one_of("unnamed")
        several = re.match(r"(?:an?|one|the) ", name) is None
        return Actor(name, "unnamed", name, "they", several=several)

    def holder(self) -> Actor:
        """Anybody who can take a side."""
        kinds = [
            (10, lambda: self.person(titled=True)),
            (8, self.person),
            (4, self.country),
            (4, self.organization),
            (3, self.group),
            (5, self.unnamed),
        ]
        return self._weighed(kinds)

    def agent(self) -> Actor:
        """A target that acts: a person, a body, a country or a group."""
        return self._weighed(
            [(4, self.person), (4, self.country), (4, self.organization), (1, self.group)]
        )

    def target(self) -> Actor:
        """Somebody or something that one can be for or against."""
        return self.issue() if self._draw.random() < ONE_OF_SEVERAL else self.agent()

    def _weighed(self, kinds: list[tuple[int, Any]]) -> Actor:
        weights = [weight for weight, _ in kinds]
        ((_, make),) = self._draw.choices(kinds, weights)
        actor: Actor = make()
        return actor


def fitting(lists: Mapping[str, Sequence[str]], target: Actor) -> list[str]:
    """The wordings of some lists that are right for a target."""
    return [one for name in FITTING[target.fits] for one in lists.get(name, ())]


def _is_plural(name: str) -> bool:
    """Whether `are` follows: after `the curbs on protest`, not after `the ban on burqas`."""
    head = re.split(r" (?:on|of|in|by|for|against|to)\b", name)[0]
    return head.endswith("s") and not head.endswith(("ss", *_LIKE_PLURALS))
