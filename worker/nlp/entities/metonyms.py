"""The Kremlin and the White House: who works there, or the building.

The news names such a seat of power for those who work in it, and then it is an organisation. Where
an article only says that something happens in, at or outside it, it is the building.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from topics.events import EntityType
from worker.nlp.english.words import word_list
from worker.nlp.entities.gazetteer.lookup import Gazetteer
from worker.nlp.entities.grouping.clusters import Name

_AT: Final = word_list("places_at")
_POSSESSIVES: Final = word_list("possessives")


def seats(names: Iterable[Name], gazetteer: Gazetteer) -> list[Name]:
    """The names, those of seats of power typed by how the article uses them."""
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
    """Behind “in the” and the like, and nobody's: “in the Kremlin”, not “the Kremlin's”."""
    doc, at = name.span.doc, name.start - 1
    if name.span.end < len(doc) and doc[name.span.end].text in _POSSESSIVES:
        return False
    while at >= 0 and (doc[at].lower_ in {"the", "of"} or doc[at].is_title):
        at -= 1
    return at >= 0 and doc[at].lower_ in _AT
