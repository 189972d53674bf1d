"""Which entities a phrase can mean at all, whatever its features say."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np

from worker.nlp.english.words import word_list
from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, Scene

Nouns: TypeAlias = Mapping[str, Mapping[str, float]]
"""How often each head noun was an entity of each type, as shares."""

_ALWAYS: Final = 0.95
_NEVER: Final = 0.03
"""From here on a noun means people only, and up to there no people, or no group."""

_POSSESSIVES: Final = word_list("possessives")
_THINGS: Final = word_list("things")
"""Nouns that the marks have for people, where "his record" shows a stance on him, and name none."""


def allowed(scene: Scene, phrase: Phrase, nouns: Nouns) -> FloatArray:
    """Which entities a phrase may mean, 1 or 0 each; the last number is for none of them."""
    count = len(scene.entities)
    may = np.ones(count + 1, dtype=np.float32)
    if phrase.kind == "pronoun":
        if phrase.group in {"he", "his", "she", "her", "i", "who"}:
            may[:count] = scene.person
        elif phrase.group in {"it", "its"}:
            may[:count] = ~scene.person
    else:
        shares = nouns.get(phrase.group, {})
        if shares.get("person", 0.0) > _ALWAYS:
            may[:count] = scene.person
        elif phrase.group in _THINGS or shares.get("person", 0.0) < _NEVER:
            may[:count] = ~scene.person
        if shares and shares.get("group", 0.0) < _NEVER:
            # A people is not its government, and "the German company" is no Germans.
            may[:count] *= [one.type != "group" for one in scene.entities]
    if phrase.opener in _POSSESSIVES:
        # Somebody's aide is somebody else; a country's government is the country.
        owners = scene.whose[scene.ends == phrase.start - 1]
        may[owners[scene.person[owners]]] = 0.0
    speaker = scene.speaker_of[phrase.start]
    if phrase.group == "i" and speaker < 0 and scene.quote_of[phrase.start] < 0:
        may[:count] = 0.0
    elif phrase.group == "we" and speaker >= 0:
        # Who speaks is one of "us": nobody else is, but their company, party or country may be.
        may[:count] = ~scene.person | (np.arange(count) == speaker)
    return may
