"""The value models of every topic, and the parts that they are made of.

All offsets count Unicode code points into the ``title`` or the ``body`` as published:
``field[start:end] == text`` holds for every span of every event.
"""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

MAX_TITLE_CHARS = 2_000
MAX_BODY_CHARS = 200_000
MAX_ID_CHARS = 256

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=512)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
TopicCode = Annotated[str, StringConstraints(pattern=r"^medtop:[0-9]{8}$")]

EntityType = Literal[
    "person",
    "organization",
    "country",
    "place",
    "group",
    "facility",
    "product",
    "event",
    "law",
    "work",
]
Polarity = Literal["favor", "against"]
PolarityLabel = Literal["favor", "neutral", "against"]
Reporting = Literal["quote", "paraphrase", "narration"]
AttributionKind = Literal["direct", "indirect", "mixed"]
HolderKind = Literal["entity", "author", "unnamed"]
SkipReason = Literal["unsupported_language"]
TextField = Literal["title", "body"]


class Value(BaseModel):
    """What every model shares: immutable, and open to the fields of later minor versions."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, ser_json_inf_nan="null")


class Source(Value):
    """The publisher of an article."""

    name: ShortText | None = Field(
        None, description="The publisher's name.", examples=["The Daily"]
    )
    domain: Annotated[str, StringConstraints(min_length=1, max_length=253)] | None = Field(
        None, description="The publisher's internet domain.", examples=["daily.example"]
    )


class Article(Value):
    """One news article as a producer publishes it; the record's key is its ``id`` in UTF-8."""

    id: Identifier = Field(description="Stable id of the article, and the record's key.")
    title: Annotated[str, StringConstraints(max_length=MAX_TITLE_CHARS)] = Field(
        "", description="Headline; may be empty."
    )
    body: Annotated[str, StringConstraints(min_length=1, max_length=MAX_BODY_CHARS)] = Field(
        description="Text of the article, plain, not blank."
    )
    url: Annotated[str, StringConstraints(min_length=1, max_length=2_048)] | None = Field(
        None, description="Where the article was published."
    )
    source: Source | None = Field(None, description="Who published it.")
    language: LanguageCode | None = Field(
        None, description="ISO 639 code that the producer believes; the worker detects for itself."
    )
    published_at: AwareDatetime | None = Field(
        None, description="When it was published: RFC 3339 with an offset."
    )

    @model_validator(mode="after")
    def _body_is_not_blank(self) -> Self:
        if not self.body.strip():
            raise ValueError("body is blank: an article needs text")
        return self


class PublishedArticle(Article):
    """The article inside an enriched event, so that a subscriber needs nothing else."""

    language: LanguageCode | None = Field(
        None, description="ISO 639 code that the worker detected; null when it could not tell."
    )
    sha256: Sha256 = Field(description="SHA-256 of title, U+000A and body in UTF-8.")


class ArticleReference(Value):
    """What a fan-out event says of the article it came from."""

    id: Identifier = Field(description="The article's id: the key of its enriched event.")
    title: str = Field(description="Headline; may be empty.", max_length=MAX_TITLE_CHARS)
    url: str | None = Field(None, description="Where the article was published.", max_length=2_048)
    source: Source | None = Field(None, description="Who published it.")
    published_at: AwareDatetime | None = Field(None, description="When it was published.")
    sha256: Sha256 = Field(description="SHA-256 of the article's title, U+000A and body.")


class Pipeline(Value):
    """What made the event. Same article and same pipeline: same bytes and same ids."""

    name: ShortText = Field(description="The software.", examples=["stancewire"])
    version: ShortText = Field(description="Its version.", examples=["0.1.0"])
    model: ShortText = Field(description="The weights it used.", examples=["e5s6-joint-1"])


class Span(Value):
    """A stretch of the title or the body, in code points; ``field[start:end] == text``."""

    field: TextField = Field(description="Which text the offsets count in.")
    start: int = Field(ge=0, description="Offset of the first character, in code points.")
    end: int = Field(gt=0, description="Offset after the last character, in code points.")
    text: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="The characters themselves, verbatim."
    )

    @model_validator(mode="after")
    def _length_is_the_texts(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} is not as long as its text")
        return self


class EntityPolarity(Value):
    """How the article's own voice stands toward an entity."""

    label: PolarityLabel = Field(description="favor, neutral or against.")
    confidence: Probability = Field(description="Calibrated probability of the label.")


class Entity(Value):
    """One real thing in one article, with all its mentions."""

    id: Identifier = Field(
        description="iso3166:XX, wikidata:QN, or name:TYPE:SLUG where no gazetteer knows it.",
        examples=["iso3166:PE", "name:person:anna-kolb"],
    )
    name: ShortText = Field(description="Canonical name.")
    type: EntityType = Field(description="What kind of thing it is.")
    country: Identifier | None = Field(
        None,
        description="Of a people, the id of its country: iso3166:RU of Russians. Else null.",
        examples=["iso3166:RU"],
    )
    salience: Probability = Field(description="How central it is to the article.")
    polarity: EntityPolarity | None = Field(
        None, description="The article's own voice toward it; null where the model abstains."
    )
    mentions: tuple[Span, ...] = Field(min_length=1, description="Where it stands, in text order.")


