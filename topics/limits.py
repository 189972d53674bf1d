"""The contract's limits: how long texts may be, and how large a record batch of each topic.

Characters are Unicode code points, bytes are those of a record batch as the broker sees it. What
the worker sends at most is in ``worker/limits.py``.
"""

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

MAX_ID_CHARS: Final = 256
"""The id of an article or of an entity."""

MAX_TITLE_CHARS: Final = 2_000
MAX_BODY_CHARS: Final = 200_000
MAX_URL_CHARS: Final = 2_048
MAX_DOMAIN_CHARS: Final = 253
MAX_NAME_CHARS: Final = 512
"""A name: of a publisher, an entity, a holder, a target or a topic. Other short texts too."""

MAX_DETAIL_CHARS: Final = 500
"""The detail of a dead letter; longer ones are cut."""

MAX_ARTICLE_BYTES: Final = 1 * MIB
"""A batch of the articles' topic. The worker also rejects an article with a larger value."""

MAX_ENRICHED_BYTES: Final = 4 * MIB
"""A batch of the enriched events' topic, and of the three fan-out topics."""

# A dead letter has headers of its own besides the original ones, so its topic allows more than any
# topic whose records can end up there.
_DEAD_LETTER_HEADROOM: Final = 256 * KIB
MAX_DEAD_LETTER_BYTES: Final = max(MAX_ARTICLE_BYTES, MAX_ENRICHED_BYTES) + _DEAD_LETTER_HEADROOM
