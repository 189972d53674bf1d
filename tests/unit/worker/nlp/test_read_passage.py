"""Where the tokens of a passage are among the places of its row."""

import numpy as np
import pytest

from worker.nlp.read_passage import ReadPassage

# [CLS] the title's token 0 [SEP] tokens 7, 8 (of two pieces) and 10 [SEP]
TOKENS = (None, 0, None, 7, 8, 8, 10, None)


@pytest.mark.parametrize(
    ("start", "end", "places"),
    [
        (7, 8, [3]),
        (8, 9, [4, 5]),
        (7, 11, [3, 4, 5, 6]),
        (0, 1, [1]),
        (9, 10, []),
        (11, 20, []),
        (0, 9, [1, 3, 4, 5]),
    ],
)
def test_the_places_of_some_tokens(start, end, places):
    passage = ReadPassage(TOKENS, np.zeros((8, 4), dtype=np.float32))
    assert list(passage.places(start, end)) == places
