"""Words in normal form: number, spelling, hyphens and small words do not count."""

import pytest

from worker.nlp.entities.issues.normal_words import american, normal_words, singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("taxes", "tax"),
        ("policies", "policy"),
        ("marches", "march"),
        ("ties", "tie"),
        ("women", "woman"),
        ("purchases", "purchase"),
        ("tariffs", "tariff"),
        ("veto", "veto"),
        ("vetoes", "veto"),
    ],
)
def test_a_plural_is_its_singular(plural, one):
    assert singular(plural) == one


@pytest.mark.parametrize("word", ["news", "crisis", "status", "press", "politics", "us", "gas"])
def test_what_only_looks_like_a_plural_stays(word):
    assert singular(word) == word


@pytest.mark.parametrize(
    ("british", "spelling"),
    [
        ("privatisation", "privatization"),
        ("Legalising", "legalizing"),
        ("Rationalise", "rationalize"),
        ("raising", "raising"),
        ("exercise", "exercise"),
        ("promise", "promise"),
    ],
)
def test_british_spelling_is_american_and_other_words_stay(british, spelling):
    assert american(british) == spelling


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cease-fires", ("ceasefire",)),
        ("Child care subsidies", ("childcare", "subsidy")),
        ("the toll", ("toll",)),
        ("their sin taxes", ("sin", "tax")),
        ("fare hikes", ("fare", "increase")),
        ("labour laws", ("labor", "law")),
        ("gay marriage", ("same", "sex", "marriage")),
        ("same-sex marriages", ("same", "sex", "marriage")),
        ("U.S. exports", ("us", "export")),
        ("20,000 $5.5 vouchers", ("20000", "5", "5", "voucher")),
        ("Café terraces", ("cafe", "terrace")),
        ("no toll", ("no", "toll")),
    ],
)
def test_normal_words(text, words):
    assert normal_words(text.split()) == words
