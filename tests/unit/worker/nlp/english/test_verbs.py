import pytest
import spacy

from worker.nlp.english.verbs import (
    REPORTING_VERBS,
    forms,
    harms,
    predicates,
    reporting_words,
    signed,
)


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("praise", {"praise", "praises", "praised", "praising"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("betray", {"betray", "betrays", "betrayed", "betraying"}),
        ("bash", {"bash", "bashes", "bashed", "bashing"}),
        ("vie", {"vie", "vies", "vied", "vying"}),
    ],
)
def test_regular_forms(verb, expected):
    assert set(forms(verb)) == expected


def test_a_consonant_is_doubled_where_it_may_be():
    assert {"snubbed", "snubbing"} <= set(forms("snub"))
    assert "attackked" not in set(forms("attack"))
    assert "defeatted" not in set(forms("defeat"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("praised", 1), ("Praises", 1), ("condemned", -1), ("condemning", -1), ("walked", 0)],
)
def test_words_take_sides(word, expected):
    assert signed(word) == expected


def test_harm_is_told_from_blame(blank):
    assert [harms(token) for token in blank("killed condemned walked")] == [True, False, False]


def test_verbs_of_saying_come_in_their_forms():
    assert {"said", "says", "told"} <= REPORTING_VERBS
    assert "walked" not in REPORTING_VERBS


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kolb is here", "is"),
        ("Kolb won it", "won"),
        ("Kolb walked home", "walked"),
        ("they run", "run"),
        ("Kolb leads", "leads"),
        ("she leads", "leads"),
        ("it 's here", "'s"),
        ("they condemned it", "condemned"),
    ],
)
def test_what_looks_like_a_verb(blank, text, word):
    doc = blank(text)
    assert predicates(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kolb 's party", "'s"),
        ("the building", "building"),
        ("the miners", "miners"),
        ("Kolb Chess", "Chess"),
        ("she glass", "glass"),
        ("home", "home"),
    ],
)
def test_what_does_not(blank, text, word):
    doc = blank(text)
    assert not predicates(next(token for token in doc if token.text == word))


def test_a_verb_of_saying_has_one_word_or_two():
    doc = spacy.blank("en")("She said it, he chimed in, they shot him and she went")
    said, chimed, shot, went = (
        next(token.i for token in doc if token.text == word)
        for word in ("said", "chimed", "shot", "went")
    )
    assert [reporting_words(doc, at) for at in (said, chimed, shot, went)] == [1, 2, 0, 0]
