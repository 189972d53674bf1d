"""A console's store with events in it, as if they had been read from Kafka."""

from console.rows import article_row
from console.store import Store
from tests.support.enriched import praise

BASE_MS = 1_767_600_000_000


def filled(*values: bytes, keep: int = 100, **options: int) -> Store:
    """A store that has read these events, a millisecond apart."""
    store = Store(keep, topic_names={"medtop:20000000": "the top"}, **options)
    store.add(article_row(value, BASE_MS + n, f"t 0:{n}") for n, value in enumerate(values))
    return store


def anew(number: int) -> bytes:
    """Anna Kolb has changed her mind."""
    return praise(number).replace(b'"polarity":"favor"', b'"polarity":"against"')
