"""The encoder: vectors align with the caller's tokens, and repeat byte for byte."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from worker.nlp.model.encoder import (
    EMBEDDINGS_FILE,
    ENCODER_FILE,
    MAX_PIECES,
    TOKENIZER_FILE,
    WEIGHTS,
    EncodedSentence,
    Encoder,
    EncoderError,
)

SENTENCE = ["Anna", "Kolb", "praised", "Peru", "\u2019s", "miners", "."]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_shapes(encoder: Encoder) -> None:
    encoded = encoder.encode(SENTENCE)
    assert encoded.tokens.shape == (len(SENTENCE), 384)
    assert encoded.cls.shape == encoded.mean.shape == (384,)
    assert {array.dtype for array in encoded[:3]} == {np.dtype(np.float32)}
    (window,) = encoded.windows
    assert window.hidden.shape == (len(window.owners) + 2, 384)
    assert sorted(set(window.owners.tolist())) == list(range(len(SENTENCE)))
    assert np.isfinite(encoded.tokens).all()


def test_the_same_sentence_gives_the_same_bytes_after_others(encoder: Encoder) -> None:
    alone = [array.tobytes() for array in Encoder.load().encode(SENTENCE)[:3]]
    encoder.encode(["Something", "else", "entirely", "!"] * 30)
    encoder.encode(["x"])
    assert [array.tobytes() for array in encoder.encode(SENTENCE)[:3]] == alone


def test_a_word_is_the_mean_of_its_pieces(encoder: Encoder) -> None:
    # Both spellings are the same pieces in the same places, cut into words differently.
    whole = encoder.encode(["rock", "-", "solid"])
    joined = encoder.encode(["rock-solid"])
    np.testing.assert_allclose(joined.tokens[0], whole.tokens.mean(axis=0), atol=1e-5)
    np.testing.assert_array_equal(joined.cls, whole.cls)


@pytest.mark.parametrize("odd", ["\n\n", " ", "", "\u200b", "\ufeff"])
def test_a_token_with_no_piece_is_zero_and_shifts_nothing(encoder: Encoder, odd: str) -> None:
    plain = encoder.encode(SENTENCE)
    spaced = encoder.encode([*SENTENCE[:2], odd, *SENTENCE[2:]])
    assert not spaced.tokens[2].any()
    np.testing.assert_array_equal(np.delete(spaced.tokens, 2, axis=0), plain.tokens)
    np.testing.assert_array_equal(spaced.mean, plain.mean)


def test_emoji_and_combining_marks_keep_their_place(encoder: Encoder) -> None:
    words = ["🙂", "Zoe\u0308", "👩‍👩‍👧", "won", "🏆🏆"]
    encoded = encoder.encode(words)
    assert encoded.tokens.shape[0] == len(words)
    assert encoded.tokens[1].any()
    assert encoded.tokens[3].any()


def test_no_words(encoder: Encoder) -> None:
    encoded = encoder.encode([])
    assert encoded.tokens.shape == (0, 384)
    assert encoded.cls.any()
    assert not encoded.mean.any()


def test_a_long_sentence_goes_in_windows(encoder: Encoder) -> None:
    words = [f"word{index}" for index in range(700)]
    encoded = encoder.encode(words)
    assert encoded.tokens.shape == (700, 384)
    assert np.abs(encoded.tokens).sum(axis=1).min() > 0
    assert np.isfinite(encoded.cls).all()


def test_exactly_full_is_one_window(encoder: Encoder) -> None:
    words = ["peace"] * MAX_PIECES
    assert len(list(encoder._windows(words))) == 1
    assert len(list(encoder._windows([*words, "now"]))) == 2


def test_a_word_beyond_all_bounds_is_truncated(encoder: Encoder) -> None:
    endless = "!" * 3000
    encoded = encoder.encode(["before", endless, "after"])
    assert encoded.tokens.shape == (3, 384)
    assert all(row.any() for row in encoded.tokens)


def test_the_files_are_those_that_the_description_names() -> None:
    description = json.loads((WEIGHTS / "model.json").read_text(encoding="utf-8"))
    for name, expected in description["sha256"].items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == expected, name


def test_what_the_first_layer_reads_is_that_of_the_sentence(encoder: Encoder) -> None:
    (window,) = encoder.encode(SENTENCE).windows
    embedded = encoder.embedded([window.pieces.tolist()])
    assert embedded.dtype == np.float32
    np.testing.assert_array_equal(embedded, window.embedded)


def test_each_part_of_a_row_ends_with_a_mark(encoder: Encoder) -> None:
    pieces = encoder.encode(SENTENCE).pieces.tolist()
    two = encoder.embedded([pieces, pieces[:2]])
    assert two.shape == (len(pieces) + 5, 384)
    # The first part is embedded as it is alone, up to its own mark.
    alone = encoder.embedded([pieces])
    np.testing.assert_array_equal(two[: len(alone)], alone)
    # An empty first part is a mark all the same, and what follows stands one place further on.
    empty, second = encoder.embedded([[], pieces]), encoder.embedded([pieces])
    assert len(empty) == len(second) + 1
    assert not np.allclose(empty[2], second[1])


def test_the_pieces_of_a_sentence_are_those_of_its_windows(encoder: Encoder) -> None:
    encoded = encoder.encode(["peace"] * (MAX_PIECES + 2))
    assert len(encoded.windows) == 2
    assert len(encoded.pieces) == MAX_PIECES + 2
    assert set(encoded.pieces.tolist()) == {encoder.encode(["peace"]).pieces[0]}
    assert EncodedSentence(encoded.tokens, encoded.cls, encoded.mean).pieces.shape == (0,)


@pytest.mark.parametrize("missing", [EMBEDDINGS_FILE, ENCODER_FILE, TOKENIZER_FILE])
def test_missing_weights_say_so(tmp_path: Path, missing: str) -> None:
    for name in {EMBEDDINGS_FILE, ENCODER_FILE, TOKENIZER_FILE} - {missing}:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(EncoderError, match=re.escape(f"no {missing}")):
        Encoder.load(tmp_path)


def test_broken_weights_say_so(tmp_path: Path) -> None:
    for name in (EMBEDDINGS_FILE, ENCODER_FILE):
        (tmp_path / name).write_bytes(b"not a model")
    (tmp_path / TOKENIZER_FILE).write_text("{}")
    with pytest.raises(EncoderError, match="cannot read the encoder"):
        Encoder.load(tmp_path)


def test_sentences_together_are_read_as_each_is_alone(encoder: Encoder) -> None:
    sentences = [SENTENCE, ["x"], [], [*SENTENCE, *SENTENCE], ["peace"] * (MAX_PIECES + 2)]
    for alone, together in zip(
        map(encoder.encode, sentences), encoder.encode_all(sentences), strict=True
    ):
        for one, other in zip(alone[:3], together[:3], strict=True):
            assert one.tobytes() == other.tobytes()
        for one, other in zip(alone.windows, together.windows, strict=True):
            assert one.embedded.tobytes() == other.embedded.tobytes()
    assert encoder.encode_all([]) == []
