"""The fingerprint of a story: MinHash over its words, three at a time, one byte per hash.

Only making fingerprints needs ``rensa`` (the extra ``fingerprint`` of ``stancewire-topics``);
comparing them with ``topics.identity.similarity`` needs nothing.
"""

import re

from rensa import RMinHash

from topics.identity import FINGERPRINT_PLACES

_WORDS_AT_A_TIME = 3
# Any number would do, but a change would make every earlier fingerprint worthless, and so would
# another library: both break the contract.
_SEED = 20_260_105
_WORD = re.compile(r"\w+")


def fingerprint(title: str, body: str) -> str:
    """256 hex digits; stories with many three-word sequences in common get similar ones.

    Capitals, punctuation, layout and the order of a text's parts do not count.
    """
    text = f"{title}\n{body}".casefold()
    words = _WORD.findall(text) or text.split()
    rows = range(max(1, len(words) - _WORDS_AT_A_TIME + 1))
    sketch = RMinHash(num_perm=FINGERPRINT_PLACES, seed=_SEED)
    sketch.update([" ".join(words[at : at + _WORDS_AT_A_TIME]) for at in rows])
    return bytes(value & 0xFF for value in sketch.digest()).hex()
