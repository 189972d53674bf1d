import pytest

from bench.texts import KINDS, articles, text_of


def test_there_are_twenty_kinds():
    assert len(KINDS) == 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_has_its_length_and_is_the_same_every_time(kind):
    assert len(text_of(kind, 3_000)) == 3_000
    assert text_of(kind, 3_000) == text_of(kind, 3_000)


def test_the_articles_are_the_samples_in_english():
    assert len(articles(None)) == 13
    assert all(text.title and text.body for text in articles(None))
