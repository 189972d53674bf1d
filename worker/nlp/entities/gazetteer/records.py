"""What the gazetteers know of one thing, and what an article has to say before it is meant."""

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
    """An article has to say one of ``needs`` and none of ``bars``.

    Where there are ``doubts``, ``needs`` are asked for only if one of these is said.
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
    """Its name is also a word, a person's, or another thing's: found only where a tagger did."""

    seat: bool = False
    """A building that the news also names for who works in it."""

    country: str | None = None
    """Id of the country that a people belongs to."""

    state: str | None = None
    """Postal code of a state of the US."""

    gender: Gender | None = None
    offices: Forms = ()
    """President, prime minister and the like, once or now: who "President Bush" can be."""

    serves: str | None = None
    """Id of the country whose president or prime minister a person is or was."""

    congress: Congress | None = None
    near: Near | None = None
    """What has to stand beside a legislator's name: a title, a state or a party; or the state."""
