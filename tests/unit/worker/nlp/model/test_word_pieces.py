"""Pieces of words: those of the tokenizer, read once for each word."""

import pytest
from tokenizers import Tokenizer

from worker.nlp.model.encoder import TOKENIZER_FILE, WEIGHTS
from worker.nlp.model.word_pieces import WordPieces

WORDS = ["Erdoğan", "praised", "rock-solid", "", "\u200b", "“", "$5.5bn", "praised", "中国", "🙂"]


class Counting:
    """Counts how often it is asked."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.asked = 0
        self._tokenizer = tokenizer

    def encode(self, *arguments, **options):
        self.asked += 1
        return self._tokenizer.encode(*arguments, **options)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(WEIGHTS / TOKENIZER_FILE))


def test_the_pieces_are_those_of_the_whole_sentence(tokenizer):
    whole = tokenizer.encode(WORDS, is_pretokenized=True, add_special_tokens=False)
    assert WordPieces(tokenizer)(WORDS) == (whole.ids, whole.word_ids)


def test_a_word_is_read_once(tokenizer):
    counting = Counting(tokenizer)
    pieces = WordPieces(counting)
    assert pieces(["peace", "peace"]) == pieces(["peace", "peace"])
    assert counting.asked == 1


def test_no_words(tokenizer):
    assert WordPieces(tokenizer)([]) == ([], [])
