"""The composed texts as marked articles."""

import random

from training.framed.texts import text
from training.scorecard.marked import MarkedArticle
from training.written_marks import article_of


def composed(count: int, seed: int) -> list[MarkedArticle]:
    """Some texts; the same numbers give the same texts."""
    found: list[MarkedArticle] = []
    number = 0
    while len(found) < count:
        draw = random.Random(f"{seed} {number}")
        number += 1
        try:
            found.append(article_of(f"composed-{seed}-{number}", text(draw)))
        except ValueError:
            continue  # Two of its sentences are alike, so a mark would fit both.
    return found
