"""Verifies a stance that the reader found: whether the text shows that the holder takes this side.

The reader sees a passage once for everything in it. The verifier sees one stance at a time, with
its target and its holder marked. It builds on the states of an earlier layer of the reader's pass,
so it needs few layers of its own, and it reads only what stands near the two.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
import onnxruntime

from topics.events import HolderKind, Polarity
from worker.nlp.model.encoder import WEIGHTS, EncoderError, FloatArray
from worker.nlp.model.sessions import open_session
from worker.nlp.read_passage import ReadPassage

VERIFIER_FILE: Final = "verifier.int8.onnx.gz"

BEFORE, AFTER = 32, 24
"""Pieces that are read before a target, and after it."""

AROUND: Final = 8
"""Pieces that are read on both sides of the holder's words."""

MOST: Final = 104
"""Pieces that are read in all; of more, those nearest to target and holder."""

HOLDERS: Final[tuple[HolderKind, ...]] = ("entity", "author", "unnamed")
SIDES: Final[tuple[Polarity, ...]] = ("favor", "against")

_CLS: Final = 0
"""The place of [CLS] in a row."""


class Question(NamedTuple):
    """A stance by the places of its parties in a passage."""

    target: Sequence[int]
    holder: Sequence[int]
    """none for the author, and where the holder's words are elsewhere"""
    target_again: Sequence[int]
    """of other mentions of the target"""
    holder_again: Sequence[int]
    """of other mentions of the holder"""
    kind: HolderKind
    polarity: Polarity


class Answer(NamedTuple):
    """Probabilities, which sum to 1 with that of no stance."""

    agreed: float
    """that the holder takes this side"""
    opposite: float
    """that it takes the other side"""


class StanceVerifier:
    """The verifier's layers in onnxruntime, and its head in numpy."""

    def __init__(
        self, session: onnxruntime.InferenceSession, arrays: Mapping[str, FloatArray]
    ) -> None:
        """Make a verifier.

        Args:
            session: runs its layers.
            arrays: "roles" (4, 384), "kinds" (3, 384) and "sides" (2, 384), which mark what is
                asked, and the head's matrices, such as "0.weight".

        """
        self._session = session
        self._arrays = arrays

    @classmethod
    def load(cls, arrays: Mapping[str, FloatArray], directory: Path | None = None) -> Self | None:
        """Load the graph; None for weights that have no verifier.

        Args:
            arrays: those of the verifier in heads.npz; empty if the weights have none.
            directory: of the graph; the packaged weights if None.

        Raises:
            EncoderError: the file is missing or onnxruntime cannot read it.

        """
        if not arrays:
            return None
        path = (WEIGHTS if directory is None else directory) / VERIFIER_FILE
        if not path.is_file():
            raise EncoderError(f"no {VERIFIER_FILE} in {path.parent}: it is part of the package")
        try:
            return cls(open_session(path), arrays)
        except Exception as error:  # onnxruntime raises types of its own
            raise EncoderError(f"cannot read {path}: {error}") from error

    def answer(self, passage: ReadPassage, asked: Question) -> Answer:
        """Whether the passage shows the stance."""
        places = window(len(passage.tokens), asked.target, asked.holder)
        at = {place: number for number, place in enumerate(places)}
        marked = passage.states[places]
        own = []
        for role, some in zip(self._arrays["roles"], asked[:4], strict=True):
            own.append([at[place] for place in some if place in at])
            marked[own[-1]] += role
        kind = self._arrays["kinds"][HOLDERS.index(asked.kind)]
        side = SIDES.index(asked.polarity)
        marked[_CLS] += kind + self._arrays["sides"][side]
        (hidden,) = self._session.run(["last_hidden"], {"marked": marked[None]})
        target, holder = own[0], own[1] or [_CLS]
        read = np.concatenate(
            [hidden[0][target].mean(0), hidden[0][holder].mean(0), hidden[0][_CLS]]
        )
        inner = np.maximum(read @ self._arrays["0.weight"] + self._arrays["0.bias"], np.float32(0))
        scores = (inner @ self._arrays["1.weight"] + self._arrays["1.bias"]).astype(np.float64)
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        return Answer(float(shares[1 + side]), float(shares[2 - side]))


def window(length: int, target: Sequence[int], holder: Sequence[int]) -> list[int]:
    """The places of a row that are read for a stance.

    Args:
        length: of the row, with its [CLS] and last [SEP].
        target: places of the target's pieces.
        holder: those of the holder's.

    Returns:
        [CLS], then what stands around the target and the holder, and between them if there is room.

    """
    first, last = min(target), max(target)
    kept = set(range(max(1, first - BEFORE), min(length - 1, last + 1 + AFTER)))
    ends = [first, last]
    if holder:
        from_holder, to_holder = min(holder), max(holder)
        ends += [from_holder, to_holder]
        kept |= set(range(max(1, from_holder - AROUND), min(length - 1, to_holder + 1 + AROUND)))
        if max(ends) - min(ends) < MOST - 2 * AROUND:
            kept |= set(range(min(ends), max(ends) + 1))
    if len(kept) <= MOST:
        return [_CLS, *sorted(kept)]
    near = sorted(kept, key=lambda place: (min(abs(place - one) for one in ends), place))
    return [_CLS, *sorted(near[:MOST])]
