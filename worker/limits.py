"""What the worker sends at most. The contract's limits are in ``topics/limits.py``."""

from typing import Final

from topics.limits import MIB

# The producer checks this limit before compression; the broker checks its topic's own limit after
# compression. A dead letter is as large as the record it is about, so this leaves room for it.
MAX_RECORD_BYTES: Final = 64 * MIB
