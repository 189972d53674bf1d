import numpy as np
import pytest

from worker.nlp.model.encoder import EncodedSentence
from worker.nlp.model.read_sentences import ReadSentence, read_sentences

NOTHING = np.zeros((0, 4), dtype=np.float32)


@pytest.mark.parametrize(
    ("tokens", "words"), [((3, 5), (0, 2)), ((5, 8), (2, 3)), ((6, 8), (2, 3)), ((8, 9), (3, 4))]
)
def test_tokens_become_words_that_do_not_count_white_space(tokens, words):
    sentence = ReadSentence(EncodedSentence(NOTHING, NOTHING, NOTHING), (3, 4, 7, 8))
    assert sentence.span(*tokens) == words


def test_a_doc_keeps_its_own_list(blank):
    one, other = blank("She won."), blank("He lost.")
    read_sentences(one).append(ReadSentence(EncodedSentence(NOTHING, NOTHING, NOTHING), (0, 1, 2)))
    assert len(read_sentences(one)) == 1
    assert read_sentences(other) == []
