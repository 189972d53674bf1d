# ruff: noqa: RUF001 - other alphabets are what is tested

import pytest

from worker.nlp.english.language import detect

FRENCH = "Le président a annoncé mardi une nouvelle loi sur la sécurité dans les grandes villes."


@pytest.mark.parametrize(
    "text",
    [
        "The president said on Tuesday that the government will have a new law by the summer.",
        "He said that they were not there. “Wir schaffen das gemeinsam”, said the man.",
        f"In a speech to the nation he said, as he had: “{FRENCH[:40]}” That was all of it.",
    ],
)
def test_english_is_english(text):
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        ("Der Bundeskanzler hat am Montag die neue Regierung vorgestellt.", "de"),
        ("El presidente del gobierno anunció ayer una ley para las grandes ciudades.", "es"),
        ("Владимир Путин встретился с премьер-министром Израиля в Кремле.", "ru"),
        ("国家主席今天在北京会见了外国客人并发表了重要讲话。", "zh"),
    ],
)
def test_another_language_is_known(text, language):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", " \n", "12345 6789", "😀" * 1_000, "Obama", "Merkel: Ja!"])
def test_too_little_is_undecided_and_so_read_as_english(text):
    assert detect(text) is None


def test_names_alone_are_no_other_language():
    assert detect("Anna Kolb praised Peru's miners.") in {None, "en"}
