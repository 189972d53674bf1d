"""The Kremlin and the White House: those who work there, or the building.

The news calls those who work in a seat of power by its name, and then it is an organisation. Where
an article only says that something happens in, at or outside it, it is the building.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from topics.events import EntityType
from worker.nlp.english.windows import start_of_run
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name

_AT: Final = word_list("places_at")
_POSSESSIVES: Final = word_list("possessives")
_LEADS: Final = word_list("seat_leads")
"""Words between the preposition and the name, beside capitalised ones: “at the Moscow Kremlin”."""


def seats(names: Iterable[Name], gazetteer: Gazetteer) -> list[Name]:
    """The same names; seats of power get the type that fits how the article uses them."""
    names = list(names)
    uses: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        building = gazetteer.look_up("facility", name.text)
        if building is not None and building.seat:
            uses[building.name].append(name)
    typed: dict[int, Name] = {}
    for same in uses.values():
        as_place = all(_is_place(name) for name in same)
        kind: EntityType = "facility" if as_place else "organization"
        for name in same:
            record = gazetteer.look_up(kind, name.text)
            typed[id(name)] = replace(name, type=kind, record=record)
    return [typed.get(id(name), name) for name in names]


def _is_place(name: Name) -> bool:
    """Whether it follows “in the” and the like and owns nothing: “in the Kremlin”."""
    doc = name.span.doc
    if name.span.end < len(doc) and doc[name.span.end].text in _POSSESSIVES:
        return False
    first = start_of_run(doc, 0, name.start, lambda token: token.lower_ in _LEADS or token.is_title)
    return first > 0 and doc[first - 1].lower_ in _AT
