"""The fingerprint of a story: MinHash over its words, three at a time, cut to one byte a place.

The one module here that makes fingerprints, and so needs ``rensa``: the extra ``fingerprint`` of
``stancewire-topics``. To compare them needs nothing: ``topics.identity.similarity``.
"""

import re

from rensa import RMinHash

from topics.identity import FINGERPRINT_PLACES

_WORDS_AT_A_TIME = 3
# Any number would do. Another one makes every fingerprint of before worthless, and so does another
# library: both break the contract.
_SEED = 20_260_105
_WORD = re.compile(r"\w+")


def fingerprint(title: str, body: str) -> str:
    """256 hex digits that share many places with those of a story that shares many words in a row.

    Capitals, punctuation and layout do not count, nor in which order the parts of a text stand.
    """
    text = f"{title}\n{body}".casefold()
    words = _WORD.findall(text) or text.split()
    rows = range(max(1, len(words) - _WORDS_AT_A_TIME + 1))
    sketch = RMinHash(num_perm=FINGERPRINT_PLACES, seed=_SEED)
    sketch.update([" ".join(words[at : at + _WORDS_AT_A_TIME]) for at in rows])
    return bytes(value & 0xFF for value in sketch.digest()).hex()
