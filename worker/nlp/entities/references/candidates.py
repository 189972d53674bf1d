"""Which entities a phrase can mean at all, whatever its features say."""

from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from worker.nlp.english.words import word_list
from worker.nlp.entities.references.phrases import Phrase
from worker.nlp.entities.references.scene import FloatArray, Scene
from worker.nlp.entities.titles import is_title
from worker.nlp.tokens import tokens_of

Nouns: TypeAlias = Mapping[str, Mapping[str, float]]
"""How often each head noun was an entity of each type, as shares."""

_ALWAYS: Final = 0.95
_NEVER: Final = 0.03
"""From here on a noun means people only, and up to there no people, or no group."""

_FIRST: Final = frozenset({"my", "our"})
_GENDERS: Final = {"he": 1, "his": 1, "she": -1, "her": -1}
_MOSTLY: Final = 0.7
"""From this share on, a noun after an owner means a person: "the EU's diplomat" is not the EU."""

_JOINING: Final = frozenset({"of", "for", "to", "from", "at"})
_POSSESSIVES: Final = word_list("possessives")
_THINGS: Final = word_list("things")
"""Nouns that the marks have for people, where "his record" shows a stance on him, and name none."""


def allowed(scene: Scene, phrase: Phrase, nouns: Nouns) -> FloatArray:
    """Which entities a phrase may mean, 1 or 0 each; the last number is for none of them."""
    count = len(scene.entities)
    may = np.ones(count + 1, dtype=np.float32)
    if phrase.kind == "pronoun":
        if phrase.group in {"he", "his", "she", "her", "i", "who"}:
            may[:count] = scene.person & (scene.genders * _GENDERS.get(phrase.group, 0) >= 0)
        elif phrase.group in {"it", "its"}:
            may[:count] = ~scene.person
        if phrase.group == "who":
            before = scene.whose[np.isin(scene.ends, (phrase.start, phrase.start - 1))]
            nearest = before[scene.person[before]]
            may[:count] *= np.isin(np.arange(count), nearest) if len(nearest) else 1.0
    else:
        shares = nouns.get(phrase.group, {})
        if shares.get("person", 0.0) > _ALWAYS:
            may[:count] = scene.person
        elif phrase.group in _THINGS or shares.get("person", 0.0) < _NEVER:
            may[:count] = ~scene.person
        if shares and shares.get("group", 0.0) < _NEVER:
            # A people is not its government, and "the German company" is no Germans.
            may[:count] *= scene.no_group
    # Somebody's aide is somebody else, and so is a country's diplomat; a country's government is
    # the country.
    may[_others(scene, phrase, nouns)] = 0.0
    speaker = scene.speaker_of[phrase.start]
    if phrase.group == "i" and speaker < 0 and scene.quote_of[phrase.start] < 0:
        may[:count] = 0.0
    elif phrase.group == "we" and speaker >= 0:
        # Who speaks is one of "us": nobody else is, but their company, party or country may be.
        may[:count] = ~scene.person | (np.arange(count) == speaker)
    return may


def _others(scene: Scene, phrase: Phrase, nouns: Nouns) -> npt.NDArray[np.intp]:
    """Whom a description names as somebody else than it means."""
    owners = np.concatenate([_owners(scene, phrase), _complements(scene, phrase)])
    if not len(owners):
        return owners
    shares = nouns.get(phrase.group, {})
    personal = shares.get("person", 0.0) + shares.get("group", 0.0) > _MOSTLY
    return owners if personal else owners[scene.person[owners]]


def _owners(scene: Scene, phrase: Phrase) -> npt.NDArray[np.intp]:
    """The owners that a description names: the EU in "the EU's diplomat"."""
    words = tokens_of(scene.doc).texts
    endings = [
        at for at in range(max(0, phrase.start - 1), phrase.head) if words[at] in _POSSESSIVES
    ]
    # Most phrases have none, and to look for none among all mentions takes as long.
    ended = np.isin(scene.ends, endings) if endings else slice(0)
    return np.asarray(scene.whose[ended], dtype=np.intp)


def _complements(scene: Scene, phrase: Phrase) -> npt.NDArray[np.intp]:
    """Whom a description says that somebody is of or for: Ford in "the bosses of Ford"."""
    at = phrase.head + 1
    words = tokens_of(scene.doc).lowers
    if phrase.kind != "description" or at + 1 >= len(words) or words[at] not in _JOINING:
        return np.array([], dtype=np.intp)
    name = at + 2 if words[at + 1] == "the" else at + 1
    while name < len(words) and is_title(words[name]):
        name += 1
    return np.asarray(scene.whose[scene.starts == name], dtype=np.intp)


def without_owner(
    scene: Scene, phrase: Phrase, shares: FloatArray, pronouns: Mapping[int, int]
) -> FloatArray:
    """The shares of each entity and of none, without the owner: "his boss" is not he.

    Args:
        scene: the article.
        phrase: a description that begins with "his" or the like.
        shares: what the phrase may mean.
        pronouns: the entity of the resolved pronoun at a token.

    """
    spoken = int(scene.speaker_of[phrase.start])
    owner = pronouns.get(phrase.start, spoken if phrase.opener in _FIRST else -1)
    if owner < 0 or not scene.person[owner]:
        return shares
    left = shares.copy()
    left[owner] = 0.0
    return left
