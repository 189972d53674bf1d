"""The contract of Stancewire's Kafka topics: values, keys, headers, ids and settings.

It knows nothing about the worker that fills the topics: producers and subscribers can use it alone.
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
