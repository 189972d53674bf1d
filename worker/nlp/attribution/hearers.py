"""Sources that were told something, and said nothing: "Kolb was told that …", "Asked whether …"."""

from typing import Final

from spacy.tokens import Doc

from worker.nlp.attribution.parts import Stretch
from worker.nlp.english.windows import start_of_run
from worker.nlp.english.words import word_list

_TOLD: Final = word_list("told")
_PASSIVE: Final = word_list("passive")
_BETWEEN: Final = word_list("between_passive")


def hears(doc: Doc, source: Stretch, cue: Stretch | None) -> bool:
    """Whether the source is told something by the cue's verb, instead of saying it."""
    if cue is None:
        return False
    for verb in range(cue.start, cue.end):
        if doc[verb].lower_ not in _TOLD:
            continue
        if doc[verb].is_sent_start:
            return True
        between = start_of_run(doc, source.start + 1, verb, lambda token: token.lower_ in _BETWEEN)
        if source.end <= verb and doc[between - 1].lower_ in _PASSIVE:
            return True
    return False
