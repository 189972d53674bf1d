"""The value models of every topic, and the parts that they are made of.

All offsets count Unicode code points into the ``title`` or the ``body`` as published:
``field[start:end] == text`` holds for every span of every event.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from topics.abstentions import MEANINGS
from topics.units import Unit

MAX_TITLE_CHARS = 2_000
MAX_BODY_CHARS = 200_000
MAX_ID_CHARS = 256

Probability = Annotated[float, Field(ge=0.0, le=1.0), Unit("probability, 0 to 1")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS)]
ArticleId = Annotated[Identifier, Unit("article id")]
EntityId = Annotated[Identifier, Unit("entity id")]
Text = Annotated[str, Unit("text")]
ShortText = Annotated[Text, StringConstraints(min_length=1, max_length=512)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$"), Unit("ISO 639 code")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$"), Unit("SHA-256, hex")]
Fingerprint = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{256}$"), Unit("MinHash, 128 bytes in hex")
]
EventId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$"), Unit("event id, hex")]
TopicCode = Annotated[
    str, StringConstraints(pattern=r"^medtop:[0-9]{8}$"), Unit("IPTC Media Topic code")
]
Url = Annotated[str, Unit("URL")]
Moment = Annotated[AwareDatetime, Unit("RFC 3339 time with an offset")]
Offset = Annotated[int, Unit("Unicode code points")]
SentenceCount = Annotated[int, Unit("sentences")]
Decisions = Annotated[int, Field(ge=0), Unit("decisions")]

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
    "issue",
]
Polarity = Literal["favor", "against"]
PolarityLabel = Literal["favor", "neutral", "against"]
Reporting = Literal["quote", "paraphrase", "narration"]
AttributionKind = Literal["direct", "indirect", "mixed"]
HolderKind = Literal["entity", "author", "unnamed"]
SkipReason = Literal["unsupported_language"]
TextField = Literal["title", "body"]


_EXAMPLE_EVENT_ID = "5d41402abc4b2a76b9719d911017c592"
_EXAMPLE_SHA256 = "2529d639b85d3b60fbe669fa68c864791bcab2859891ecf1ca1f229f815e9f59"
_EXAMPLE_FINGERPRINT = (
    "40f014df0b7a7b83a428e2c396ada9bf8d6292c29c2d7b21c2f8b9b35d81ba0d"
    "7f3391f2c3ac7e9b6259e5bd3035c8ca79831609f8f7ee778dc51fce1d96e558"
    "42768407746b0e0575f4b055b9df96bba8d7dea36ab6baadfbd4fae32e546e16"
    "1c2b53b231a62a54a9d3120d8723aee3014156aee6e4475b2e2e872250be0c67"
)
# What Holder checks, for those who have only the schema.
_ID_AND_NAME_OF_AN_ENTITY: dict[str, Any] = {
    "if": {"properties": {"kind": {"const": "entity"}}},
    "then": {
        "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
        "required": ["id", "name"],
    },
    "else": {"properties": {"id": {"type": "null"}, "name": {"type": "null"}}},
}


class Value(BaseModel):
    """What every model shares: immutable, and open to the fields of later minor versions."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, ser_json_inf_nan="null")


class Source(Value):
    """The publisher of an article."""

    name: ShortText | None = Field(
        None, description="The publisher's name.", examples=["The Daily"]
    )
    domain: (
        Annotated[str, StringConstraints(min_length=1, max_length=253), Unit("domain name")] | None
    ) = Field(None, description="The publisher's internet domain.", examples=["daily.example"])


class Article(Value):
    """One news article as a producer publishes it; the record's key is its ``id`` in UTF-8."""

    id: ArticleId = Field(
        description="Stable id of the article, and the record's key.", examples=["daily-20260105-7"]
    )
    title: Annotated[Text, StringConstraints(max_length=MAX_TITLE_CHARS)] = Field(
        "", description="Headline; may be empty.", examples=["A visit to the mines"]
    )
    body: Annotated[Text, StringConstraints(min_length=1, max_length=MAX_BODY_CHARS)] = Field(
        description="The article's text, plain and not blank.",
        examples=["Anna Kolb praised Peru's miners."],
        json_schema_extra={"pattern": r"\S"},
    )
    url: Annotated[Url, StringConstraints(min_length=1, max_length=2_048)] | None = Field(
        None,
        description="Where the article was published.",
        examples=["https://daily.example/2026/01/05/mines"],
    )
    source: Source | None = Field(None, description="Who published it.")
    language: LanguageCode | None = Field(
        None,
        description="ISO 639 code, if the producer knows it; the worker detects its own.",
        examples=["en"],
    )
    published_at: Moment | None = Field(
        None,
        description="When it was published: RFC 3339 with an offset.",
        examples=["2026-01-05T09:00:00Z"],
    )

    @field_validator("body")
    @classmethod
    def _body_is_not_blank(cls, body: str) -> str:
        if not body.strip():
            raise ValueError("body is blank: an article needs text")
        return body


