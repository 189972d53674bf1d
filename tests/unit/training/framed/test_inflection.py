import pytest

from training.framed.inflection import (
    addressed,
    agreeing,
    participle,
    past,
    plural,
    present,
    progressive,
    reported,
)


@pytest.mark.parametrize(
    ("infinitive", "third"),
    [
        ("praise", "praises"),
        ("lash out at", "lashes out at"),
        ("decry", "decries"),
        ("have no time for", "has no time for"),
        ("be proud of", "is proud of"),
        ("betray", "betrays"),
    ],
)
def test_third_person(infinitive, third):
    assert present(infinitive) == third


@pytest.mark.parametrize(
    ("infinitive", "form"),
    [
        ("praise", "praising"),
        ("rip into", "ripping into"),
        ("see red over", "seeing red over"),
        ("be proud of", "being proud of"),
        ("veto", "vetoing"),
    ],
)
def test_form_in_ing(infinitive, form):
    assert progressive(infinitive) == form


def test_a_saying_in_indirect_speech_is_in_the_past():
    assert reported("{T} is a disgrace") == "{T} was a disgrace"
    assert reported("{T} robbed our farms") == "{T} robbed our farms"


def test_a_saying_to_whom_it_is_about():
    assert addressed("{T} has broken its word") == "You have broken your word"
    assert addressed("{T} treats us like dirt") == "You treat us like dirt"
    assert addressed("{T} robbed our farms") == "You robbed our farms"


@pytest.mark.parametrize(
    ("infinitive", "before", "done"),
    [
        ("praise", "praised", "praised"),
        ("lash out at", "lashed out at", "lashed out at"),
        ("decry", "decried", "decried"),
        ("slam", "slammed", "slammed"),
        ("speak out against", "spoke out against", "spoken out against"),
        ("be proud of", "was proud of", "been proud of"),
        ("veto", "vetoed", "vetoed"),
    ],
)
def test_past_and_participle(infinitive, before, done):
    assert past(infinitive) == before
    assert participle(infinitive) == done


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("wants {T} gone", "want {T} gone"),
        ("has long argued for {T}", "have long argued for {T}"),
        ("was full of praise for {T}", "were full of praise for {T}"),
        ("promises {T} help", "promise {T} help"),
        ("never listens", "never listen"),
        ("accused {T} of lies", "accused {T} of lies"),
        ("across the river", "across the river"),
    ],
)
def test_what_several_do(one, several):
    assert plural(one) == several


def test_several_targets_have_a_verb_in_the_plural():
    assert agreeing("{T} is a joke") == "{T} are a joke"
    assert agreeing("doubts that {T} does any good") == "doubts that {T} do any good"
    assert agreeing("sees {T} as a gift") == "sees {T} as a gift"


def test_a_saying_with_an_adverb_in_indirect_speech():
    assert reported("{T} only cares about money") == "{T} only cared about money"
    assert reported("{T} keeps us in the dark") == "{T} kept us in the dark"
