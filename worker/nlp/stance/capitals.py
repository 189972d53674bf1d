"""“Beijing condemned the sale”: the news calls a government by the name of its capital."""

from collections.abc import Sequence
from functools import cached_property

from worker.nlp.documents import DocEntity
from worker.nlp.entities.gazetteer.lookup import Gazetteer, gazetteer


class Capitals:
    """Which country of the article each of its capitals stands for."""

    def __init__(self, entities: Sequence[DocEntity], known: Gazetteer | None = None) -> None:
        """Take the entities of an article; ``known`` says which cities are capitals."""
        self._entities = entities
        self._known = known or gazetteer()

    def country_of(self, number: int) -> int | None:
        """The country that an entity stands for if it takes a side.

        None where the entity is no capital, or the article does not name its country.
        """
        if self._entities[number].type != "place":
            return None
        country = self._known.country_of_capital(self._entities[number].name)
        return None if country is None else self._countries.get(country)

    @cached_property
    def _countries(self) -> dict[str, int]:
        return {
            entity.id: number
            for number, entity in enumerate(self._entities)
            if entity.type == "country"
        }
