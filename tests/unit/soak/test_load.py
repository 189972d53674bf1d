"""What a soak sends."""

import json
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


def test_briefs_have_the_length_of_briefs_and_differ() -> None:
    bodies = [
        json.loads(one.value or b"")["body"]
        for one in articles(2_000, 1)
        if one.value != b'{"id": '
    ]
    lengths = sorted(map(len, bodies))
    assert lengths[0] >= 300
    assert lengths[-1] <= 1_700
    assert 600 <= sum(lengths) / len(lengths) <= 1_000
    # Not only the last line differs.
    assert len({body.rpartition("\n\n")[0] for body in bodies}) > 100
