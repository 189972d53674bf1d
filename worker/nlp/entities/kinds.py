"""The entity types, a row each: everything that the code has to know of a type as data.

The contract says which types there are: ``EntityType`` in ``topics/events/types.py``. A test
compares this table with it.

Adding an entity type:

1. Add its name to ``EntityType``.
2. Add a row to ``KINDS``. Its fields say what they are for; everything that has to treat types
   differently reads them.
3. If it has a list of names: write ``training/curated/FILE.txt``, run ``python -m
   training.gazetteers`` and name the file in ``NOTICE``.
4. Give it a colour in the console: ``--NAME`` in ``console/static/base.css``, ``.t-NAME`` in
   ``parts.css`` and its name in ``TYPES`` in ``parts.js``.
5. Run ``make contract`` and ``make docs``.

If words can tell the type of a name that no list has ("the Widget Act" is a law), that rule belongs
in ``typing/type_words.py``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from topics.events import EntityType

MISC: Final = "misc"
"""The label for a name that fits no other: an event, a law, a work, or something else."""

SPACY_MISC: Final = "MISC"

CONFUSED: Final = frozenset({"location", "organization", "norp", MISC})
"""Labels that taggers confuse when they name a country, a people or an organisation."""

_THINGS: Final = frozenset({"product", "event", "law", "work"})


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What the code knows of one entity type."""

    type: EntityType
    label: str
    """What a name finder calls a name of this type. Country and place share "location"."""

    head: str | None = None
    """What our own head calls it. It has no label of its own for events, laws and works.

    None for issues: they have no names, so no name finder looks for them.
    """

    spacy: tuple[str, ...] = ()
    """What spaCy's pipelines call it."""

    file: str | None = None
    """The gazetteer file that lists names of this type, without ``.json``."""

    rank: int | None = None
    """Where the type comes when a name is looked up in the lists, the lowest first.

    None where names are not looked up by type: a product and a work have no list, and people are
    looked up by full name and by surname. Few names are in two lists: "Laos" is a country before it
    is a people, "Macao" a country before a city, and "the Kremlin" an organisation before a
    building; ``metonyms`` then decides by how the article uses it.
    """

    under: frozenset[str] = frozenset()
    """Labels that taggers also give to such names: under these, too, its list is asked."""

    only_listed: bool = False
    """Whether a name that no list has is never of this type."""

    holder: bool = False
    """Whether it can hold a stance."""

    target: bool = True
    """Whether somebody can hold a stance toward it."""

    place: bool = False
    """Whether things happen in it and people are from it."""

    adjective: bool = False
    """Whether its names are also used as adjectives: "the Syrian conflict", "Republican-led"."""


KINDS: Final = (
    Kind(
        type="person",
        label="person",
        head="person",
        spacy=("PERSON", "PER"),
        file="people",
        holder=True,
    ),
    Kind(
        type="organization",
        label="organization",
        head="organization",
        spacy=("ORG",),
        file="organizations",
        rank=6,
        under=CONFUSED | {"person", "facility", "product"},
        holder=True,
        adjective=True,
    ),
    Kind(
        type="country",
        label="location",
        head="location",
        spacy=("GPE",),
        file="countries",
        rank=1,
        under=CONFUSED | _THINGS | {"person", "facility"},
        only_listed=True,
        holder=True,
        place=True,
        adjective=True,
    ),
    # A place speaks only for those who sit there: "Moscow denied it".
    Kind(
        type="place",
        label="location",
        head="location",
        spacy=("LOC",),
        file="places",
        rank=5,
        under=CONFUSED | {"person", "facility"},
        holder=True,
        place=True,
    ),
    # Roads and halls are where things happen. Nobody takes a stance toward them.
    Kind(
        type="facility",
        label="facility",
        head="facility",
        spacy=("FAC",),
        file="facilities",
        rank=7,
        under=CONFUSED,
        target=False,
        place=True,
    ),
    Kind(
        type="group",
        label="norp",
        head="norp",
        spacy=("NORP",),
        file="groups",
        rank=4,
        under=CONFUSED | {"person"},
        holder=True,
        adjective=True,
    ),
    Kind(type="product", label="product", head="product", spacy=("PRODUCT",)),
    Kind(
        type="event",
        label="event",
        head=MISC,
        spacy=("EVENT",),
        file="events",
        rank=3,
        under=CONFUSED | _THINGS | {"person"},
    ),
    Kind(
        type="law",
        label="law",
        head=MISC,
        spacy=("LAW",),
        file="laws",
        rank=2,
        under=CONFUSED | _THINGS | {"person"},
    ),
    Kind(type="work", label="work", head=MISC, spacy=("WORK_OF_ART",)),
    Kind(type="issue", label="issue"),
)


class KindTable:
    """What is asked of all types together, each answer made from the rows."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        rows = tuple(kinds)
        self.types: Final = frozenset(row.type for row in rows)
        self.holders: Final = frozenset(row.type for row in rows if row.holder)
        self.targets: Final = frozenset(row.type for row in rows if row.target)
        self.places: Final = frozenset(row.type for row in rows if row.place)
        self.adjectives: Final = frozenset(row.type for row in rows if row.adjective)

        self.files: Final = {row.file: row.type for row in rows if row.file is not None}
        """The type of the things in each gazetteer file."""

        self.label_of: Final = {row.type: row.label for row in rows}
        self.type_of: Final = {row.label: row.type for row in rows if not row.only_listed}
        """The type of a name that no list has, by its label; none for ``MISC``."""

        self.spacy_labels: Final = {name: row.label for row in rows for name in row.spacy} | {
            SPACY_MISC: MISC
        }
        """Our label for each of spaCy's that names a thing of the contract."""

        self.head_labels: Final = tuple(
            dict.fromkeys([*(row.head for row in rows if row.head is not None), MISC])
        )
        """Every label of our own head, in the order in which it was trained on them."""

        self.thing_labels: Final = frozenset(
            row.label for row in rows if not row.holder and not row.place
        ) | {MISC}
        """Labels of what neither acts nor is a place."""

        ranked = [(row.rank, row) for row in rows if row.rank is not None]
        self._ranked = [row for _, row in sorted(ranked, key=lambda pair: pair[0])]
        self.look_up_order: Final = tuple(row.type for row in self._ranked)
        """The types whose lists are asked for a name, the first asked first."""

    def listed_under(self, label: str) -> tuple[EntityType, ...]:
        """The types that a name with this label may be listed as, in look-up order."""
        return tuple(row.type for row in self._ranked if label in row.under | {row.label})


TABLE: Final = KindTable(KINDS)

HOLDER_TYPES: Final = TABLE.holders
NO_TARGETS: Final = TABLE.types - TABLE.targets
PLACE_TYPES: Final = TABLE.places
