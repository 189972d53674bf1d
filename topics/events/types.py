"""What the values are made of: the base model, and the types of their fields."""

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationInfo,
)

from topics.limits import (
    MAX_ID_CHARS,
    MAX_NAME_CHARS,
)
from topics.units import Unit

Probability = Annotated[float, Field(ge=0.0, le=1.0), Unit("probability, 0 to 1")]

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS)]

ArticleId = Annotated[Identifier, Unit("article id")]

EntityId = Annotated[Identifier, Unit("entity id")]

Text = Annotated[str, Unit("text")]

ShortText = Annotated[Text, StringConstraints(min_length=1, max_length=MAX_NAME_CHARS)]

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

_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]")
_AWARE = TypeAdapter(AwareDatetime)


def _no_bare_digits(value: Any, info: ValidationInfo) -> Any:
    """Digits alone would be read as seconds since 1970: the year "2026" as half past midnight."""
    if info.mode != "json" or not isinstance(value, str):
        return value
    if not _RFC_3339.match(value):
        raise ValueError("not an RFC 3339 time with an offset")
    return _AWARE.validate_python(value, strict=False)


Moment = Annotated[
    AwareDatetime, BeforeValidator(_no_bare_digits), Unit("RFC 3339 time with an offset")
]

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

MentionKind = Literal["name", "description", "pronoun"]

SkipReason = Literal["unsupported_language"]

TextField = Literal["title", "body"]

EXAMPLE_EVENT_ID = "5d41402abc4b2a76b9719d911017c592"

EXAMPLE_SHA256 = "2529d639b85d3b60fbe669fa68c864791bcab2859891ecf1ca1f229f815e9f59"

EXAMPLE_FINGERPRINT = (
    "40f014df0b7a7b83a428e2c396ada9bf8d6292c29c2d7b21c2f8b9b35d81ba0d"
    "7f3391f2c3ac7e9b6259e5bd3035c8ca79831609f8f7ee778dc51fce1d96e558"
    "42768407746b0e0575f4b055b9df96bba8d7dea36ab6baadfbd4fae32e546e16"
    "1c2b53b231a62a54a9d3120d8723aee3014156aee6e4475b2e2e872250be0c67"
)


class Value(BaseModel):
    """What every model shares: immutable, and open to the fields of later minor versions."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True, ser_json_inf_nan="null")
