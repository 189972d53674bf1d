import pytest
from tokenizers import Tokenizer

from worker.nlp.english.letters import in_english_letters
from worker.nlp.model.encoder import TOKENIZER_FILE, WEIGHTS, Encoder


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Łódź", "Lódź"),
        ("Þórsdóttir", "Thórsdóttir"),
        ("Guðmundur", "Gudmundur"),
        ("Ærø", "Aero"),
        ("Straße", "Strasse"),
        ("Kad\N{LATIN SMALL LETTER DOTLESS I}köy", "Kadiköy"),
        ("Peru", "Peru"),
        ("Київ", "Київ"),
    ],
)
def test_letters_are_written_as_english_has_them(word, read):
    assert in_english_letters(word) == read


@pytest.mark.parametrize("name", ["Łódź", "Þórsdóttir", "Guðmundur", "Ægir", "Strauß", "Đilas"])
def test_a_name_in_other_letters_is_known_to_the_encoder(name):
    tokenizer = Tokenizer.from_file(str(WEIGHTS / TOKENIZER_FILE))
    unknown = tokenizer.token_to_id("[UNK]")
    assert unknown in tokenizer.encode(name, add_special_tokens=False).ids
    assert unknown not in Encoder.load().encode([name]).pieces
