"""Letters that the word pieces do not have, as English writes them.

The vocabulary takes accents off, "Erdoğan" is "erdogan" to it, but a stroke or a ligature is a
letter of its own there: one of these, and the whole word is unknown. "Łódź" and "Þórsdóttir" are
read as "Lodz" and "Thorsdottir".
"""

from typing import Final

_ENGLISH: Final = str.maketrans(
    {
        "Æ": "Ae",
        "æ": "ae",
        "Œ": "Oe",
        "œ": "oe",
        "Ø": "O",
        "ø": "o",
        "Ł": "L",
        "ł": "l",
        "Đ": "D",
        "đ": "d",
        "Ð": "D",
        "ð": "d",
        "Þ": "Th",
        "þ": "th",
        "Ħ": "H",
        "ħ": "h",
        "Ŧ": "T",
        "ŧ": "t",
        "Ŋ": "Ng",
        "ŋ": "ng",
        "Ə": "A",
        "ə": "a",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ß": "ss",
        "ẞ": "SS",
    }
)


def in_english_letters(word: str) -> str:
    """The word with letters that English has, where it has a usual way to write them."""
    return word if word.isascii() else word.translate(_ENGLISH)
