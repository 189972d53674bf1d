"""What could be a fingerprint: MinHash as shipped and its rivals, over the same words."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from contract.collection import Story
from topics.fingerprint import fingerprint

Bytes = npt.NDArray[np.uint8]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sketch:
    """A way to make a fingerprint, and to compare one with many."""

    name: str
    of: Callable[[Story], Bytes]
    similar: Callable[[Bytes, Bytes], Scores]


def equal_places(one: Bytes, many: Bytes) -> Scores:
    """The share of places that are equal: of MinHash."""
    result: Scores = (one == many).mean(axis=-1)
    return result


def shipped() -> Sketch:
    """What the events have: 128 bytes over three words."""

    def of(story: Story) -> Bytes:
        return np.frombuffer(bytes.fromhex(fingerprint(story.title, story.body)), dtype=np.uint8)

    return Sketch("MinHash 128 x 8 bits, 3 words (shipped)", of, equal_places)


def minhash(words: int, places: int, size: int) -> Sketch:
    """MinHash of so many places of so many bytes each."""

    def of(story: Story) -> Bytes:
        sketch = RMinHash(num_perm=places, seed=1)
        sketch.update(_shingles(story, words))
        values = np.array(sketch.digest(), dtype="<u4")
        return values.view(np.uint8).reshape(places, 4)[:, :size]

    def similar(one: Bytes, many: Bytes) -> Scores:
        result: Scores = (one == many).all(axis=-1).mean(axis=-1)
        return result

    return Sketch(f"MinHash {places} x {8 * size} bits, {words} words", of, similar)


def simhash(words: int, bits: int) -> Sketch:
    """SimHash: each bit is what most of the rows of words vote for."""

    def of(story: Story) -> Bytes:
        rows = _shingles(story, words)
        digests = [hashlib.blake2b(row.encode(), digest_size=bits // 8).digest() for row in rows]
        votes = np.unpackbits(np.frombuffer(b"".join(digests), dtype=np.uint8)).reshape(-1, bits)
        ayes: Bytes = (votes.mean(axis=0) > 1 / 2).astype(np.uint8)
        return ayes

    return Sketch(f"SimHash {bits} bits, {words} words", of, equal_places)


def _shingles(story: Story, words: int) -> list[str]:
    found = story.words
    return [" ".join(found[at : at + words]) for at in range(max(1, len(found) - words + 1))]
