"""What an installed Stancewire is imported as: articles in, events out, without Kafka.

    import stancewire

    event = stancewire.enrich("Senator Omar Lind condemned Peru on Monday.")
    for stance in event.stances:
        print(stance.holder.name, stance.polarity, stance.target.name, stance.evidence[0].text)

``enrich`` gives the event that the worker would publish, ``load`` the spaCy pipeline behind it, and
``Analyzer`` answers single questions about a text. The models of articles and events are here too,
for producers and subscribers. Import them from here: the packages that define them may be renamed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from topics.catalogue import Catalogue
from topics.events import (
    Article,
    Attribution,
    Enriched,
    Entity,
    EntityTagged,
    Source,
    Stance,
    StanceCount,
    StanceTaken,
    Topic,
    TopicAssigned,
)
from topics.identity import SAME_STORY, similarity

if TYPE_CHECKING:
    from stancewire.enriching import enrich, load
    from worker.nlp.analyzer import Analyzer

# Importing the models takes a fifth of a second; importing spaCy takes seconds.
_LATER = {
    "Analyzer": "worker.nlp.analyzer",
    "enrich": "stancewire.enriching",
    "load": "stancewire.enriching",
}

__all__ = [
    "SAME_STORY",
    "Analyzer",
    "Article",
    "Attribution",
    "Catalogue",
    "Enriched",
    "Entity",
    "EntityTagged",
    "Source",
    "Stance",
    "StanceCount",
    "StanceTaken",
    "Topic",
    "TopicAssigned",
    "enrich",
    "load",
    "similarity",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER})
