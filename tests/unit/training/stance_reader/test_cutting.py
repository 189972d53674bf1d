"""Which words of a mark say the name of its party."""

import pytest

from training.scorecard.marked import Party
from training.stance_reader.cutting import says_name


@pytest.mark.parametrize(
    ("kind", "name", "words", "says"),
    [
        ("person", "Ona Birk", "Mayor Birk", True),
        ("person", "Ona Birk", "Birk,", True),
        ("person", "Ona Birk", "she", False),
        ("person", "President Kolb", "the president", False),
        ("person", "Bank of Peru", "head of it", False),
        ("policy", "carbon tax", "the Tax's", False),
        ("policy", "carbon levy", "the Levy", True),
        ("policy", "carbon tax", "the tax", False),
        ("policy", "carbon tax", "the measure", False),
        ("law", "ban on guns", "on it", False),
    ],
)
def test_which_words_say_a_name(kind, name, words, says) -> None:
    assert says_name(Party(name, kind, words, 0)) is says
