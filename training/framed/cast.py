"""Who and what the composed texts are about, drawn without repetition within a text."""

import json
import random
from pathlib import Path
from typing import Any, Final, NamedTuple

WORDINGS: Final[dict[str, Any]] = json.loads(
    Path(__file__).with_name("wordings.json").read_text("utf-8")
)

ONE_OF_SEVERAL: Final = 0.5


class Actor(NamedTuple):
    """A holder or a target."""

    name: str
    kind: str
    """a kind of the marked set"""
    words: str
    """as a sentence calls it"""
    pronoun: str = "it"


class Cast:
    """Draws for one text; nobody appears twice."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._taken: set[str] = set()

    def one_of(self, list_name: str) -> str:
        """An entry of a list that this text does not have yet, if there is one."""
        every = WORDINGS[list_name]
        fresh = [one for one in every if one not in self._taken]
        chosen: str = self._draw.choice(fresh or every)
        self._taken.add(chosen)
        return chosen

    def person(self, *, titled: bool = False) -> Actor:
        """A man or a woman, sometimes with an office."""
        woman = self._draw.random() < ONE_OF_SEVERAL
        name = f"{self.one_of('women' if woman else 'men')} {self.one_of('surnames')}"
        office = f"{self._draw.choice(WORDINGS['offices'])} " if titled else ""
        return Actor(name, "person", office + name, "she" if woman else "he")

    def country(self) -> Actor:
        """A country."""
        name = self.one_of("countries")
        return Actor(name.removeprefix("the "), "country", name)

    def organization(self) -> Actor:
        """A body or a firm."""
        name = self.one_of("organizations")
        return Actor(name.removeprefix("the "), "organization", name)

    def issue(self) -> Actor:
        """A policy, a deed, an idea."""
        name = self.one_of("issues")
        return Actor(name.removeprefix("the "), "policy", name)

    def evil(self) -> Actor:
        """What hardly anybody is for."""
        name = self.one_of("evils")
        return Actor(name, "idea", name)

    def group(self) -> Actor:
        """A group of people."""
        name = self.one_of("groups")
        return Actor(name, "group", name, "they")

    def unnamed(self) -> Actor:
        """Somebody without a name."""
        name = self.one_of("unnamed")
        return Actor(name, "unnamed", name, "they")

    def holder(self) -> Actor:
        """Anybody who can take a side."""
        kinds = [
            (10, lambda: self.person(titled=True)),
            (8, self.person),
            (4, self.country),
            (4, self.organization),
            (3, self.group),
            (4, self.unnamed),
        ]
        return self._weighed(kinds)

    def agent(self) -> Actor:
        """A target that acts: a person, a body or a country."""
        return self._weighed([(4, self.person), (4, self.country), (3, self.organization)])

    def target(self) -> tuple[Actor, str]:
        """A target, and the lists of wordings that fit it besides `any`."""
        kind = self._draw.random()
        if kind < 0.45:
            return self.issue(), "issue"
        agent = self.agent()
        return agent, "agent"

    def _weighed(self, kinds: list[tuple[int, Any]]) -> Actor:
        weights = [weight for weight, _ in kinds]
        ((_, make),) = self._draw.choices(kinds, weights)
        actor: Actor = make()
        return actor