class PublishedArticle(Article):
    """The article inside an enriched event, so that a subscriber needs nothing else."""

    language: LanguageCode | None = Field(
        None,
        description="ISO 639 code that the worker detected; null when it could not tell.",
        examples=["en"],
    )
    sha256: Sha256 = Field(
        description="SHA-256 of title, U+000A and body in UTF-8.", examples=[_EXAMPLE_SHA256]
    )


class ArticleReference(Value):
    """What a fan-out event says about its article."""

    id: ArticleId = Field(
        description="The article's id: the key of its enriched event.",
        examples=["daily-20260105-7"],
    )
    title: Text = Field(
        description="Headline; may be empty.",
        max_length=MAX_TITLE_CHARS,
        examples=["A visit to the mines"],
    )
    url: Url | None = Field(
        None,
        description="Where the article was published.",
        max_length=2_048,
        examples=["https://daily.example/2026/01/05/mines"],
    )
    source: Source | None = Field(None, description="Who published it.")
    published_at: Moment | None = Field(
        None, description="When it was published.", examples=["2026-01-05T09:00:00Z"]
    )
    sha256: Sha256 = Field(
        description="SHA-256 of the article's title, U+000A and body.", examples=[_EXAMPLE_SHA256]
    )


class Pipeline(Value):
    """What made the event. The same article and pipeline give the same bytes and the same ids."""

    name: ShortText = Field(description="The software.", examples=["stancewire"])
    version: ShortText = Field(description="Its version.", examples=["0.1.0"])
    model: ShortText = Field(description="The weights it used.", examples=["e5s6-joint-1"])


class Span(Value):
    """A stretch of the title or the body, in code points; ``field[start:end] == text``."""

    field: TextField = Field(description="Which text the offsets refer to.", examples=["body"])
    start: Offset = Field(
        ge=0, description="Offset of the first character, in code points.", examples=[0]
    )
    end: Offset = Field(
        gt=0, description="Offset after the last character, in code points.", examples=[9]
    )
    text: Annotated[Text, StringConstraints(min_length=1)] = Field(
        description="The text between the offsets, verbatim.", examples=["Anna Kolb"]
    )

    @model_validator(mode="after")
    def _length_is_the_texts(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} is not as long as its text")
        return self


class EntityPolarity(Value):
    """Whether the article's author is for or against an entity; people it quotes do not count."""

    label: PolarityLabel = Field(description="favor, neutral or against.", examples=["favor"])
    confidence: Probability = Field(
        description="Calibrated probability of the label.", examples=[0.9]
    )


class Entity(Value):
    """One person, organization, place, issue or other thing in one article, with its mentions."""

    id: EntityId = Field(
        description="iso3166:XX or wikidata:QN if it is certain which real-world thing is meant. "
        "Otherwise name:TYPE:SLUG, which identifies a type and a name, not a thing: SLUG is `name` "
        "in lower case, without accents and punctuation. The same type and name have the same id "
        "in every article, even where two people share the name; a person whom articles call by "
        "different names has several ids. An issue has medtop:NNNNNNNN, the code of the IPTC Media "
        "Topic that it is, or issue:SLUG, which identifies a wording: SLUG leaves out what differs "
        "between wordings of the same issue, such as word order and number, so a ban on assault "
        "weapons and assault-weapons bans share issue:assault-weapon-ban. An issue that is put in "
        "other words has another id; what an article calls only the bill or his plan has an id "
        "that no other article has. A later version that recognizes, types or names an entity "
        "better gives it another id.",
        examples=["name:person:anna-kolb", "iso3166:PE", "issue:assault-weapon-ban"],
    )
    name: ShortText = Field(
        description="Canonical name; of an issue, the shortest clear wording in the article.",
        examples=["Anna Kolb"],
    )
    type: EntityType = Field(
        description="What kind of thing it is. An issue is a policy, proposal, practice, demand, "
        "decision or idea; a law, event, work or product that is named has its own type. An issue "
        "is never the holder of a stance.",
        examples=["person"],
    )
    country: EntityId | None = Field(
        None,
        description="For a people (type group), the id of its country: iso3166:RU for Russians, "
        "wikidata:QN for a country that no longer exists. The country need not be an entity of the "
        "article. Null for everything else.",
        examples=["iso3166:RU"],
    )
    salience: Probability = Field(description="How central it is to the article.", examples=[0.62])
    polarity: EntityPolarity | None = Field(
        None,
        description="Whether the article's author is for or against it: favor or against only if "
        "a sentence in the author's own voice shows it, null if the model abstains.",
    )
    mentions: tuple[Span, ...] = Field(
        min_length=1, description="Where it is mentioned, in text order."
    )


