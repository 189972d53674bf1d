from worker.nlp.entities.references.given_names import log_odds, pieces


def test_a_name_is_itself_its_endings_and_its_beginning():
    assert list(pieces("marta")) == ["marta", "-a", "-ta", "-rta", "-arta", "ma-"]


def test_a_short_name_has_the_endings_it_has():
    assert list(pieces("al")) == ["al", "-l", "-al", "al-"]


def test_the_weights_of_the_known_pieces_add_up():
    assert log_odds("marta", {"": 0.5, "-a": -2.0, "ma-": 0.25}) == -1.25
    assert log_odds("xu", {"": 0.5, "-a": -2.0}) == 0.5
