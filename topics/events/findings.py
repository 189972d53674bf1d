"""What is found in an article: spans, entities, attributions, stances, topics."""

from typing import Annotated, Any, Self

from pydantic import (
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from topics.events.types import (
    AttributionKind,
    EntityId,
    EntityType,
    HolderKind,
    MentionKind,
    Offset,
    Polarity,
    PolarityLabel,
    Probability,
    Reporting,
    SentenceCount,
    ShortText,
    Text,
    TextField,
    TopicCode,
    Value,
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


class Mention(Span):
    """A stretch that names an entity, describes it, or is a pronoun that stands for it."""

    kind: MentionKind = Field(
        "name",
        description="name: its name; of an issue, any wording of it. description: words that "
        "the model resolves to it, such as `the senator` or `his wife`. pronoun: such as `he` or "
        "`who`.",
        examples=["name"],
    )


class EntityPolarity(Value):
    """Whether the article's author is for or against an entity; people it quotes do not count."""

    label: PolarityLabel = Field(description="favor, neutral or against.", examples=["favor"])
    confidence: Probability = Field(
        description="Calibrated probability of the label.", examples=[0.9]
    )


class Entity(Value):
    """One person, organization, place, issue or other thing in one article, with its mentions."""

    id: EntityId = Field(
        description="iso3166:XX, wikidata:QN or geonames:N (a city, a continent or a state of the "
        "United States) if it is certain which real-world thing is meant. "
        "Otherwise name:TYPE:SLUG, which identifies a type and a name, not a thing: SLUG is `name` "
        "in lower case, without accents and punctuation. The same type and name have the same id "
        "in every article, even where two people share the name; a person whom articles call by "
        "different names has several ids. An issue has medtop:NNNNNNNN, the code of the IPTC Media "
        "Topic that it is, or issue:SLUG, which identifies a wording: SLUG leaves out what differs "
        "between wordings of the same issue, such as word order and number, so a ban on assault "
        "weapons and assault-weapons bans share issue:assault-weapon-ban. An issue that is put in "
        "other words has another id. People, bodies and groups that an article takes a side toward "
        "without naming them, such as the officer or farmers, have name:TYPE:SLUG too. What an "
        "article calls only the bill, his plan or the officer has an id that no other article has: "
        "it ends in eight hex digits. A later version that recognizes, types or names an entity "
        "better gives it another id.",
        examples=["name:person:anna-kolb", "iso3166:PE", "issue:assault-weapon-ban"],
    )
    name: ShortText = Field(
        description="Canonical name; of what has none, such as an issue, the shortest clear "
        "wording in the article.",
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
    mentions: tuple[Mention, ...] = Field(
        min_length=1,
        description="Where it is mentioned, in text order: by its name, by a description or by a "
        "pronoun. What has no name has only descriptions.",
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


class StatedHolder(Holder):
    """The holder of a stance, with the words for it."""

    words: Span | None = Field(
        None,
        description="The words for the holder, such as `Kolb`, `she` or `critics`, in the evidence "
        "or near it. Null where the text has none there, as for most stances of the author.",
        examples=[{"field": "body", "start": 0, "end": 9, "text": "Anna Kolb"}],
    )


class StatedTarget(Target):
    """The target of a stance, with the words for it."""

    words: Span | None = Field(
        None,
        description="The words for the target in the evidence, such as `the bill`. Null in events "
        "of older versions.",
        examples=[{"field": "body", "start": 18, "end": 31, "text": "Peru's miners"}],
    )


class Stance(Value):
    """A holder is for or against a target, with the words that show it."""

    holder: StatedHolder = Field(description="Who takes the stance.")
    target: StatedTarget = Field(description="Who or what it is for or against.")
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
