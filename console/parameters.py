"""What an address may be asked with: the names, what they mean, and what is refused."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from multidict import MultiMapping


class FilterError(ValueError):
    """The query cannot be used; the text tells its author why."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query; ``several`` may be repeated."""

    name: str
    meaning: str
    example: str = ""
    several: bool = False
    choices: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None
    required: bool = False


def by_name(*groups: Iterable[Parameter]) -> dict[str, Parameter]:
    """These parameters, found by name."""
    return {one.name: one for group in groups for one in group}


def check(query: MultiMapping[str], known: Mapping[str, Parameter]) -> None:
    """Refuse what is not known, what is said twice, and what is none of the choices."""
    for name in dict.fromkeys(query.keys()):
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}"
            raise FilterError(f"There is no parameter {_short(name)} here; {hint}")
        parameter = known[name]
        values = [value for value in query.getall(name) if value]
        if len(values) > 1 and not parameter.several:
            raise FilterError(f"{name} can be given only once")
        for value in values:
            if parameter.choices and value not in parameter.choices:
                raise FilterError(f"{name} is one of {', '.join(parameter.choices)}")
    for parameter in known.values():
        if parameter.required and not query.get(parameter.name):
            raise FilterError(f"{parameter.name} is missing: {parameter.meaning}")


_MOST_SHOWN = 40


def _short(name: str) -> str:
    return name if len(name) <= _MOST_SHOWN else f"{name[:_MOST_SHOWN]}…"
