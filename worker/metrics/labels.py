"""The values that metric labels may have; anything else becomes ``other``."""

from collections.abc import Sequence
from typing import Final

from topics import abstentions
from topics.events import Article, Source

OTHER: Final = "other"
UNKNOWN: Final = "unknown"

OUTCOMES: Final = ("enriched", "skipped", "dead_lettered")
STAGES: Final = ("intake", "queue", "pipeline", "delivery")
TOPICS: Final = (*(f"medtop:{number:02}000000" for number in range(1, 18)), OTHER)
LANGUAGES: Final = (
    "en",
    "ar",
    "de",
    "es",
    "fr",
    "it",
    "ja",
    "nl",
    "pl",
    "pt",
    "ru",
    "uk",
    "zh",
    OTHER,
    UNKNOWN,
)
FIELDS: Final = (
    *(name for name, field in Article.model_fields.items() if not field.is_required()),
    *(f"source.{name}" for name in Source.model_fields),
    OTHER,
)
ABSTENTIONS: Final = (*abstentions.REASONS, OTHER)


def among(value: str, known: Sequence[str]) -> str:
    """The value if it is known, else ``other``, so that no input can create labels."""
    return value if value in known else OTHER
