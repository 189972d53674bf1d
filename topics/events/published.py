"""The events: everything about one article, and one event for each thing that was found."""

from pydantic import (
    Field,
)

from topics.abstentions import MEANINGS
from topics.events.articles import ArticleReference, PublishedArticle
from topics.events.findings import Attribution, Entity, Stance, StanceCount, Topic
from topics.events.types import (
    EXAMPLE_EVENT_ID,
    EXAMPLE_FINGERPRINT,
    Decisions,
    EventId,
    Fingerprint,
    LanguageCode,
    ShortText,
    SkipReason,
    Value,
)


class Pipeline(Value):
    """What made the event.

    The same article and pipeline give the same ids, and on one kind of CPU the same bytes.
    """

    name: ShortText = Field(description="The software.", examples=["stancewire"])
    version: ShortText = Field(description="Its version.", examples=["0.1.0"])
    model: ShortText = Field(description="The weights it used.", examples=["e5s6-joint-1"])


class Tags(Value):
    """What was found in an article: the part that an Enrichment and its Enriched event share."""

    skipped: SkipReason | None = Field(
        None,
        description="Why the article was deliberately not tagged; null when it was tagged.",
        examples=[None],
    )
    entities: tuple[Entity, ...] = Field(description="Most salient first.")
    attributions: tuple[Attribution, ...] = Field(description="In text order, the title first.")
    stances: tuple[Stance, ...] = Field(description="In order of their first evidence.")
    stance_matrix: tuple[StanceCount, ...] = Field(
        (),
        description="How often each holder is for or against each target, the highest total (favor "
        "plus against) first.",
    )
    topics: tuple[Topic, ...] = Field(description="Highest score first.")
    abstentions: dict[str, Decisions] = Field(
        description="Decisions that were withheld, counted by reason. The contract's page explains "
        "each reason. Open: minor versions may add reasons.",
        examples=[{"stance_below_threshold": 1}],
        json_schema_extra={"x-known-values": dict(MEANINGS)},
    )


class Enrichment(Tags):
    """What the language pipeline says of one article; what it does not give is empty."""

    language: LanguageCode | None = Field(None, description="Detected language.")
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    stances: tuple[Stance, ...] = ()
    topics: tuple[Topic, ...] = ()
    abstentions: dict[str, Decisions] = Field(default_factory=dict)


class Event(Value):
    """What every event has."""

    id: EventId = Field(
        description="Deterministic event id; equal to the ce_id header.",
        examples=[EXAMPLE_EVENT_ID],
    )


class _WholeArticle(Event):
    article: PublishedArticle = Field(description="The article, title and body included.")
    pipeline: Pipeline = Field(description="What made this event.")


# Fields come from the last base first: id, article and pipeline precede the tags in every event.
class Enriched(Tags, _WholeArticle):
    """Everything about one article; one per article, keyed by the article's id."""

    fingerprint: Fingerprint | None = Field(
        None,
        description="Fingerprint of title and body. Two articles tell the same or nearly the same "
        "story when at least a quarter of its 128 bytes (32) are equal, compared position by "
        "position. Null in older events.",
        examples=[EXAMPLE_FINGERPRINT],
    )


class FanOut(Event):
    """What the events of the fan-out topics share."""

    enriched_id: EventId = Field(
        description="Id of the enriched event that holds the same finding.",
        examples=[EXAMPLE_EVENT_ID],
    )
    article: ArticleReference = Field(description="The article it was found in.")
    pipeline: Pipeline = Field(description="What made this event.")


class EntityTagged(FanOut):
    """One entity of one article; keyed by the entity's id."""

    entity: Entity = Field(description="The entity and its mentions.")


class StanceTaken(FanOut):
    """One stance of one article; keyed by the target's id."""

    stance: Stance = Field(description="The stance and its evidence.")


class TopicAssigned(FanOut):
    """One topic of one article; keyed by the topic's code."""

    topic: Topic = Field(description="The topic and its score.")
