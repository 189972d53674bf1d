"""A guess at the gender of a given name that no list has, from how it is spelt."""

from collections.abc import Iterator, Mapping
from typing import Final

LONGEST_ENDING: Final = 4
_BEGINNING: Final = 2


def pieces(name: str) -> Iterator[str]:
    """The name in lower case, its endings and its beginning: what the guess is made of."""
    yield name
    for letters in range(1, LONGEST_ENDING + 1):
        if len(name) >= letters:
            yield f"-{name[-letters:]}"
    yield f"{name[:_BEGINNING]}-"


def log_odds(name: str, weights: Mapping[str, float]) -> float:
    """How much more likely a man's name it is; in natural log-odds."""
    return weights[""] + sum(weights.get(piece, 0.0) for piece in pieces(name))
