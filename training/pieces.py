"""Split words into the encoder's word pieces."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tokenizers import Tokenizer

from worker.nlp.english.letters import in_english_letters

CLS: Final = 101
SEP: Final = 102
PAD: Final = 0
MAX_PIECES: Final = 254
SPECIAL: Final = (CLS, SEP, PAD)


class Pieces(NamedTuple):
    """Word pieces of a sentence, and the word of each."""

    ids: list[int]
    owners: list[int]


def pieces_of(tokenizer: Tokenizer, sentences: Sequence[list[str]]) -> list[Pieces]:
    """Word pieces of tokenised sentences, at most MAX_PIECES per sentence."""
    encodings = tokenizer.encode_batch(
        [[in_english_letters(word) for word in words] for words in sentences],
        is_pretokenized=True,
        add_special_tokens=False,
    )
    return [
        Pieces(one.ids[:MAX_PIECES], [word or 0 for word in one.word_ids[:MAX_PIECES]])
        for one in encodings
    ]


def special_pieces(tokenizer: Tokenizer) -> tuple[int, int, int]:
    """The numbers of [CLS], [SEP] and [PAD] in a vocabulary, which may be a shrunk one.

    Raises:
        ValueError: the vocabulary lacks one of them.

    """
    numbers = [tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]", "[PAD]")]
    first, last, padding = numbers
    if first is None or last is None or padding is None:
        raise ValueError("the tokenizer lacks [CLS], [SEP] or [PAD]")
    return first, last, padding
