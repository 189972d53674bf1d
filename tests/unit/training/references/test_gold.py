import pytest

from training.references.gold import agree, located

BODY = "Then he left. The mayor saw the bridge."
ROW = {
    "title": "",
    "body": BODY,
    "sentences": [
        {"field": "body", "start": 0, "end": 13},
        {"field": "body", "start": 14, "end": len(BODY)},
    ],
}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Anna Kolb", "Kolb", True),
        ("Sen. Kolb", "Anna Kolb", True),
        ("Anna Kolb", "Anna Roe", False),
        ("the United States", "United States", True),
    ],
)
def test_names_agree_where_the_shorter_is_in_the_longer(one, other, same):
    assert agree(one, other) is same


def test_a_pronoun_is_not_found_inside_a_word():
    assert located(ROW, {"s": 0, "hw": "he"}, "hw") == ("body", 5, 7)


def test_words_of_another_sentence_are_found_there():
    assert located(ROW, {"s": 0, "hw": "@1:The mayor"}, "hw") == ("body", 14, 23)


def test_words_that_are_not_there_have_no_place():
    assert located(ROW, {"s": 0, "hw": "she"}, "hw") is None
    assert located(ROW, {"s": 0, "hw": ""}, "hw") is None
