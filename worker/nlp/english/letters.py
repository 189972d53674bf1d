"""Replaces letters that the encoder's vocabulary lacks with their usual English spelling.

The tokenizer removes accents, so that "Erdoğan" becomes "erdogan". But a letter with a stroke and a
ligature are not accented letters: a word with one of them would be unknown as a whole. "Łódź" and
"Þórsdóttir" are read as "Lodz" and "Thorsdottir".
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
    """The word with such letters replaced; other letters stay as they are."""
    return word if word.isascii() else word.translate(_ENGLISH)
