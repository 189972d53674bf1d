"""Every Kafka topic of the contract: its name, key, value, settings, writers and readers.

The only place that names Kafka topics.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from topics.events import Article, Enriched, EntityTagged, StanceTaken, TopicAssigned, Value
from topics.limits import MAX_ARTICLE_BYTES, MAX_DEAD_LETTER_BYTES, MAX_ENRICHED_BYTES

# Without a dot, so that no side topic can have the name of a topic in the catalogue.
SUFFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")

DAY_MS = 24 * 60 * 60 * 1000

DEFAULT_PARTITIONS = 12
DEFAULT_REPLICATION_FACTOR = 3
# With this many copies, requiring two in sync still allows writes while one broker is down.
_COPIES_FOR_TWO_IN_SYNC = 3


@dataclass(frozen=True)
class Key:
    """The key of a topic's records: what it means, its unit in the schemas, and an example.

    A key is UTF-8 text and not empty, unless ``any_bytes`` says that it may be anything.
    """

    meaning: str
    unit: str
    example: str
    any_bytes: bool = False


_ARTICLE_KEY = Key("the article's id", "article id", "daily-20260105-7")


@dataclass(frozen=True)
class TopicSpec:
    """One Kafka topic: how it is described, and how it should be set up on the cluster.

    ``title`` names one record and ``summary`` describes it in a sentence. ``max_message_bytes``
    limits a record batch as the broker sees it, ``retention_ms`` is in milliseconds. ``value`` is
    None where the value is somebody else's bytes, untouched, and ``event_type`` is None where the
    records are not CloudEvents.
    """

    role: str
    name: str
    title: str
    summary: str
    key: Key
    value: type[Value] | None
    event_type: str | None
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    partitions: int
    replication_factor: int
    retention_ms: int
    max_message_bytes: int
    compression: str
    dead_letter_role: str | None

    @property
    def configs(self) -> Mapping[str, str]:
        """Topic-level settings, as Kafka's own names and strings."""
        return MappingProxyType(
            {
                "cleanup.policy": "delete",
                "retention.ms": str(self.retention_ms),
                "max.message.bytes": str(self.max_message_bytes),
                "compression.type": self.compression,
                "message.timestamp.type": "CreateTime",
                "min.insync.replicas": str(
                    2 if self.replication_factor >= _COPIES_FOR_TWO_IN_SYNC else 1
                ),
            }
        )


class Catalogue:
    """All topics of one installation; ``prefix`` keeps installations on one cluster apart."""

    def __init__(
        self,
        prefix: str = "",
        partitions: int = DEFAULT_PARTITIONS,
        replication_factor: int = DEFAULT_REPLICATION_FACTOR,
    ) -> None:
        def spec(
            role: str,
            name: str,
            key: Key,
            value: type[Value] | None,
            *,
            title: str,
            summary: str,
            readers: tuple[str, ...],
            writers: tuple[str, ...] = ("stancewire worker",),
            retention_days: int = 14,
            max_message_bytes: int = MAX_ENRICHED_BYTES,
            compression: str = "producer",
            event_type: str | None = None,
            dead_letter_role: str | None = None,
        ) -> TopicSpec:
            return TopicSpec(
                role=role,
                name=prefix + name,
                title=title,
                summary=summary,
                key=key,
                value=value,
                event_type=event_type,
                writers=writers,
                readers=readers,
                partitions=partitions,
                replication_factor=replication_factor,
                retention_ms=retention_days * DAY_MS,
                max_message_bytes=max_message_bytes,
                compression=compression,
                dead_letter_role=dead_letter_role,
            )

        self.articles = spec(
            "articles",
            "news.articles.v1",
            _ARTICLE_KEY,
            Article,
            title="Article",
            summary="A news article, as you publish it.",
            writers=("news producers", "stancewire dead-letters redrive"),
            readers=("stancewire worker",),
            retention_days=30,
            max_message_bytes=MAX_ARTICLE_BYTES,
            dead_letter_role="dead_letters",
        )
        self.enriched = spec(
            "enriched",
            "news.enriched.v1",
            _ARTICLE_KEY,
            Enriched,
            title="Article enriched",
            summary=(
                "Everything that was found in one article, and the article itself: one event per "
                "article."
            ),
            readers=("subscribers", "stancewire console"),
            event_type="stancewire.article.enriched.v1",
        )
        self.entities = spec(
            "entities",
            "news.entities.v1",
            Key("the entity's id", "entity id", "iso3166:PE"),
            EntityTagged,
            title="Entity tagged",
            summary="One entity of one article, for those who follow an entity or an issue.",
            readers=("subscribers",),
            event_type="stancewire.entity.tagged.v1",
        )
        self.stances = spec(
            "stances",
            "news.stances.v1",
            Key("the id of the stance's target", "entity id", "iso3166:PE"),
            StanceTaken,
            title="Stance taken",
            summary=(
                "Who is for or against whom, or what, in one article, for those who follow a "
                "target: a person, a country or an issue."
            ),
            readers=("subscribers",),
            event_type="stancewire.stance.taken.v1",
        )
        self.topics = spec(
            "topics",
            "news.topics.v1",
            Key("the topic's code", "IPTC Media Topic code", "medtop:11000000"),
            TopicAssigned,
            title="Topic assigned",
            summary="One IPTC Media Topic of one article, for those who follow a subject.",
            readers=("subscribers",),
            event_type="stancewire.topic.assigned.v1",
        )
        self.dead_letters = spec(
            "dead_letters",
            "news.articles.dlq.v1",
            Key("the original record's key", "bytes", "daily-20260105-7", any_bytes=True),
            None,
            title="Dead letter",
            summary="A record that could not be enriched, as it was, and why.",
            readers=("operators", "stancewire dead-letters"),
            retention_days=90,
            max_message_bytes=MAX_DEAD_LETTER_BYTES,
        )

    @property
    def all(self) -> tuple[TopicSpec, ...]:
        """Every topic, the input first and the dead letters last."""
        return (
            self.articles,
            self.enriched,
            self.entities,
            self.stances,
            self.topics,
            self.dead_letters,
        )

    def beside(self, suffix: str) -> "Catalogue":
        """The same input with other output topics: ``news.enriched.v1.SUFFIX`` and so on.

        Raises ValueError unless the suffix consists of letters, digits and hyphens.
        """
        if not SUFFIX.fullmatch(suffix):
            raise ValueError(
                f"{suffix!r} cannot end a topic's name: use up to 40 letters, digits and hyphens, "
                "as in candidate-2"
            )
        side = copy.copy(self)
        for spec in self.all[1:]:
            setattr(side, spec.role, replace(spec, name=f"{spec.name}.{suffix}"))
        return side

    def by_name(self, name: str) -> TopicSpec:
        """The topic of this role (``enriched``) or Kafka name (``news.enriched.v1``).

        Raises KeyError, listing the topics that exist.
        """
        for topic in self.all:
            if name in (topic.role, topic.name):
                return topic
        known = ", ".join(topic.role for topic in self.all)
        raise KeyError(f"there is no topic {name!r}; the topics are: {known}")
