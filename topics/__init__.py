"""The contract of Stancewire's Kafka topics: values, keys, headers, ids and settings.

It knows nothing of the worker that fills the topics: a producer or a subscriber can use it alone.
"""

from topics.catalogue import Catalogue, TopicSpec
from topics.events import (
    Article,
    Attribution,
    Enriched,
    Enrichment,
    Entity,
    EntityTagged,
    Span,
    Stance,
    StanceCount,
    StanceTaken,
    Topic,
    TopicAssigned,
)

__all__ = [
    "Article",
    "Attribution",
    "Catalogue",
    "Enriched",
    "Enrichment",
    "Entity",
    "EntityTagged",
    "Span",
    "Stance",
    "StanceCount",
    "StanceTaken",
    "Topic",
    "TopicAssigned",
    "TopicSpec",
]