class AttributionSource(Value):
    """Who said, thought or felt something."""

    entity: Identifier | None = Field(None, description="Entity id of the source, where known.")
    span: Span | None = Field(None, description="The words that name the source.")


class Attribution(Value):
    """A source said, thought or felt something."""

    source: AttributionSource = Field(description="Who.")
    cue: Span | None = Field(None, description="The words that say that it was said.")
    content: tuple[Span, ...] = Field(min_length=1, description="What was said, in text order.")
    kind: AttributionKind = Field(description="direct (quoted), indirect, or mixed.")


class Holder(Value):
    """Who takes a stance: an entity, the article's own voice, or a source that is not named."""

    kind: HolderKind = Field(description="entity, author or unnamed.")
    id: Identifier | None = Field(None, description="Entity id; present when kind is entity.")
    name: ShortText | None = Field(None, description="Entity name; present when kind is entity.")

    @model_validator(mode="after")
    def _entity_has_id_and_name(self) -> Self:
        named = self.id is not None and self.name is not None
        if named != (self.kind == "entity"):
            raise ValueError("a holder has id and name exactly when its kind is entity")
        return self


class Target(Value):
    """Whom or what a stance is for or against: always an entity of the article."""

    id: Identifier = Field(description="Entity id.")
    name: ShortText = Field(description="Entity name.")


class Stance(Value):
    """A holder is for or against a target, with the words that show it."""

    holder: Holder = Field(description="Who.")
    target: Target = Field(description="For or against whom or what.")
    polarity: Polarity = Field(description="favor or against.")
    reporting: Reporting = Field(description="How it reached the page.")
    confidence: Probability = Field(
        description="Calibrated: of those at 0.8, eight in ten are right."
    )
    evidence: tuple[Span, ...] = Field(min_length=1, description="Verbatim words that show it.")


class StanceCount(Value):
    """One cell of the article's matrix of holders and targets: how often each polarity was found.

    Sentences are counted, each polarity once in a sentence. A pair whose evidence is nearly as
    strong for as against has a cell here and no stance.
    """

    holder: Holder = Field(description="Who.")
    target: Target = Field(description="For or against whom or what.")
    favor: int = Field(ge=0, description="Sentences that show the holder in favor.")
    against: int = Field(ge=0, description="Sentences that show the holder against.")


class Topic(Value):
    """An IPTC Media Topic of the article."""

    code: TopicCode = Field(description="IPTC code.", examples=["medtop:11000000"])
    name: ShortText = Field(description="IPTC preferred label.")
    path: tuple[TopicCode, ...] = Field(
        min_length=1, description="Codes from the top level down to this one."
    )
    score: Probability = Field(description="Calibrated probability.")


class Enrichment(Value):
    """What the language pipeline says of one article."""

    language: LanguageCode | None = Field(None, description="Detected language.")
    skipped: SkipReason | None = Field(
        None, description="Why there are no tags on purpose; null when the article was tagged."
    )
    entities: tuple[Entity, ...] = Field((), description="Most salient first.")
    attributions: tuple[Attribution, ...] = Field((), description="In text order.")
    stances: tuple[Stance, ...] = Field((), description="In order of their first evidence.")
    stance_matrix: tuple[StanceCount, ...] = Field(
        (), description="Who toward whom, with counts, the most counted first."
    )
    topics: tuple[Topic, ...] = Field((), description="Most probable first.")
    abstentions: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default_factory=dict, description="Decisions withheld, counted by reason."
    )


class Enriched(Value):
    """Everything about one article; one per article, keyed by the article's id."""

    id: EventId = Field(description="Deterministic event id; equal to the ce_id header.")
    article: PublishedArticle = Field(description="The article, title and body included.")
    pipeline: Pipeline = Field(description="What made this event.")
    skipped: SkipReason | None = Field(None, description="Why there are no tags on purpose.")
    entities: tuple[Entity, ...] = Field(description="Most salient first.")
    attributions: tuple[Attribution, ...] = Field(description="In text order.")
    stances: tuple[Stance, ...] = Field(description="In order of their first evidence.")
    stance_matrix: tuple[StanceCount, ...] = Field(
        (), description="Who toward whom, with counts, the most counted first."
    )
    topics: tuple[Topic, ...] = Field(description="Most probable first.")
    abstentions: dict[str, Annotated[int, Field(ge=0)]] = Field(
        description="Decisions withheld, counted by reason."
    )


class FanOut(Value):
    """What the events of the fan-out topics share."""

    id: EventId = Field(description="Deterministic event id; equal to the ce_id header.")
    enriched_id: EventId = Field(description="Id of the enriched event that says the same.")
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
