"""What the gazetteer knows of one thing, and what an article has to say for it to be meant."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from topics.events import EntityType

Gender = Literal["m", "f"]
Near = Literal["any", "state"]
Forms: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Congress:
    """Where a legislator of the United States sits or sat: sen and rep, states, D, R and I."""

    chambers: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]


@dataclass(frozen=True)
class Condition:
    """What an article has to say: one of ``needs``, and none of ``bars``.

    Where there are ``doubts``, the condition is asked only of articles that say one of them.
    """

    needs: Forms = ()
    bars: Forms = ()
    doubts: Forms = ()


@dataclass(frozen=True)
class Record:
    """One thing that the gazetteer knows."""

    name: str
    type: EntityType
    id: str | None = None
    condition: Condition | None = None
    ordinary: bool = False
    """Whether its name is also a word, a person's name or another thing's.

    Then it is only looked up where the tagger found a name.
    """

    seat: bool = False
    """Whether it is a building that the news also names for those who work in it."""

    country: str | None = None
    """Id of the country that a people belongs to."""

    state: str | None = None
    """Postal code of a state of the US."""

    gender: Gender | None = None
    offices: Forms = ()
    """President, prime minister and the like, now or once: whom "President Bush" can mean."""

    serves: str | None = None
    """Id of the country whose president or prime minister a person is or was."""

    congress: Congress | None = None
    near: Near | None = None
    """What has to stand beside a legislator's name: any of title, state and party; or the state."""
