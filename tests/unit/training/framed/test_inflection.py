import pytest

from training.framed.inflection import addressed, present, progressive, reported


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
