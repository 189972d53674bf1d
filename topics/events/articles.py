"""Articles: as they are published, as events carry them, and as they are referred to."""

from typing import Annotated

from pydantic import (
    Field,
    StringConstraints,
    field_validator,
)

from topics.events.types import (
    EXAMPLE_SHA256,
    ArticleId,
    LanguageCode,
    Moment,
    Sha256,
    ShortText,
    Text,
    Url,
    Value,
)
from topics.limits import (
    MAX_BODY_CHARS,
    MAX_DOMAIN_CHARS,
    MAX_TITLE_CHARS,
    MAX_URL_CHARS,
)
from topics.units import Unit


class Source(Value):
    """The publisher of an article."""

    name: ShortText | None = Field(
        None, description="The publisher's name.", examples=["The Daily"]
    )
    domain: (
        Annotated[
            str, StringConstraints(min_length=1, max_length=MAX_DOMAIN_CHARS), Unit("domain name")
        ]
        | None
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
    url: Annotated[Url, StringConstraints(min_length=1, max_length=MAX_URL_CHARS)] | None = Field(
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
        description="SHA-256 of title, U+000A and body in UTF-8.", examples=[EXAMPLE_SHA256]
    )
    dropped_fields: tuple[Annotated[str, Unit("field name, dotted")], ...] = Field(
        (),
        description="Optional fields that the record had but whose values could not be read, by "
        "name; they are missing here.",
        examples=[["published_at", "source.domain"]],
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
        max_length=MAX_URL_CHARS,
        examples=["https://daily.example/2026/01/05/mines"],
    )
    source: Source | None = Field(None, description="Who published it.")
    published_at: Moment | None = Field(
        None, description="When it was published.", examples=["2026-01-05T09:00:00Z"]
    )
    sha256: Sha256 = Field(
        description="SHA-256 of the article's title, U+000A and body.", examples=[EXAMPLE_SHA256]
    )
