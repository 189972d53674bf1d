"""The reduced vocabulary reads the same news the same way."""

import json

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs torch, which only the extra 'train' installs")

from tokenizers import Tokenizer

from training.vocabulary import kept_pieces, shrunk

PIECES = ["[PAD]", "[unused0]", *(f"[x{n}]" for n in range(98)), "[UNK]", "[CLS]", "[SEP]"]
WORDS = ["peru", "won", "castle", "cast", "##le", "a", "##a", "\u68ee", "!"]
TEXT = "Peru won!"


@pytest.fixture
def whole():
    vocabulary = {piece: number for number, piece in enumerate([*PIECES, *WORDS])}
    special = {
        name: {"id": name, "ids": [vocabulary[name]], "tokens": [name]}
        for name in ("[CLS]", "[SEP]")
    }
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": vocabulary[name],
                "content": name,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
        ],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}],
            "special_tokens": special,
        },
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }


def test_what_is_left_out_is_read_in_shorter_pieces(whole):
    before = Tokenizer.from_str(json.dumps(whole))
    kept = kept_pieces(before, [TEXT, "cast casta le"])
    after = Tokenizer.from_str(json.dumps(shrunk(whole, kept)))
    assert before.encode(TEXT).tokens == after.encode(TEXT).tokens
    assert np.array_equal(kept[after.encode(TEXT).ids], before.encode(TEXT).ids)
    assert before.encode("castle", add_special_tokens=False).tokens == ["castle"]
    assert after.token_to_id("castle") is None
    assert after.token_to_id("\u68ee") is None
    assert after.token_to_id("[unused0]") is None
    # Single letters are kept, whether a text has them or not.
    assert after.token_to_id("##a") is not None
