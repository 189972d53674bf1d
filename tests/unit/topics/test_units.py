from typing import Annotated

from pydantic import BaseModel, Field

from topics.units import Unit


class Journey(BaseModel):
    length: Annotated[float, Unit("kilometres")] = Field(ge=0, description="How far.")


def test_a_unit_stands_in_the_schema_and_nowhere_else() -> None:
    schema = Journey.model_json_schema()["properties"]["length"]
    assert schema["x-unit"] == "kilometres"
    assert schema["minimum"] == 0
    assert Journey(length=2.5).model_dump() == {"length": 2.5}
