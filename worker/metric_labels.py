"""What the labels of the metrics may say; whatever is not among it is ``other``."""

from collections.abc import Sequence
from typing import Final

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
ABSTENTIONS: Final = (
    "ambiguous_alias",
    "bystander",
    "contradicted",
    "defended",
    "denied",
    "entity_untyped",
    "holder_unknown",
    "hypothetical",
    "irony",
    "location",
    "modifier",
    "negated",
    "over_limit",
    "pairs_over_limit",
    "polarity_below_threshold",
    "polarity_not_shown",
    "proxy",
    "quoted_holder",
    "requested",
    "same_phrase",
    "same_side",
    "seat",
    "side_by_side",
    "stance_below_threshold",
    "stance_conflict",
    "text_over_limit",
    "third_party",
    "topic_below_threshold",
    "victim",
    OTHER,
)


def among(value: str, known: Sequence[str]) -> str:
    """The value where a label may say it, else ``other``: no input can make labels."""
    return value if value in known else OTHER
