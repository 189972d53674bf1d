import random

from training.framed.cast import WORDINGS, Cast


def test_nobody_appears_twice_in_a_text():
    cast = Cast(random.Random(1))
    names = [cast.country().name for _ in range(len(WORDINGS["countries"]))]
    assert len(set(names)) == len(names)


def test_a_target_may_be_an_issue_or_somebody():
    cast = Cast(random.Random(2))
    kinds = {cast.target()[1] for _ in range(40)}
    assert kinds == {"issue", "agent"}


def test_an_office_is_part_of_the_words_and_not_of_the_name():
    person = Cast(random.Random(3)).person(titled=True)
    assert person.words.endswith(f" {person.name}")


def test_no_list_has_an_entry_twice():
    for name, entries in WORDINGS.items():
        if isinstance(entries, list) and name not in ("says", "adjuncts"):
            assert len(set(entries)) == len(entries), name
