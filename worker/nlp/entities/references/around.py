"""How often and how near each entity is mentioned before and after each phrase."""

from typing import Final, NamedTuple

import numpy as np

from worker.nlp.entities.references.scene import IntArray, Scene

_RECENT: Final = 60
"""Tokens before a phrase in which a mention is recent."""


class Mentions(NamedTuple):
    """What is mentioned before and after each phrase, in arrays of shape (phrases, entities)."""

    last: IntArray
    """the number of each entity's last mention before the phrase, or -1"""
    following: IntArray
    """that of its first mention after the phrase began, or -1"""
    counts: IntArray
    """how often it is mentioned before the phrase"""
    recent: IntArray
    """how often shortly before"""


def mentions_around(scene: Scene, starts: IntArray) -> Mentions:
    """Of phrases that begin at some tokens; a mention is looked at twice, not once a phrase."""
    order = np.argsort(starts, kind="stable")
    shape = len(starts), len(scene.entities)
    last, following = np.full(shape, -1), np.full(shape, -1)
    counts, recent = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    upto = np.searchsorted(scene.starts, starts)
    since = np.searchsorted(scene.starts, starts - _RECENT, side="right")
    seen, times, done = np.full(shape[1], -1), np.zeros(shape[1], np.int64), 0
    for number in order:
        end = upto[number]
        new = scene.whose[done:end]
        seen[new] = np.arange(done, end)
        times += np.bincount(new, minlength=shape[1])
        last[number], counts[number], done = seen, times, end
        close = scene.whose[since[number] : end]
        recent[number] = np.bincount(close, minlength=shape[1])
    seen, done = np.full(shape[1], -1), len(scene.starts)
    for number in order[::-1]:
        new = np.arange(done - 1, upto[number] - 1, -1)
        seen[scene.whose[new]] = new
        following[number], done = seen, upto[number]
    return Mentions(last, following, counts, recent)
