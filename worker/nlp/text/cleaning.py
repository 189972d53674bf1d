"""The clean views of an article's title and body."""

from worker.nlp.text.characters import repaired
from worker.nlp.text.furniture import without_asides, without_lines
from worker.nlp.text.glue import (
    cues_parted,
    dots_joined,
    initials_joined,
    links_parted,
    names_joined,
    sentences_parted,
    signatures_parted,
)
from worker.nlp.text.view import CleanText


def clean_title(title: str) -> CleanText:
    """What is read of a title: all but asides, with its characters repaired."""
    text = repaired(CleanText.of(title))
    for step in (initials_joined, names_joined, dots_joined):
        text = text.edited(step(text.text))
    return text.edited(without_asides(text.text))


def clean_body(body: str) -> CleanText:
    """What is read of a body: its prose, repaired and without the furniture of the page."""
    text = repaired(CleanText.of(body))
    # A link can only be told from the prose that it is glued to once it has a line of its own.
    for step in (
        initials_joined,
        names_joined,
        dots_joined,
        links_parted,
        without_lines,
        without_asides,
        sentences_parted,
        signatures_parted,
        cues_parted,
    ):
        text = text.edited(step(text.text))
    return text
