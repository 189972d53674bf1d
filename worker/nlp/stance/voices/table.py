"""The voices: each one reads an article for the stances of one kind of holder."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from worker.nlp.stance.reading import Heard, Reading, Vote
from worker.nlp.stance.voices.author import author_votes
from worker.nlp.stance.voices.read import read_votes
from worker.nlp.stance.voices.related import related_votes
from worker.nlp.stance.voices.sources import source_votes


class Voice(NamedTuple):
    """One row of the table."""

    name: str
    listen: Callable[[Reading, Sequence[Vote]], Heard]
    """given the article and the votes of the voices before it"""


VOICES: Final = (
    Voice("read", read_votes),
    Voice("related", related_votes),
    Voice("sources", source_votes),
    Voice("author", author_votes),
)
"""In the order in which they are heard.

An article's questions to the heads are limited, so the first voices have the first claim on them.
The author is last: what somebody else is known to think there is not the author's.
"""
