"""The label sets of every head, in the order of their columns."""

from typing import Final

ENTITY_LABELS: Final = (
    "Person",
    "Organization",
    "Location",
    "Facility",
    "NORP",
    "Product",
    "Misc",
)
ATTRIBUTION_LABELS: Final = ("Source", "Cue", "Content")
POLARITIES: Final = ("against", "neutral", "favor")
RELATIONS: Final = ("neutral", "p_favor_q", "p_against_q", "q_favor_p", "q_against_p")
MIRRORED: Final = (0, 3, 4, 1, 2)
"""Indices of RELATIONS with p and q exchanged."""
TOPICS: Final = tuple(f"medtop:{number:02d}000000" for number in range(1, 18))


def bio(labels: tuple[str, ...]) -> tuple[str, ...]:
    """O, then B- and I- of each label."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))
