"""How the author sounds toward each entity, whether or not that is a stance."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from worker.nlp.model.judge import Scores
from worker.nlp.stance.reading import Reading

MAX_MENTIONS_OF_ONE: Final = 8
"""Most mentions of one entity that are asked about."""


def tones(reading: Reading) -> dict[int, Scores]:
    """The mean scores toward each entity that the author mentions in the author's own voice.

    Returns:
        By the entity's number: scores of against, neutral and favor.

    """
    heard: dict[int, list[Scores]] = defaultdict(list)
    for mention in reading.index.all:
        said_by_others = reading.reported.is_content(mention.start, mention.end)
        if len(heard[mention.entity]) < MAX_MENTIONS_OF_ONE and not said_by_others:
            number = reading.sentence_of(mention.start)
            heard[mention.entity].append(reading.tone(number, mention.span))
    return {entity: _mean(scores) for entity, scores in heard.items() if scores}


def _mean(scores: Sequence[Scores]) -> Scores:
    return {label: sum(one[label] for one in scores) / len(scores) for label in scores[0]}