class AttributionSource(Value):
    """Who said, thought or felt something."""

    entity: EntityId | None = Field(
        None,
        description="Entity id of the source, where known.",
        examples=["name:person:anna-kolb"],
    )
    span: Span | None = Field(None, description="The words that name the source.")


class Attribution(Value):
    """A source said, thought or felt something."""

    source: AttributionSource = Field(description="Who said, thought or felt it.")
    cue: Span | None = Field(
        None,
        description="The words that report it, such as a verb of saying.",
        examples=[{"field": "body", "start": 10, "end": 17, "text": "praised"}],
    )
    content: tuple[Span, ...] = Field(
        min_length=1,
        description="What was said, in text order.",
        examples=[[{"field": "body", "start": 18, "end": 31, "text": "Peru's miners"}]],
    )
    kind: AttributionKind = Field(
        description="direct (quoted), indirect, or mixed.", examples=["indirect"]
    )
    confidence: Probability | None = Field(
        None,
        description="Calibrated: of the attributions at 0.8, eight in ten are things that somebody "
        "said, thought or felt, even if the marked words are not exactly right. Null in older "
        "events.",
        examples=[0.93],
    )


class Holder(Value):
    """Who takes a stance: an entity, the article's author, or an unnamed source."""

    model_config = ConfigDict(json_schema_extra=_ID_AND_NAME_OF_AN_ENTITY)

    kind: HolderKind = Field(description="entity, author or unnamed.", examples=["entity"])
    id: EntityId | None = Field(
        None,
        description="Entity id; present when kind is entity.",
        examples=["name:person:anna-kolb"],
    )
    name: ShortText | None = Field(
        None, description="Entity name; present when kind is entity.", examples=["Anna Kolb"]
    )

    @model_validator(mode="after")
    def _entity_has_id_and_name(self) -> Self:
        named = self.id is not None and self.name is not None
        if named != (self.kind == "entity"):
            raise ValueError("a holder has id and name exactly when its kind is entity")
        return self


class Target(Value):
    """The person, thing or issue that a stance is for or against; an entity of the article."""

    id: EntityId = Field(description="Entity id.", examples=["iso3166:PE"])
    name: ShortText = Field(description="Entity name.", examples=["Peru"])


class Stance(Value):
    """A holder is for or against a target, with the words that show it."""

    holder: Holder = Field(description="Who takes the stance.")
    target: Target = Field(description="Who or what it is for or against.")
    polarity: Polarity = Field(description="favor or against.", examples=["favor"])
    reporting: Reporting = Field(
        description="How the article reports it: in a quote, in a paraphrase of what the holder "
        "said, or in its own narration.",
        examples=["narration"],
    )
    confidence: Probability = Field(
        description="Calibrated: of those at 0.8, eight in ten are right.", examples=[0.81]
    )
    evidence: tuple[Span, ...] = Field(
        min_length=1,
        description="The words that show it, verbatim.",
        examples=[[{"field": "body", "start": 10, "end": 31, "text": "praised Peru's miners"}]],
    )


class StanceCount(Value):
    """One cell of the article's matrix of holders and targets: how often each polarity was found.

    Sentences are counted, each polarity at most once per sentence. Every stance has a cell; a pair
    of holder and target has one cell and at most one stance, whose evidence comes from the
    strongest sentence alone. If the strongest sentence for and the strongest against are nearly
    equally confident, the pair has a cell but no stance, whatever the counts, and abstentions count
    it as stance_conflict. All unnamed sources share one holder. Older events may have stances but
    no matrix.
    """

    holder: Holder = Field(description="Who takes the stance.")
    target: Target = Field(description="Who or what it is for or against.")
    favor: SentenceCount = Field(
        ge=0, description="Sentences that show the holder in favor.", examples=[1]
    )
    against: SentenceCount = Field(
        ge=0, description="Sentences that show the holder against.", examples=[0]
    )


class Topic(Value):
    """An IPTC Media Topic of the article."""

    code: TopicCode = Field(description="IPTC code.", examples=["medtop:11000000"])
    name: ShortText = Field(description="IPTC preferred label.", examples=["politics"])
    path: tuple[TopicCode, ...] = Field(
        min_length=1,
        description="Codes from the top level down to this one; the codes above it need not be "
        "topics of the article themselves.",
        examples=[["medtop:11000000"]],
    )
    score: Probability = Field(
        description="At the top level, the calibrated probability that the article is about it. "
        "Below the top level, 0.9 times its top level's probability: a fixed discount, not "
        "calibrated.",
        examples=[0.88],
    )


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
        examples=[_EXAMPLE_EVENT_ID],
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
        examples=[_EXAMPLE_FINGERPRINT],
    )


class FanOut(Event):
    """What the events of the fan-out topics share."""

    enriched_id: EventId = Field(
        description="Id of the enriched event that holds the same finding.",
        examples=[_EXAMPLE_EVENT_ID],
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
