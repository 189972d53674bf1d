"""What a soak sends."""

from collections import Counter

from tests.soak.load import articles
from tests.support.chaos_pipeline import REAL


def test_the_share_of_the_real_model_is_what_was_asked_for() -> None:
    sent = list(articles(1_000, 20))
    kinds = Counter(
        "bad" if record.value == b'{"id": ' else (record.key or b"").startswith(REAL.encode())
        for record in sent
    )
    assert kinds == {"bad": 20, True: 50, False: 930}
    assert len({record.key for record in sent}) == 1_000


def test_without_a_share_there_is_none() -> None:
    assert not any((one.key or b"").startswith(REAL.encode()) for one in articles(100, 0))
