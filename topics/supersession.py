"""Which dead letters an enriched event supersedes: the same text was enriched by another attempt.

Delivery is at least once. Where two attempts at one record end differently, because the pipeline's
process died or took too long in only one of them, both the letter and the event are published. Then
the event counts. A letter keeps its record unchanged, so nothing but the two values is needed to
see it.
"""

import json
from typing import Final

from pydantic import ValidationError

from topics.dead_letter import Reason
from topics.events import Article, Enriched
from topics.identity import content_sha256

ATTEMPTS_DIFFER: Final[tuple[Reason, ...]] = ("pipeline_crashed", "pipeline_timeout")
"""The reasons that depend on the machine too: another attempt by the same version may succeed."""

Text = tuple[str, str]
"""An article's id, and the SHA-256 of its title and body: ``article.sha256`` of its event."""


def text_of_letter(value: bytes | None) -> Text | None:
    """The text that a dead letter's value holds; None if the value is no article.

    Only what makes the text counts: a field that cannot be read costs no article its event, and a
    title that cannot be read is none.
    """
    try:
        fields = json.loads(value or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    for names in (("id", "title", "body"), ("id", "body")):
        known = {name: fields[name] for name in names if fields.get(name) is not None}
        try:
            article = Article.model_validate(known)
        except ValidationError:
            continue
        return article.id, content_sha256(article.title, article.body)
    return None


def text_of_event(event: Enriched) -> Text:
    """The text that an enriched event is about; a letter with the same text is superseded."""
    return event.article.id, event.article.sha256
