"""The unit of a field, for readers of the schemas: ``x-unit`` next to type and bounds."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


@dataclass(frozen=True)
class Unit:
    """Annotates a type with what its values count, or the code that they are written in."""

    name: str

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The type's JSON Schema with the unit in it."""
        return {**handler(core_schema), "x-unit": self.name}
