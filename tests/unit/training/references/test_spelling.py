from training.references.spelling import given_names, spelling
from worker.nlp.entities.references.given_names import log_odds


def row(words, name):
    return {"stances": [{"hw": words, "h": name, "tw": "", "t": "x"}]}


def test_the_marks_say_who_is_he_and_she():
    found = given_names([row("he", "Oluwafemi Ade"), row("@3:she", "Wambui Njoki")])
    assert found["oluwafemi"] == 1
    assert found["wambui"] == 0


def test_a_name_of_a_known_kind_is_guessed():
    weights = spelling([])
    assert log_odds("marietta", weights) < 0 < log_odds("hendrik", weights)
